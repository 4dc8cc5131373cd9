"""Questions that lean on the one before: "and in 2021?", "what about Borealis?", "no, I meant the lease", それはいつ？ Pure.

A follow-up is looked up behind the question it follows. When it only names another year or another name, that takes the place of
the old one, which would lead back to the old answer; so does what was meant in a correction (``corrections``). What follows then
leans on the question as it was changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.finding import query_words
from assistant.documents.questions.corrections import (
    Correction,
    corrected,
    in_place_of_last,
    read_correction,
    self_correction,
    without_opening,
)
from assistant.documents.questions.yes_no import is_yes_no

_POINTING = (
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|that|this|these|those|there|one|ones|same|else|instead)\b"
    r"|それ|その|そこ|これ|この|あれ|あの|彼|彼女|同じ"
)
_FOLLOW_UP = re.compile(
    r"^\s*(?:and|but|or|so|also|what about|how about|what else|then|why|how so|really)\b"
    rf"|^(?:では|じゃあ|それで|それから|あと|また|ほかに|他に|でも|なぜ|どうして)|{_POINTING}",
    re.IGNORECASE,
)
_BACK = re.compile(rf"\bthen\b|{_POINTING}", re.IGNORECASE)
_THERE_IS = re.compile(
    r"\b(?:is|are|was|were|will) there\b|\bthere (?:is|are|was|were|will)\b|\bis it\b(?=.*\bto\b)", re.IGNORECASE
)
_SAYS_OF_WHAT_JA = re.compile("[はがもをに]")
_FEW_TERMS = 2
_WHOLE = re.compile(
    r"\s*(?:(?:in|at|on|for|from|to|by|with|until|since)\s+)?(?:who|whom|whose|what|which|when|where|how)\s+\S+\s+\S",
    re.IGNORECASE,
)
# どう asks the question before it again, of something else.
_WHOLE_JA = re.compile(
    r"[々一-龥ァ-ヺー]{2,}(?:は|が|を|に|で)[^、。]*(?:いくら|いくつ|いつ|どこ|だれ|誰|何|なに|なん|どれ|どの|どちら|どんな)"
    r"|(?:いくら|いくつ|いつ|どこ|だれ|誰|何|なに|どれ|どの|どちら|どんな)[^、。]*[々一-龥ァ-ヺー]{2,}(?:は|が|を|に|で)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ANOTHER = re.compile(
    r"^\s*(?:(?:and|but|or|then|so|what|how)\s+)*(?:about\s+)?(?:(?:in|for|at|of|from|with|the|year)\s+)*"
    r"(?P<what>(?:19|20)\d\d|[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*)\s*\??\s*$",
    re.IGNORECASE | re.ASCII,
)
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "de", "von", "van"})
_ANOTHER_JA = re.compile(
    r"^(?:では|じゃあ|それでは|それなら)?[、,]?\s*(?P<what>(?:19|20)\d\d(?=年)|[A-Z][\w&-]*)年?(?:の場合)?"
    r"(?:は|だと|なら|では)?(?:どう)?(?:ですか)?[？?。]?$",
    re.ASCII,
)


def follows_up(question: str) -> bool:
    """Whether a question leans on one before it."""
    terms = len(query_words.content_words(question)) + len(
        query_words.content_pairs(question) if query_words.has_unspaced(question) else []
    )
    # "Are pets allowed?" is short and whole: its words are all that a yes or no needs.
    whole = terms == _FEW_TERMS and is_yes_no(question)
    return (terms <= _FEW_TERMS and not whole) or _FOLLOW_UP.search(question) is not None


def refers_back(question: str) -> bool:
    """Whether a question names something only by what was said before it: "until when does it run?", いつまで有効ですか."""
    if _BACK.search(_THERE_IS.sub(" ", question)) is not None:
        return True
    return query_words.has_unspaced(question) and _SAYS_OF_WHAT_JA.search(question) is None


def with_context(question: str, previous_questions: Sequence[str]) -> str:
    """What to look up for a question: itself, or with the last one that stands on its own when it does not. A correction, also one
    in the middle of a question, leaves nothing of what was not meant where it is clear what that is."""
    base, asked = _base(previous_questions), _settled(question)
    if base:
        changed = _changed(base, asked)
        whole = without_opening(asked)
        return changed or (f"{base} {whole}" if follows_up(whole) else whole)
    correction = read_correction(asked)
    return correction.meant if correction is not None else without_opening(asked)


def stands_short(question: str) -> bool:
    """Whether a question would be looked up with the one before it for nothing but being short, though it is whole: "When is the
    hedge cut?", 敷金はいくらですか."""
    if _FOLLOW_UP.search(question) is not None:
        return False
    if query_words.has_unspaced(question):
        return _WHOLE_JA.search(question) is not None
    return len(query_words.content_words(question)) == _FEW_TERMS and _WHOLE.match(question) is not None


def as_meant(question: str, previous_questions: Sequence[str]) -> str:
    """The question to be answered where a person corrects themselves and it is clear how; else the question itself."""
    base, asked = _base(previous_questions), _settled(question)
    if not base or read_correction(asked) is None:
        return asked
    changed = _changed(base, asked)
    return question if changed.startswith(base) else changed


def corrects_itself(question: str) -> bool:
    """Whether a question is put right in its own middle."""
    return _settled(question) != question


def _base(previous_questions: Sequence[str]) -> str:
    """What a follow-up leans on: the last question that stands on its own, as those after it changed it."""
    base, stands = "", False
    for previous in map(_settled, previous_questions):
        changed = _changed(base, previous) if base else ""
        whole = without_opening(previous)
        if changed:
            base = changed
        elif not follows_up(whole) or not stands:
            base, stands = whole, not follows_up(whole)
    return base


def _changed(base: str, question: str) -> str:
    """A question as a correction, another year or another name changes it; empty where it is not clear how."""
    correction = read_correction(question)
    if correction is not None:
        return _put_right(base, correction)
    return _replaced(base, question) if follows_up(question) else ""


def _settled(question: str) -> str:
    """A question that corrects itself, as it was meant."""
    found = self_correction(question)
    if found is None:
        return question
    before, correction = found
    if not before:
        return correction.meant
    if query_words.has_unspaced(question):
        return _put_right(before, correction)
    return _replaced(before, correction.meant) or in_place_of_last(before, correction.meant)


def _put_right(question: str, correction: Correction) -> str:
    return _replaced(question, correction.meant) or corrected(question, correction)


def _replaced(previous: str, question: str) -> str:
    """The question before with the year or the name of this one in it; empty when it is not clear what would be replaced."""
    found = _ANOTHER.match(question) or _ANOTHER_JA.match(question)
    if found is None:
        return ""
    what = found["what"]
    if _YEAR.fullmatch(what):
        return _YEAR.sub(what, previous) if len(set(_YEAR.findall(previous))) == 1 else ""
    if not what[0].isupper() or not all(word[0].isupper() or word in _INSIDE_NAMES for word in what.split()):
        return ""
    names = list(dict.fromkeys(_names(previous)))
    return previous.replace(names[0], what) if len(names) == 1 else ""


def _names(text: str) -> list[str]:
    """Runs of capitalised words that do not begin the sentence, or of Latin letters in Japanese."""
    if query_words.has_unspaced(text):
        return re.findall(r"[A-Z][A-Za-z0-9&-]*", text)
    found = [one.group().strip() for one in re.finditer(r"(?<=\s)[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)*", text)]
    return [name for name in found if name != "I"]
