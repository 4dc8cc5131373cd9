"""Where a clause without a comma may be cut all the same: between two phrases, where a speaker could draw breath. Pure.

English phrases begin at conjunctions and prepositions, Japanese ones after particles. Names, numbers, links and code stay whole:
there is no break after a capital letter or a digit, nor within brackets or marks that are still open.
"""

from __future__ import annotations

import re

LEAST_WORDS = 6
LEAST_WIDE_LETTERS = 10
"""Before a break. They take some two seconds to say, in which the rest of the sentence is written and spoken."""
SEARCHED = 400
"""Letters from the clause's beginning: further on it is cut anyway (``long_sentences``), and a whole book may follow."""

_OPENERS = (
    r"and|but|or|because|which|who|where|when|while|if|so|although|since|until|before|after|with|without|from|in|on|at|for|by|into"
    r"|during|through|between|under|over|around|across|near|within|among|against"
)
_LEANS_FORWARD = re.compile(
    rf"(?:{_OPENERS}|an?|the|this|that|these|those|my|your|his|her|its|our|their|of|to|is|are|was|were|be|been|as|than|not|very|more"
    r"|most|can|could|will|would|should|may|might|must|do|does|did|has|have|had|i|you|he|she|it|we|they)"
)
"""Words that belong to what follows: "is in", "one of the", "so that"."""
_WORDS = re.compile(rf"(?<!\S)([a-z][a-z'’-]*) (?=(?:{_OPENERS})\s)")
_PARTICLE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff](?:は|が|を|で|に|から|ので|けど)(?=[\u30a1-\u30fa\u3400-\u9fff])")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_OPENING = re.compile(
    r"\s*(?:sure|yes|no|yeah|okay|ok|of course|certainly|absolutely|all right|alright|right|great|well|hello|hi|hey|thanks"
    r"|thank you|sorry|はい|いいえ|ええ|もちろん|もちろんです|そうですね|わかりました|承知しました|こんにちは|すみません)"
    r"[,、，:：]\s*",
    re.IGNORECASE,
)


def is_opening(clause: str) -> bool:
    """Whether it is a word like "Sure," that answers begin with and people pause after: it may be spoken by itself."""
    return _OPENING.fullmatch(clause) is not None


def phrase_break(text: str, begin: int) -> int | None:
    """Where the first break is in the clause that begins at ``begin``, or None. A break found is not moved by more text."""
    until = begin + SEARCHED
    words = (match.end() for match in _WORDS.finditer(text, begin, until) if _between_words(text, begin, match))
    particles = (match.end() for match in _PARTICLE.finditer(text, begin, until) if _after_particle(text, begin, match))
    return min((end for end in (next(words, None), next(particles, None)) if end is not None), default=None)


def _between_words(text: str, begin: int, match: re.Match[str]) -> bool:
    before = text[begin : match.end()]
    enough = len(before.split()) >= LEAST_WORDS
    return enough and not _LEANS_FORWARD.fullmatch(match[1]) and not is_open(before)


def _after_particle(text: str, begin: int, match: re.Match[str]) -> bool:
    before = text[begin : match.end()]
    return len(_WIDE.findall(before)) >= LEAST_WIDE_LETTERS and not is_open(before)


def is_open(before: str) -> bool:
    """Whether a bracket, a quotation or an emphasis of ``before`` is not closed yet."""
    paired = any(before.count(left) > before.count(right) for left, right in ("[]", "()", "「」", "『』", "（）", "“”"))
    return paired or before.count("`") % 2 == 1 or before.count("**") % 2 == 1
