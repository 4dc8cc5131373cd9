"""What is said on a voice command. Pure."""

from __future__ import annotations

import dataclasses

from assistant.ids import MessageId
from assistant.speech.voice_commands import VoiceCommand

ACKNOWLEDGEMENTS = {
    "en": {
        VoiceCommand.SLOWER: "Is this better?",
        VoiceCommand.FASTER: "Is this better?",
        VoiceCommand.LOUDER: "Is this better?",
        VoiceCommand.QUIETER: "Is this better?",
    },
    "ja": {
        VoiceCommand.SLOWER: "これくらいでどうですか。",
        VoiceCommand.FASTER: "これくらいでどうですか。",
        VoiceCommand.LOUDER: "これくらいでどうですか。",
        VoiceCommand.QUIETER: "これくらいでどうですか。",
    },
}
"""Said in the new manner, so that it can be judged."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The last spoken answer: its first ``heard`` characters were heard. ``message`` is None for one that was not stored."""

    message: MessageId | None
    written: str
    heard: int

    @property
    def unheard(self) -> str:
        """What is left to say."""
        return self.written[self.heard :]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What to say. ``continues``: it is the rest of the last answer."""

    text: str
    continues: bool = False


def saying(command: VoiceCommand, last: LastAnswer | None, language: str) -> Saying | None:
    """What to say on ``command``; None where it is for the model after all. "Stop" is answered with silence.

    A command about the voice that broke an answer off is obeyed, and the answer goes on in the new manner.
    """
    words = ACKNOWLEDGEMENTS["ja" if language.startswith("ja") else "en"]
    rest = last is not None and bool(last.unheard.strip())
    match command:
        case VoiceCommand.STOP:
            return Saying(text="")
        case VoiceCommand.GO_ON:
            return Saying(text=last.unheard, continues=True) if last is not None and rest else None
        case VoiceCommand.REPEAT:
            return Saying(text=last.written[: last.heard] if last.heard else last.written) if last is not None else None
        case _:
            return (
                Saying(text=last.unheard, continues=True) if last is not None and rest else Saying(text=words[command])
            )
