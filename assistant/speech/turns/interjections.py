"""What somebody means who speaks while Sotto speaks. Pure.

"Uh-huh" and うん mean "go on, I am listening" (back-channels; Yngve 1970): they are no turn. "Stop" and 待って mean silence at
once. Anything else with words in it is somebody who wants to say something.
"""

from __future__ import annotations

import enum
import re


class Interjection(enum.Enum):
    """``NOTHING``: no words, as after a cough."""

    NOTHING = enum.auto()
    BACK_CHANNEL = enum.auto()
    STOP = enum.auto()
    WORDS = enum.auto()


_BACK_CHANNELS = frozenset(
    [
        "uh",
        "uhhuh",
        "huh",
        "mm",
        "mmm",
        "mhm",
        "mmhm",
        "mmhmm",
        "mhmm",
        "hm",
        "hmm",
        "hmmm",
        "ah",
        "aha",
        "ahh",
        "oh",
        "ooh",
        "wow",
        "um",
        "yeah",
        "yea",
        "yep",
        "yup",
        "yes",
        "ya",
        "ok",
        "okay",
        "right",
        "sure",
        "really",
        "exactly",
        "totally",
        "absolutely",
        "indeed",
        "interesting",
        "great",
        "good",
        "nice",
        "cool",
        "fine",
        "true",
        "うん",
        "うーん",
        "うんうん",
        "ううん",
        "ん",
        "んー",
        "はい",
        "はいはい",
        "ええ",
        "えー",
        "へえ",
        "へー",
        "へぇ",
        "ほう",
        "ほー",
        "ほお",
        "ふーん",
        "ふうん",
        "ふん",
        "そう",
        "そうそう",
        "そうか",
        "そっか",
        "そうだね",
        "そうですね",
        "そうですか",
        "そうなんだ",
        "そうなんですか",
        "そうなの",
        "なるほど",
        "なるほどね",
        "たしかに",
        "確かに",
        "あー",
        "ああ",
        "あぁ",
        "おー",
        "おお",
        "うわ",
        "すごい",
        "まじ",
        "まじで",
        "本当",
        "本当に",
        "ほんと",
        "ほんとに",
        "ほんとう",
        "いいね",
        "オーケー",
        "オッケー",
        "了解",
    ]
)
_BACK_CHANNEL_PHRASES = frozenset(
    (
        "i see",
        "got it",
        "i know",
        "uh huh",
        "mm hmm",
        "mm hm",
        "oh really",
        "oh i see",
        "of course",
        "that's right",
        "all right",
    )
)
_STOPS = frozenset(
    [
        "stop",
        "wait",
        "pause",
        "quiet",
        "silence",
        "enough",
        "halt",
        "shush",
        "shh",
        "cancel",
        "待って",
        "まって",
        "ちょっと待って",
        "ちょっとまって",
        "待った",
        "待て",
        "ストップ",
        "止めて",
        "とめて",
        "やめて",
        "止まって",
        "とまって",
        "停止",
        "静かに",
        "しずかに",
        "静かにして",
        "しずかにして",
        "静かにしてください",
        "黙ってください",
        "ストップして",
        "黙って",
        "もういい",
        "もういいよ",
        "もういいです",
        "ちょっとストップ",
        "ちょいまち",
        "待ってください",
        "止めてください",
        "やめてください",
    ]
)
_STOP_PHRASES = (
    "stop",
    "wait",
    "hold on",
    "hang on",
    "be quiet",
    "shut up",
    "that's enough",
    "okay stop",
    "ok stop",
    "no stop",
    "no wait",
    "never mind",
    "one moment",
    "one second",
    "just a moment",
    "just a second",
)
_STOP_BEGINNINGS = tuple(f"{phrase} " for phrase in _STOP_PHRASES)
_STOP_WHOLE = frozenset(
    (
        *_STOP_PHRASES,
        "stop it",
        "stop that",
        "stop please",
        "please stop",
        "stop talking",
        "stop speaking",
        "stop now",
        "wait a minute",
        "wait a moment",
        "wait a second",
        "wait please",
        "please wait",
        "stop stop",
        "wait wait",
        "okay enough",
        "thats enough",
    )
)
_SEPARATORS = re.compile(r"[\s.,!?;:…。、，！？；：・「」『』“”\"\-–—~〜♪*()\[\]]+")


def words_of(text: str) -> list[str]:
    """The words of a transcript in lower case, without signs. Japanese comes in the stretches between its signs."""
    return [word.strip("'’") for word in _SEPARATORS.split(text.lower().replace("’", "'")) if word.strip("'’")]


def interjection(text: str) -> Interjection:
    """What ``text``, said while Sotto speaks, means for its speaking."""
    words = [word for word in words_of(text) if any(character.isalnum() for character in word)]
    if not words:
        return Interjection.NOTHING
    if is_stop(text) or words[0] in _STOPS or (" ".join(words) + " ").startswith(_STOP_BEGINNINGS):
        return Interjection.STOP
    if " ".join(words) in _BACK_CHANNEL_PHRASES or all(
        word in _BACK_CHANNELS or word.rstrip("ー") in _BACK_CHANNELS for word in words
    ):
        return Interjection.BACK_CHANNEL
    return Interjection.WORDS


def is_stop(text: str) -> bool:
    """Whether ``text`` asks for silence and for nothing else."""
    words = words_of(text)
    return bool(words) and (all(word in _STOPS for word in words) or " ".join(words) in _STOP_WHOLE)
