"""Words that are meant for the voice itself, not for the model. Pure.

Only whole utterances count, word for word but for politeness: "louder, please" is a command, "why is it louder in the city?" is a
question.
"""

from __future__ import annotations

import dataclasses
import enum

from assistant.speech.turns.interjections import is_stop, words_of


class VoiceCommand(enum.StrEnum):
    """What the voice can be told."""

    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    GO_ON = "go_on"
    STOP = "stop"


_POLITE = (
    "please",
    "thanks",
    "thank you",
    "sotto",
    "hey",
    "okay",
    "ok",
    "now",
    "a bit",
    "a little",
    "a little bit",
    "can you",
    "could you",
    "would you",
    "speak",
    "talk",
    "say it",
    "much",
    "um",
    "uh",
    "sorry",
)
_POLITE_JAPANESE = (
    "お願いします",
    "おねがいします",
    "お願い",
    "ください",
    "下さい",
    "くれますか",
    "くれる",
    "もらえますか",
    "話して",
    "喋って",
    "しゃべって",
    "言って",
    "もう少し",
    "もうすこし",
    "もうちょっと",
    "ちょっと",
    "少し",
    "もっと",
    "どうぞ",
    "えっと",
    "すみません",
)
_PHRASES = {
    VoiceCommand.REPEAT: (
        "repeat",
        "repeat that",
        "repeat it",
        "repeat that again",
        "say that again",
        "say it again",
        "say again",
        "again",
        "once more",
        "one more time",
        "come again",
        "what did you say",
        "pardon",
        "pardon me",
        "もう一度",
        "もういちど",
        "もう一回",
        "もういっかい",
        "繰り返して",
        "くりかえして",
        "もう一度繰り返して",
        "何て言った",
        "なんて言った",
        "何て言ったの",
        "なんて言ったの",
    ),
    VoiceCommand.SLOWER: ("slower", "more slowly", "slow down", "slowly", "ゆっくり", "遅く", "おそく", "ゆっくりめに"),
    VoiceCommand.FASTER: (
        "faster",
        "more quickly",
        "speed up",
        "quicker",
        "速く",
        "早く",
        "はやく",
        "早口で",
        "スピードを上げて",
    ),
    VoiceCommand.LOUDER: (
        "louder",
        "more loudly",
        "speak up",
        "turn it up",
        "turn up the volume",
        "volume up",
        "大きく",
        "大きな声で",
        "大きい声で",
        "声を大きく",
        "音を大きく",
        "声を大きくして",
        "音を大きくして",
        "音量を上げて",
    ),
    VoiceCommand.QUIETER: (
        "quieter",
        "more quietly",
        "softer",
        "more softly",
        "turn it down",
        "turn down the volume",
        "volume down",
        "小さく",
        "小さな声で",
        "小さい声で",
        "lower your voice",
        "静かに話して",
        "声を小さく",
        "音を小さく",
        "声を小さくして",
        "音を小さくして",
        "音量を下げて",
    ),
    VoiceCommand.GO_ON: (
        "go on",
        "continue",
        "carry on",
        "keep going",
        "go ahead",
        "resume",
        "please continue",
        "続けて",
        "つづけて",
        "続き",
        "続きを",
        "続きをどうぞ",
        "続きは",
        "それで",
    ),
}
_COMMANDS = {phrase: command for command, phrases in _PHRASES.items() for phrase in phrases}


def voice_command(text: str) -> VoiceCommand | None:
    """The command that ``text`` is, or None: it is for the model."""
    if is_stop(text):
        return VoiceCommand.STOP
    return _polite(" ".join(words_of(text)))


def _polite(phrase: str) -> VoiceCommand | None:
    """The command that is left of ``phrase`` after some politeness, however little: "speak up, please" is not "up"."""
    waiting, seen = [phrase], {phrase}
    while waiting:
        left = waiting.pop()
        if left in _COMMANDS:
            return _COMMANDS[left]
        shorter = {
            rest
            for words, space in ((_POLITE, " "), (_POLITE_JAPANESE, ""))
            for word in words
            for rest in (left.removeprefix(word + space).strip(), left.removesuffix(space + word).strip())
        }
        waiting.extend(shorter - seen)
        seen |= shorter
    return None


@dataclasses.dataclass(slots=True)
class Manner:
    """How the voice speaks from now on: ``speed`` 0.5 to 2, ``gain`` 0.25 to 4."""

    speed: float = 1.0
    gain: float = 1.0

    def obey(self, command: VoiceCommand) -> None:
        """Changes what ``command`` asks for, a step of what can be heard clearly (15 % of speed, 4 dB)."""
        match command:
            case VoiceCommand.SLOWER:
                self.speed = max(0.5, self.speed / 1.15)
            case VoiceCommand.FASTER:
                self.speed = min(2.0, self.speed * 1.15)
            case VoiceCommand.LOUDER:
                self.gain = min(4.0, self.gain * 1.6)
            case VoiceCommand.QUIETER:
                self.gain = max(0.25, self.gain / 1.6)
            case _:
                pass
