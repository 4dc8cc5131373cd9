"""Asks a model what a sentence means that no skill understood, and keeps what came of it while the program runs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Sequence

from assistant.cancellation import CancelToken
from assistant.llm.base import ChatModel, GenerationOptions, PromptProgress, TextDelta, Weighed
from assistant.skills.commands.command_reading import (
    MOST_TOKENS,
    asked_slots,
    best,
    choice_messages,
    command_of,
    labels,
    slot_grammar,
    slot_messages,
)
from assistant.skills.commands.command_topics import Meaning, Topic, topic_of
from assistant.skills.sentence import own_words

KEPT = 200


class CommandReader:
    """Reads commands. ``read`` belongs to the model's thread, ``words`` and ``unlearn`` may be called from any."""

    def __init__(self, topics: Callable[[], Sequence[Topic]] = tuple) -> None:
        """``topics`` are those beside our own."""
        self._topics = topics
        self._read: dict[str, str] = {}

    def words(self, message: str) -> str | None:
        """A message's own words, or the sentence it was read as: its reply is looked for in what it asked."""
        return self._read.get(message) or own_words(message)

    def may_read(self, message: str) -> bool:
        """Whether a message may be a command that a model could read."""
        words = own_words(message)
        return words is not None and topic_of(words, self._topics()) is not None

    def unlearn(self, message: str) -> None:
        """Nothing came of what a message was read as."""
        self._read.pop(message, None)

    def read(
        self, message: str, now: datetime.datetime, model: ChatModel, cancel: CancelToken
    ) -> Generator[PromptProgress, None, bool]:
        """Whether a message was read as a sentence for the skills. Raises what the model does, and ``Interrupted``."""
        words = own_words(message)
        topic = topic_of(words, self._topics()) if words is not None else None
        if words is None or topic is None:
            return False
        meaning = yield from _chosen(topic, words, model, cancel)
        cancel.raise_if_cancelled()
        if meaning is None:
            return False
        filled = "{}"
        if asked_slots(meaning):
            if not model.holds_grammars:
                # Only a grammar keeps the model to the message's own words.
                return False
            filled = yield from _filled(topic, meaning, words, model, cancel)
            cancel.raise_if_cancelled()
        sentence = command_of(meaning, filled, words, now)
        if sentence is None:
            return False
        self._read[message] = sentence
        while len(self._read) > KEPT:
            self._read.pop(next(iter(self._read)), None)
        return True


def _chosen(
    topic: Topic, words: str, model: ChatModel, cancel: CancelToken
) -> Generator[PromptProgress, None, Meaning | None]:
    for item in model.weigh(choice_messages(topic, words), labels(topic), cancel):
        if isinstance(item, Weighed):
            return best(topic, item.chances, words)
        yield item
    return None


def _filled(
    topic: Topic, meaning: Meaning, words: str, model: ChatModel, cancel: CancelToken
) -> Generator[PromptProgress, None, str]:
    options = GenerationOptions(
        max_tokens=MOST_TOKENS, temperature=0.0, repeat_penalty=1.0, grammar=slot_grammar(meaning, words)
    )
    text = ""
    for item in model.generate(slot_messages(topic, meaning, words), options, cancel):
        if isinstance(item, TextDelta):
            text += item.text
        elif isinstance(item, PromptProgress):
            yield item
    return text
