"""What a conversation needs of the skills."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from typing import Any, Protocol

from assistant.cancellation import CancelToken
from assistant.ids import ConversationId, MessageId
from assistant.llm.base import ChatModel, PromptProgress
from assistant.records import Action


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a message asks of a skill. ``sentence`` answers it, where nothing is to be done; else ``deed`` is for
    ``SkillSource.carry_out``, once the message is stored."""

    sentence: str = ""
    deed: Any = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What to say of a deed, and the actions that were done for it."""

    sentence: str
    actions: tuple[Action, ...] = ()


class SkillSource(Protocol):
    """Answers by itself what it surely can. ``propose`` only reads, ``carry_out`` acts. May be called from any thread."""

    def propose(self, message: str, *, conversation: ConversationId | None, previous: Sequence[str]) -> Proposal | None:
        """What a message asks; None for nearly all. ``previous`` are the user's messages before it, oldest first."""

    def may_mean(self, message: str) -> bool:
        """Whether a message that ``propose`` left may still be a command in other words, which a model could read. Quick; False for
        nearly all."""

    def read(
        self,
        message: str,
        *,
        conversation: ConversationId | None,
        previous: Sequence[str],
        model: ChatModel,
        cancel: CancelToken,
    ) -> Generator[PromptProgress, None, Proposal | None]:
        """What a message asks, as a model reads it; None where that is unsure. Raises what the model does and ``Interrupted``."""

    def carry_out(self, proposal: Proposal, answer: MessageId) -> Outcome:
        """Does what a stored message asked and says how it went; ``answer`` is the message that will say it."""
