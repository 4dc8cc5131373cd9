"""Which documents a few words name: by title, file name, folder or collection. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from assistant.documents.document_name import DocumentName
from assistant.documents.finding import query_words

NOUN = (
    r"(?:documents?|files?|pdfs?|letters?|e-?mails?|mails?|reports?|contracts?|leases?|invoices?|bills?|receipts?|statements?|"
    r"minutes|notes?|papers?|slides|presentations?|spreadsheets?|workbooks?|manuals?|guides?|handbooks?|polic(?:y|ies)|agreements?|"
    r"memos?|scans?|licen[cs]es?|permits?|newsletters?|brochures?|leaflets?|payslips?|prescriptions?|timetables?|filings?|recordings?|transcripts?|offers?|quotes?|certificates?|resumes?|cvs?)"
)
_ENDS_IN_NOUN = re.compile(rf"\b{NOUN}$", re.IGNORECASE)
NOUN_JA = (
    r"(?:書類|文書|ファイル|資料|契約書|請求書|報告書|議事録|見積書|領収書|明細書?|説明書|仕様書|申請書|証明書|規約|約款|規程|就業規則|"
    r"マニュアル|手引き?|手紙|メール|メモ|論文|レポート|履歴書|覚書|通知書?|お知らせ|案内)"
)
_ENDS_IN_NOUN_JA = re.compile(rf"(?:{NOUN_JA}|契約)$")
_KINDS = frozenset(
    query_words.stem(word)
    for word in (
        *("document", "documents", "file", "files", "folder", "collection", "paper", "text"),
        *("pdf", "docx", "pptx", "xlsx", "txt", "md", "html", "epub", "odt", "rtf", "csv", "eml"),
    )
)
"""Words that say what something is and not which one."""
_SPELLED = {"licens": "licenc"}
"""Stems as they are spelled elsewhere."""
_NUMBERED = re.compile(r"(?<=[A-Za-z]{3})(?=\d)")
_OF_JA = re.compile(r"(?<=[\u30a0-\u30ff\u3005\u4e00-\u9fff])の")
_PLACE = re.compile(r"^(?:folder|directory|collection)\s+|\s+(?:folder|directory|collection)$", re.IGNORECASE)
_PLACE_JA = re.compile(r"^(?:フォルダー?|コレクション)(?:の|「)?|」?(?:の)?(?:フォルダー?|コレクション)$")
_JAPANESE_KINDS = ("ドキュメント", "ファイル", "フォルダー", "フォルダ", "コレクション", "文書", "資料", "書類")


def named(phrase: str, documents: Sequence[DocumentName]) -> list[DocumentName]:
    """The documents whose names hold every word of the phrase; all of a folder or collection where it is named; none when
    the phrase says nothing. A document that is called exactly so comes alone."""
    exact = [
        one for one in documents if any(same_name(phrase, name) for name in (one.title, one.path.stem, one.path.name))
    ]
    if exact:
        return exact[:1]
    places = {phrase, _PLACE.sub("", phrase), _PLACE_JA.sub("", phrase)}
    together = [
        one
        for one in documents
        if any(same_name(place, name) for place in places for name in (one.collection, one.path.parent.name))
    ]
    if together:
        return together
    terms = _terms(phrase)
    found = [one for one in documents if terms <= _all_terms(one)] if terms else []
    if found:
        return found
    # "The garage licence" may be called "garage": what kind of paper it is need not stand in its name, where the rest picks one.
    rest = _without_noun(phrase)
    picked = [one for one in documents if rest <= _all_terms(one)] if rest and rest != terms else []
    return picked if len(picked) == 1 else []


def names_document(words: str, title: str, file: str) -> bool:
    """Whether words of a question ("the lease", 契約書) name a document by its title or the name of its file.

    All of them stand there, and either they say that a document is meant or they are all of its name.
    """
    terms = _terms(words)
    meant = means_document(words)
    held = [_terms(name) for name in (title, PurePath(file).stem)]
    return bool(terms) and any(terms <= name if meant else terms == name for name in held)


def heads_document(words: str, heading: str) -> bool:
    """Whether words of a question name a document by a heading of its first page: they are all of it, or say which document is
    meant and not only that one is ("the garage licence", and not "the licence")."""
    terms, held = _terms(_OF_JA.sub(" ", words)), _terms(_OF_JA.sub(" ", heading))
    if not terms or not means_document(words):
        return False
    return terms == held or (terms <= held and bool(_without_noun(words)))


def means_document(words: str) -> bool:
    """Whether words end with what documents are called: the lease, 賃貸契約."""
    return _ENDS_IN_NOUN.search(words) is not None or _ENDS_IN_NOUN_JA.search(words) is not None


def same_name(name: str, other: str) -> bool:
    """Whether two names are one, whatever their case, width, plural and the signs between their words."""
    return bool(_plain(name)) and _plain(name) == _plain(other)


def _without_noun(words: str) -> frozenset[str]:
    """The terms that say which document is meant."""
    return _terms(_ENDS_IN_NOUN_JA.sub("", _ENDS_IN_NOUN.sub("", words)).removesuffix("の"))


def _all_terms(document: DocumentName) -> frozenset[str]:
    return _terms(f"{document.title} {document.path.name}")


def _terms(text: str) -> frozenset[str]:
    for kind in _JAPANESE_KINDS:
        text = text.replace(kind, " ")
    stems = [query_words.stem(word) for word in query_words.content_words(_spaced(text))]
    found = [_SPELLED.get(stem, stem) for stem in stems]
    pairs = query_words.content_pairs(text) if query_words.has_unspaced(text) else []
    return frozenset([*found, *pairs]) - _KINDS


def _plain(text: str) -> str:
    return " ".join([*map(query_words.stem, query_words.words(_spaced(text))), *query_words.pairs(text)])


def _spaced(text: str) -> str:
    """With spaces for the signs in names of files, and before the number of "flat3"."""
    return _NUMBERED.sub(" ", text.replace("_", " ").replace("-", " ").replace(".", " "))
