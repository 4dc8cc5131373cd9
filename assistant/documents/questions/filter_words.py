"""Filters in plain words: "in the lease", "in the invoices folder", "the letter from last March", 契約書では, 先月の請求書. Pure.

A phrase is only a candidate: "in the garden" filters nothing unless a document is called so. What says by itself that it means
files ("in the … folder", "in rent.pdf", "the letter from last March") holds even when nothing matches, so that this can be said.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import re
from collections.abc import Iterator

from assistant.documents.finding import query_words
from assistant.documents.questions.naming import NOUN, NOUN_JA
from assistant.documents.questions.periods import Period, period_of
from assistant.documents.reading.kinds import ENDINGS
from assistant.records import DocumentKind


class FilterKind(enum.StrEnum):
    """What a phrase names."""

    DOCUMENT = "document"
    FILE = "file"
    FOLDER = "folder"
    COLLECTION = "collection"
    FORMAT = "format"
    DATE = "date"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FilterPhrase:
    """Characters ``start`` to ``end`` of a question. ``name`` is what it names: words of a title, a folder, a collection, the
    endings of a format; a date has ``since`` and ``until``, days that count too, either of which may be open."""

    kind: FilterKind
    start: int
    end: int
    name: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def certain(self) -> bool:
        """Whether it is a filter even when nothing matches."""
        return self.kind is not FilterKind.DOCUMENT


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:yesterday|today|(?:last|this|past)\s+(?:week|month|year|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    rf"(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}},?)?(?:\s+\d{{4}})?|\d{{4}}-\d{{2}}(?:-\d{{2}})?|(?:19|20)\d{{2}})"
)
_DATE_JA = (
    r"(?:先月|今月|先週|今週|昨日|今日|(?:昨年|去年|一昨年|今年)(?:の?\d{1,2}月)?|"
    r"(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?)"
)
_AFTER_NOUN = re.compile(
    rf"\b{NOUN}\s+(?P<phrase>(?P<how>from|of|dated|since|before|after|until|modified(?:\s+(?:in|on|since|before))?)\s+(?P<date>{_DATE}))\b",
    re.IGNORECASE,
)
_AT_START = re.compile(rf"^\s*(?P<phrase>(?P<how>from|since)\s+(?P<date>{_DATE})[,:])", re.IGNORECASE)
_OWNED = re.compile(
    rf"\b(?P<phrase>(?P<date>yesterday|(?:last|this)\s+(?:week|month|year))['’]s)\s+(?:\w+\s+)?{NOUN}\b", re.IGNORECASE
)
_OWNED_JA = re.compile(rf"(?P<phrase>(?P<date>{_DATE_JA})(?P<how>以降|以前)?の)(?=[^、。\s]{{0,8}}?{NOUN_JA})")
_PLACE = re.compile(
    r"\b(?P<phrase>(?:in|from|inside|within)\s+(?:the|my|our)?\s*(?P<name>[“\"][^”\"]{1,60}[”\"]|[\w&.-]+(?:\s[\w&.-]+){0,3}?)\s+"
    r"(?P<what>folder|directory|collection))\b",
    re.IGNORECASE,
)
_PLACE_JA = re.compile(
    r"(?P<phrase>(?P<name>「[^」]{1,40}」|[^\s、。「」の]{1,20})の?(?P<what>フォルダー?|コレクション)(?:の(?:中|なか))?(?:では?|には?|から))"
)
_FILE = re.compile(
    r"(?P<phrase>\b(?:in|from|according\s+to)\s+(?:the\s+)?(?:file\s+|document\s+)?[“\"]?(?P<name>[\w()-][\w().&-]*\.[A-Za-z]{2,5})[”\"]?)(?![\w.])",
    re.IGNORECASE,
)
# A name with spaces begins nobody knows where, so that only one that a document has counts; in quotes it is certain.
_IN_FILE = r"\b(?:in|from|according\s+to)\s+(?:(?:the|my|our)\s+)?(?:file\s+|document\s+)?"
_SPACED_FILE = re.compile(
    rf"(?P<phrase>{_IN_FILE}(?P<name>[\w()&'-]+(?:\s[\w()&'.-]+){{1,6}}?\.[A-Za-z]{{2,5}}))(?![\w.])", re.IGNORECASE
)
_QUOTED_FILE = re.compile(
    rf"(?P<phrase>{_IN_FILE}[“\"](?P<name>[^“”\"]{{1,80}}\.[A-Za-z]{{2,5}})[”\"])"
    r"|(?P<phrase_ja>「(?P<name_ja>[^「」]{1,60}\.[A-Za-z]{2,5})」(?:の(?:中|なか))?(?:では?|には?|から|によると))",
    re.IGNORECASE,
)
_FILE_JA = re.compile(
    r"(?P<phrase>「?(?P<name>[^\s、。「」]+\.[A-Za-z]{2,5})」?(?:の(?:中|なか))?(?:では?|には?|から|によると))"
)


def _endings(kind: DocumentKind) -> str:
    return " ".join(sorted(ENDINGS[kind]))


_FORMATS = (
    (r"pdfs|pdf\s+files", r"PDF", _endings(DocumentKind.PDF)),
    (r"e-?mails|mails", r"メール", _endings(DocumentKind.MAIL)),
    (r"spreadsheets|workbooks|excel\s+files", r"スプレッドシート|表計算|エクセル", _endings(DocumentKind.SPREADSHEET)),
    (r"presentations|slides|powerpoints?", r"プレゼン|スライド", _endings(DocumentKind.SLIDES)),
    (r"word\s+files|word\s+documents", r"ワード文書|Word文書", "docx docm dotx dotm odt rtf"),
    (r"photos|pictures|images", r"写真|画像", _endings(DocumentKind.PICTURE)),
    (r"recordings", r"録音|音声", _endings(DocumentKind.RECORDING)),
)
_FORMAT = tuple(
    (
        re.compile(rf"\b(?P<phrase>(?:in|from)\s+(?:all\s+)?(?:the\s+|my\s+|our\s+)*(?:{words}))\b", re.IGNORECASE),
        endings,
    )
    for words, _, endings in _FORMATS
) + tuple(
    (re.compile(rf"(?P<phrase>(?:{words})(?:ファイル)?(?:の(?:中|なか))?(?:では?|から))"), endings)
    for _, words, endings in _FORMATS
)
_TO_WRITE = re.compile(
    r"^\s*(?:(?:please|can\s+you|could\s+you)\s+)*(?:write|draft|compose|create|make|generate|design)\b|"
    r"(?:書いて|作って|作成して)",
    re.IGNORECASE,
)
_NAME = r"(?P<name>\w[\w&’'-]*(?:\s\w[\w&’'-]*){0,4})"
_DOCUMENT = (
    re.compile(
        rf"^\s*(?P<phrase>(?:in|under|according\s+to|as\s+per)\s+(?:the|my|our)\s+{_NAME}\s*[,:])", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<phrase>\b(?:in|under|according\s+to)\s+(?:the|my|our)\s+{_NAME})\s*(?:[?.!]\s|[?.!]?\s*$)", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:does|do|did)\s+(?P<phrase>(?:the|my|our)\s+{_NAME})\s+(?=say|state|mention|contain|define|require)",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<phrase>「?(?P<name>[^、。\s「」]{2,24}?|[\w&'-]+(?: [\w&'-]+){1,4})」?"
        r"(?:の(?:中|なか))?(?:では|で、|には|によると|によれば)、?)"
    ),
)


def filter_phrases(question: str, today: datetime.date) -> list[FilterPhrase]:
    """The phrases of a question that may filter, in order and without overlap; none where something is to be written."""
    if _TO_WRITE.search(question):
        return []
    chosen: list[FilterPhrase] = []
    for phrase in _all(question, today):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in chosen):
            chosen.append(phrase)
    return sorted(chosen, key=lambda phrase: phrase.start)


def without(question: str, phrases: list[FilterPhrase]) -> str:
    """The question without some phrases; the question itself when nothing would be left to look for."""
    rest = question
    for phrase in sorted(phrases, key=lambda each: -each.start):
        rest = f"{rest[: phrase.start]} {rest[phrase.end :]}"
    rest = re.sub(r"\s+(?=[?.!,、。？])", "", " ".join(rest.split())).lstrip(",、: ")
    return rest if query_words.content_words(rest) or query_words.content_pairs(rest) else question


def _all(question: str, today: datetime.date) -> Iterator[FilterPhrase]:
    for pattern in (_AFTER_NOUN, _AT_START, _OWNED, _OWNED_JA):
        for found in pattern.finditer(question):
            period = period_of(found["date"], today)
            if period is not None:
                since, until = _bounds(found.groupdict().get("how") or "", period)
                yield FilterPhrase(
                    kind=FilterKind.DATE, start=found.start("phrase"), end=found.end("phrase"), since=since, until=until
                )
    for pattern in (_PLACE, _PLACE_JA):
        for found in pattern.finditer(question):
            collection = found["what"].lower() in ("collection", "コレクション")
            kind = FilterKind.COLLECTION if collection else FilterKind.FOLDER
            name = found["name"].strip('“”"「」')
            if query_words.content_words(name) or query_words.has_unspaced(name):  # not "the folder"
                yield _phrase(kind, found, name)
    for found in _QUOTED_FILE.finditer(question):
        group = "phrase" if found["phrase"] else "phrase_ja"
        name = found["name"] or found["name_ja"]
        yield FilterPhrase(kind=FilterKind.FILE, start=found.start(group), end=found.end(group), name=name)
    for found in _SPACED_FILE.finditer(question):
        yield _phrase(FilterKind.DOCUMENT, found, found["name"])
    for pattern in (_FILE, _FILE_JA):
        for found in pattern.finditer(question):
            yield _phrase(FilterKind.FILE, found, found["name"])
    for pattern, endings in _FORMAT:
        for found in pattern.finditer(question):
            yield _phrase(FilterKind.FORMAT, found, endings)
    for pattern in _DOCUMENT:
        for found in pattern.finditer(question):
            yield _phrase(FilterKind.DOCUMENT, found, found["name"])


def _phrase(kind: FilterKind, found: re.Match[str], name: str) -> FilterPhrase:
    return FilterPhrase(kind=kind, start=found.start("phrase"), end=found.end("phrase"), name=name)


def _bounds(how: str, period: Period) -> tuple[datetime.date | None, datetime.date | None]:
    word = how.lower().split()[-1] if how else ""
    if word in ("since", "以降"):
        return period.first, None
    if word == "after":
        return period.last + datetime.timedelta(days=1), None
    if word == "before":
        return None, period.first - datetime.timedelta(days=1)
    if word in ("until", "以前"):
        return None, period.last
    return period.first, period.last
