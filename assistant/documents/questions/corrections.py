"""What a person puts right: "no, I meant the lease", "sorry, in 2021", "the lease, not that", いや、賃貸契約のことです. Pure.

A correction is looked up as the question before it, with what was meant in the place of what was said; the words that say that it
is one are never looked up. Where it is not clear what it replaces, both are looked up.
"""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.finding import query_words
from assistant.documents.questions.naming import NOUN, means_document


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """``meant`` in the place of ``said``, which is empty where it was not repeated."""

    meant: str
    said: str = ""


_LONGEST = 500
"""Nobody says more to put something right; what is pasted is no correction."""
_SIGH = r"(?:no+|nope|nah|oh|oops|sorry|wait|hang on|hold on|actually|pardon|well|uh+|um+|er+m?|hmm+)"
_MEANT = (
    r"(?:i (?:mean|meant|was (?:asking|talking) about|am (?:asking|talking) about|asked (?:about|for)|was thinking of|said"
    r"|want(?:ed)? to (?:know|ask)(?: about)?)|i['’]m (?:asking|talking) about|make that|scratch that|or rather)"
)
_OPENS = re.compile(rf"^\s*(?P<sighs>(?:{_SIGH}\b[\s,.;:!–—-]*)*)(?P<meant>{_MEANT}\b[\s,.;:–—-]*)?", re.IGNORECASE)
# Inside a sentence one such word may mean itself ("yes or no", "rather large", "make that cake"); two of them turn it.
_SIGH_INSIDE = r"(?:no+|oh|oops|uh+|um+|er+m?|wait|sorry|i\s?['’]\s?m sorry)"
_TURN = (
    rf"(?:(?:or[\s,]+)?(?:{_SIGH_INSIDE}[\s,]+)+(?:rather|actually|{_MEANT}|that should be|make that|scratch that)\b"
    r"|or[\s,]+rather\b|or[\s,]+wait\b(?:[\s,]+no\b)?"
    rf"|(?:no+|oh|oops|uh+|um+|er+m?|wait)[\s,]+(?:sorry|no+|wait(?!\s+(?:times?|lists?|periods?)\b))\b"
    rf"|,\s*{_MEANT}\b|scratch that\b)"
)
_INSIDE = re.compile(
    rf"(?<![\s,.;?–—-])[\s,.;?–—-]+{_TURN}(?:[\s,]+{_TURN}|[\s,]+(?:{_SIGH_INSIDE}|rather|{_MEANT})\b)*[\s,.;:–—-]+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:[\s,]+(?:or|no|oh|uh+|um+|er+m?))+\s*$", re.IGNORECASE)
