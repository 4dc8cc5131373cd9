"""Answers computed from tables as steps of a turn: by rule at once, else by a statement that the model writes."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence

from assistant.conversation.code_model import CodeModel
from assistant.conversation.steps import StageEntered, Step
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import ComputedAnswer, StatementFailed, TableQuestion, TableSource
from assistant.documents.questions.follow_up import as_meant
from assistant.events import Stage
from assistant.llm.base import ChatMessage, ChatModel, GenerationOptions, PromptProgress, TextDelta
from assistant.records import DataAnswer

MOST_TOKENS = 220
_TRIES = 2


class TableAnswering:
    """Asks the tables, and the model for a statement where they need one."""

    def __init__(self, tables: TableSource, *, code: CodeModel | None = None) -> None:
        """Without ``code`` only what a rule understands is answered."""
        self._tables = tables
        self._code = code

    def by_rule(self, request: TurnRequest, previous: Sequence[str] = ()) -> ComputedAnswer | None:
        """What a rule answers that understands it to its last word. Raises ``Interrupted``."""
        return self._asked(request, previous).answer(request.cancel)

    def steps(
        self, request: TurnRequest, previous: Sequence[str] = ()
    ) -> Generator[Step, None, tuple[ComputedAnswer | None, str, DataAnswer | None]]:
        """The answer and the model that wrote its statement, empty where none did; or None and what was tried in vain, if so.
        ``previous`` are the questions before it, oldest first. All are read as they were meant."""
        asked = self._asked(request, previous)
        by_rule = asked.answer(request.cancel)
        if by_rule is not None:
            return by_rule, "", None
        if self._code is None or not self._code.available():
            return None, "", None
        task = asked.task()
        if task is None:
            return None, "", None
        yield StageEntered(stage=Stage.LOADING_MODEL)
        with self._code.lent() as model:
            room = model.context_tokens - MOST_TOKENS
            for _ in range(_TRIES):
                messages = task.messages(lambda some: model.count_tokens(some) <= room)
                statement = yield from self._written(model, messages, task.grammar, request)
                request.cancel.raise_if_cancelled()
                with contextlib.suppress(StatementFailed):
                    return task.run(statement, request.cancel), model.model_id, None
        return None, "", task.failure()

    def _asked(self, request: TurnRequest, previous: Sequence[str]) -> TableQuestion:
        meant = [as_meant(one, previous[:at]) for at, one in enumerate([*previous, request.question])]
        return self._tables.asked(meant[-1], previous=meant[:-1], collection=request.collection)

    def _written(
        self, model: ChatModel, messages: list[ChatMessage], grammar: str, request: TurnRequest
    ) -> Generator[Step, None, str]:
        options = GenerationOptions(max_tokens=MOST_TOKENS, temperature=0.0, repeat_penalty=1.0, grammar=grammar)
        statement = ""
        for item in model.generate(messages, options, request.cancel):
            if isinstance(item, TextDelta):
                statement += item.text
            elif isinstance(item, PromptProgress):
                yield item
        return statement
