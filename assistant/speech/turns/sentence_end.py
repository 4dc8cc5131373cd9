"""Whether a transcript sounds like a finished sentence. Pure; English and Japanese, each recognised by its own words.

Whisper closes nearly everything with a full stop, so a full stop alone says little; what the last words are says more. Words that
cannot end a sentence (fillers, conjunctions, articles; えっと, けど, を) mean that more is to come. Prepositions may end a question
("Where are you from?"), and some words end a sentence after certain others only ("I think so").
"""

from __future__ import annotations

import enum
import re


class SentenceEnd(enum.Enum):
    """What the words say about the pause after them. ``OPEN``: nothing either way."""

    COMPLETE = enum.auto()
    OPEN = enum.auto()
    UNFINISHED = enum.auto()


_FILLERS = frozenset(["um", "umm", "uh", "uhh", "uhm", "uhmm", "er", "erm", "err", "hm", "hmm", "hmmm", "ah", "mmm"])
_NEVER_LAST = frozenset(
    [
        "and",
        "or",
        "but",
        "nor",
        "because",
        "cause",
        "cuz",
        "if",
        "unless",
        "although",
        "though",
        "whereas",
        "while",
        "since",
        "until",
        "than",
        "whether",
        "the",
        "a",
        "an",
        "my",
        "your",
        "his",
        "our",
        "their",
        "its",
        "every",
        "i",
        "we",
        "he",
        "she",
        "they",
        "who's",
        "what's",
        "i'm",
        "we're",
        "they're",
        "i'd",
        "i'll",
        "we'll",
        "let's",
        "very",
        "really",
        "maybe",
        "perhaps",
        "also",
        "plus",
        "please's",
    ]
)
_LAST_IN_QUESTIONS = frozenset(
    [
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "from",
        "by",
        "about",
        "into",
        "like",
        "as",
        "so",
        "is",
        "are",
        "was",
        "were",
        "be",
        "when",
        "which",
    ]
)
_LAST_AFTER = re.compile(
    r"\b(?:think|hope|guess|suppose|believe|say|said|do|did|even|or|quite|if) so$"
    r"|\b(?:turn|switch|come|go|log|hold|carry|move|what|that)(?: \w+){0,3} (?:on|in|to|by)$"
    r"|\b(?:think|know|hear|talk|care|worry|all|is it|was it) about$"
    r"|\b(?:what|where|how|that|who|why)(?: \w+){1,4} (?:is|are|was|were|be|like|for|from|with|of|to|at|in|about)$"
    r"|^(?:i|we|yes,? i|yes,? it|it|they|you) (?:am|is|are|was|were|do)$"
)
_OPEN_PHRASES = (
    "you know",
    "i mean",
    "kind of",
    "sort of",
    "such as",
    "for example",
    "as well as",
    "and then",
    "can you",
    "could you",
    "would you",
    "will you",
    "i want",
    "i need",
    "i would",
    "do you",
    "tell me",
    "let me",
    "let me see",
    "let me think",
)
_COMPLETE_PHRASES = ("do you know", "can you tell me")

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_JAPANESE_UNFINISHED = re.compile(
    r"(?:え[えー〜]*っ?と[おー〜]*|あの[おうー〜]*|その[おー]+|う[ー〜]*ん[ー〜]+と?|んー+と?|まあ|なんか|なんて"
    r"|けど|けれど|けれども|けども|ですが|ますが|ましたが|でしたが|ませんが|んだが|から|ので|のに|たら|なら|れば|ながら"
    r"|とか|たり|って|そして|それで|それと|あと|でも|だから|または|あるいは|例えば|たとえば|つまり|すると"
    r"|[をにへがとや]|(?:それ|これ|あれ|ここ|そこ|彼|私|僕|俺)は)$"
)
_JAPANESE_COMPLETE = re.compile(
    r"(?:です|ます|ました|でした|ません|ください|下さい|ちょうだい|頂戴|お願い|お願いします|でしょう|だろう"
    r"|か|かな|かね|ですね|ますね|ますよ|ですよ|くれる|もらえる|はい|いいえ|ありがとう|ございます|おはよう|こんにちは|こんばんは"
    r"|教えて|見せて|開いて|止めて|やめて|待って|調べて|探して|読んで|書いて|作って|消して"
    r"|って何|とは|何|いつ|どこ|誰|なぜ|どう|だよ|だね|だ|た|ない)$"
)
_QUOTES = " \"'“”‘’「」『』()（）"
_TRAILING = _QUOTES + ".,!?;:-–—…。、，！？；：・"


def sentence_end(text: str) -> SentenceEnd:
    """What the last words of ``text`` say. One without words is unfinished: the words are still to come, or were not understood."""
    plain = text.strip(_QUOTES)
    bare = plain.rstrip(_TRAILING)
    if not any(character.isalnum() for character in bare):
        return SentenceEnd.UNFINISHED
    mark = plain[len(bare) :].strip(_QUOTES)
    question = "?" in mark or "？" in mark
    if mark.startswith(("...", "…", "-", "–", "—", ",", "、", "，")):
        return SentenceEnd.UNFINISHED
    if _JAPANESE.search(bare[-1]):
        return _japanese(bare, question=question, closed=bool(mark))
    return _english(bare, question=question, closed=bool(mark))


def _english(bare: str, *, question: bool, closed: bool) -> SentenceEnd:
    words = bare.lower().replace("’", "'").split()
    last = words[-1].strip(_TRAILING)
    tail = " ".join(words)
    if last in _FILLERS or last in _NEVER_LAST:
        return SentenceEnd.UNFINISHED
    if tail.endswith(_OPEN_PHRASES) and not tail.endswith(_COMPLETE_PHRASES):
        return SentenceEnd.UNFINISHED
    if last in _LAST_IN_QUESTIONS and not question and not _LAST_AFTER.search(tail):
        return SentenceEnd.UNFINISHED
    return SentenceEnd.COMPLETE if closed else SentenceEnd.OPEN


def _japanese(bare: str, *, question: bool, closed: bool) -> SentenceEnd:
    if question:
        return SentenceEnd.COMPLETE
    if _JAPANESE_COMPLETE.search(bare) and not bare.endswith(("えっと", "けど")):
        return SentenceEnd.COMPLETE
    if _JAPANESE_UNFINISHED.search(bare):
        return SentenceEnd.UNFINISHED
    return SentenceEnd.COMPLETE if closed else SentenceEnd.OPEN