_FRAME = re.compile(r"\b(?:the|a|an|my|our|your|in|of|from|for|under|at|on|about|by|with|to)\b", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your"})
_ARTICLE_BACK = 5
"""Words before a turn among which an article is the one that is said again."""
_QUESTION = re.compile(
    r"^(?:what|when|where|who|whom|whose|which|why|how|is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have"
    r"|tell|show|give|list|find)\b",
    re.IGNORECASE,
)
_INSTEAD = (
    re.compile(r"^(?P<meant>.+?)[\s,]+(?:and\s+)?not\s+(?P<said>.+)$", re.IGNORECASE),
    re.compile(r"^not\s+(?P<said>.+?)(?:,\s*(?:but\s+)?|\s+but\s+)(?P<meant>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<meant>.+?)\s+(?:instead of|rather than)\s+(?P<said>.+)$", re.IGNORECASE),
)
_DETERMINER = r"(?:the|my|our|your|this|that|their|his|her)"
_PREPOSITION = r"(?:in|of|from|for|under|at|on|about|by|with|to|according to)"
_WORDS = r"[\w&'’-]+(?:\s(?!(?:and|or|in|of|from|for|under|at|on|about|by|with|to)\b)[\w&'’-]+){0,2}"
_PHRASE = re.compile(
    rf"^(?:(?P<how>{_PREPOSITION})\s+)?(?:{_DETERMINER}\s+)?(?P<noun>{_WORDS})$",
    re.IGNORECASE,
)
_SURELY_PHRASE = re.compile(rf"^(?:{_PREPOSITION}\s|{_DETERMINER}\s|(?:19|20)\d\d$|[A-Z])")
_PLACES = re.compile(
    rf"\b(?P<how>{_PREPOSITION}|is|are|was|were)\s+(?P<noun>{_DETERMINER}\s+{_WORDS})"
    rf"(?=\s*(?:[?.!,]|$)|\s(?:and|or|{_PREPOSITION})\b)",
    re.IGNORECASE,
)

_DOCUMENTS = re.compile(rf"\b(?P<noun>{_DETERMINER}\s+(?:[\w'’&-]+\s+){{0,2}}?{NOUN})\b", re.IGNORECASE)
# 違う stands before a noun as well: 違う契約書.
_OPENS_JA = re.compile(
    r"^\s*(?:(?:いや|いいえ|いえ|すみません|ごめん(?:なさい)?|あっ?|えっと|ええと)(?:[、。,.!！\s]+|(?=[\u30a0-\u30ff\u4e00-\u9fffA-Za-z0-9「]))"
    r"|(?:違う|違います|違って|ちがう|ちがいます|そう(?:じゃ|では)なく(?:て)?)[、。,.!！\s]+)+"
)
_ENDS_JA = re.compile(
    r"(?:の(?:こと|話|方|ほう|意味|つもり))?(?:(?:を|について)(?:聞いて|言って|知りたい|聞きたい)[^、。]{0,8}|という意味)?"
    r"(?:です|でした|だよ|だった|だ|ね|よ|なん|の|が|けど)*[。.！!]?$"
)
_MEANT_JA = re.compile(
    r"の(?:こと|話|方|ほう|意味|つもり)(?:です|でした|だ|なん|ね|よ|を|について|$)|(?:を|について)(?:聞いて|言って)(?:い|る|た)"
)
_INSTEAD_JA = re.compile(
    r"^(?P<said>[^、。]+?)(?:の(?:こと|話|方|ほう))?(?:では|じゃ)なく(?:て)?[、,]?\s*(?P<meant>.+)$"
)
_INSIDE_JA = re.compile(r"[、。？?]\s*(?:いや|違う|ちがう|じゃなくて|ではなくて)[、,]\s*")
_QUESTION_JA = re.compile(r"[？?か]$|(?:は|教えて|ください)[。？?]?$|何|いつ|どこ|誰|どの|いくら|なぜ")
_HEAD_JA = re.compile(r"^(?P<noun>[^、。？?のはがをにで\s]{2,20})(?=の|では|に)")


def self_correction(text: str) -> tuple[str, Correction] | None:
    """What stands before and what after the turn, where a sentence corrects itself ("what is the rent in the contract, no, I meant
    the lease?"). Nothing before it counts where what follows is whole by itself. None where nothing is corrected."""
    if len(text) > _LONGEST:
        return None
    if query_words.has_unspaced(text):
        parts = _INSIDE_JA.split(text)
        if len(parts) < 2 or not all(part.strip() for part in parts):
            return None
        before, after = parts[0], parts[-1]
        whole = _QUESTION_JA.search(after.strip()) is not None
        return ("", Correction(meant=after)) if whole else (before, _meant_ja(after))
    turns = list(_INSIDE.finditer(text))
    if not turns:
        return None
    before, after = _TRAILING.sub("", text[: turns[0].start()]), text[turns[-1].end() :]
    if not query_words.content_words(before) or not query_words.content_words(after):
        return None
    again = _taken_up(before, after)
    if again is not None:
        return "", Correction(meant=again)
    if _QUESTION.match(after):
        return "", Correction(meant=after)
    return before + ("?" if after.rstrip().endswith("?") else ""), Correction(meant=_plain(after))


def in_place_of_last(before: str, meant: str) -> str:
    """What was meant in the place of what was said last: a name, what follows a preposition, or one word."""
    said = before.rstrip(" ?")
    ending = "?" if before.rstrip().endswith("?") else ""
    if re.match(rf"{_PREPOSITION}\b", meant, re.IGNORECASE):
        cut = [one.start() for one in re.finditer(rf"\b{_PREPOSITION}\b", said, re.IGNORECASE)]
        return f"{said[: cut[-1]]}{meant}{ending}" if cut else f"{before} {meant}"
    last = re.search(r"(?:(?:(?<=\s)|^)[A-Z][\w'’&-]*(?:\s+[A-Z][\w'’&-]*)*|[\w'’-]+)$", said)
    return f"{said[: last.start()] if last else said}{meant}{ending}"


def _taken_up(before: str, after: str) -> str | None:
    """Who corrects a sentence takes it up again at a word that was said: "in the contract, no, sorry, in the lease"; of several
    such places at the last one that goes on alike ("the rent in the contract, no, sorry, the fee in the lease"). None where no word
    is taken up."""
    frame = [word.lower() for word in _FRAME.findall(after)]
    first = re.match(r"[\w'’]+", after)
    places = list(re.finditer(rf"\b{re.escape(first.group())}\b", before, re.IGNORECASE)) if first is not None else []
    if first is None or not places:
        return None
    place = max(places, key=lambda one: (_alike(frame, before[one.start() :]), one.start()))
    back = len(before[place.start() :].split())
    if first.group().lower() in _ARTICLES and back > _ARTICLE_BACK:
        return None
    return before[: place.start()] + after


def _alike(frame: list[str], said: str) -> int:
    """How many of the small words of what follows a turn stand, in their order, in what was said."""
    left = [word.lower() for word in _FRAME.findall(said)]
    count = 0
    for word in frame:
        if word not in left:
            break
        left = left[left.index(word) + 1 :]
        count += 1
    return count


def read_correction(text: str) -> Correction | None:
    """What a sentence puts right in the one before; None where it does not."""
    if len(text) > _LONGEST:
        return None
    if query_words.has_unspaced(text):
        opened = _OPENS_JA.match(text)
        rest = text[opened.end() :] if opened else text
        instead = _INSTEAD_JA.match(rest)
        if opened is None and (instead is None or _QUESTION_JA.search(rest.strip())) and not _MEANT_JA.search(rest):
            return None
        if _QUESTION_JA.search(rest.strip()) or not rest.strip():
            return None
        return _meant_ja(rest)
    opened = _OPENS.match(text)
    rest = _plain(text[opened.end() :]) if opened else _plain(text)
    if opened is None or not rest or _QUESTION.match(rest):
        return None
    correction = _correction(rest)
    if opened["meant"]:
        return correction
    # After a mere "no" or "sorry" many things can be said.
    phrase = _PHRASE.match(correction.meant) is not None and _SURELY_PHRASE.match(correction.meant) is not None
    return correction if phrase and (correction.said or opened["sighs"]) else None


def without_opening(text: str) -> str:
    """A question without a "no, I meant" before it; the text itself where that is all."""
    if query_words.has_unspaced(text):
        opened = _OPENS_JA.match(text)
        return (text[opened.end() :] if opened else text) or text
    opened = _OPENS.match(text)
    rest = text[opened.end() :] if opened else text
    return rest if opened is not None and opened.group().strip() and _QUESTION.match(rest) else text


def corrected(question: str, correction: Correction) -> str:
    """A question with what was meant in the place of what was said; both where it is not clear what that was."""
    if correction.said:
        noun = re.sub(rf"^(?:{_PREPOSITION}\s+)?(?:{_DETERMINER}\s+)?", "", correction.said, flags=re.IGNORECASE)
        places = list(re.finditer(_bounded(noun), question, re.IGNORECASE)) if noun else []
        if len(places) == 1:
            return _put(question, places[0].span(), _bare(correction.meant))
    if query_words.has_unspaced(question + correction.meant):
        return _corrected_ja(question, correction.meant)
    phrase = _PHRASE.match(correction.meant)
    if phrase is None:
        return f"{question} {correction.meant}"
    places = list(_PLACES.finditer(question))
    how = (phrase["how"] or "").lower()
    if not how and means_document(phrase["noun"]):
        # A document is where something stands, whatever was asked about it.
        named = list(_DOCUMENTS.finditer(question))
        if len(named) != 1:
            return re.sub(r"\s*([?.!]*)\s*$", rf" in {correction.meant}\1", question, count=1)
        places = named
    elif how:
        places = [one for one in places if one["how"].lower() == how]
    if len(places) != 1:
        return f"{question} {correction.meant}"
    meant = correction.meant[phrase.end("how") :].strip() if how else correction.meant
    return _put(question, places[0].span("noun"), meant)


def _corrected_ja(question: str, meant: str) -> str:
    head = _HEAD_JA.match(question)
    if means_document(meant):
        if head is not None and means_document(head["noun"]):
            return _put(question, head.span("noun"), meant)
        return f"{meant}では、{question}"
    return f"{question} {meant}"


def _meant_ja(text: str) -> Correction:
    text = _ENDS_JA.sub("", text.strip(), count=1) or text.strip()
    instead = _INSTEAD_JA.match(text)
    return Correction(meant=instead["meant"], said=instead["said"]) if instead else Correction(meant=text)


def _correction(rest: str) -> Correction:
    for pattern in _INSTEAD:
        found = pattern.match(rest)
        if found is not None:
            return Correction(meant=found["meant"], said=found["said"])
    return Correction(meant=rest)


def _plain(text: str) -> str:
    return text.strip(" ,.;:!?–—-\t\n")


def _bare(meant: str) -> str:
    found = _PHRASE.match(meant)
    return found["noun"] if found else meant


def _bounded(noun: str) -> str:
    escaped = re.escape(noun)
    return escaped if query_words.has_unspaced(noun) else rf"\b{escaped}\b"


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return f"{text[: span[0]]}{new}{text[span[1] :]}"
