"""Several questions of one message: each is searched, answered or refused by itself, and all of it is one answer."""

from __future__ import annotations

import dataclasses
import datetime
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.conversation import wording
from assistant.documents.base import ComputedAnswer
from assistant.events import AnswerDelta, QuoteFound, Stage, StageChanged, TurnEvent, TurnFinished
from assistant.llm.base import ChatMessage
from assistant.records import Answer, Basis, DataAnswer, MessageState
from assistant.skills.journal import ActionJournal
from assistant.skills.room import SkillRoom
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

WAIT_S = 20.0
RENT = "The rent is 900 euros."
LEASE_END = "The lease ends in May."
DOUBLE = "How much is the rent, and when does the lease end?"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        opened.evidence.texts = [RENT, LEASE_END]
        opened.evidence.finds = _found
        opened.load = lambda: ScriptedChatModel(_told)
        yield opened


def _found(question: str) -> Sequence[str]:
    return [text for text, word in ((RENT, "rent"), (LEASE_END, "lease")) if word in question]


def _told(messages: Sequence[ChatMessage]) -> str:
    """The first passage of a prompt; without any, what anybody knows."""
    last = messages[-1].content
    return last.split('">\n', 1)[1].split("\n</passage>", 1)[0] if "<passage" in last else "The sky is blue."


def _finished(events: Sequence[TurnEvent]) -> Answer:
    assert isinstance(events[-1], TurnFinished)
    assert events[-1].error is None
    assert events[-1].answer is not None
    return events[-1].answer


def test_each_is_answered_from_its_own_passages_in_order(room: ConversationRoom) -> None:
    events = list(room.runner.ask(DOUBLE).events(WAIT_S))
    answer = _finished(events)
    assert answer.text == f"{RENT}\n\n{LEASE_END}"
    assert "".join(event.text for event in events if isinstance(event, AnswerDelta)) == answer.text
    assert (answer.basis, answer.refused, answer.closest) == (Basis.DOCUMENTS, False, None)
    assert [(one.n, one.page, one.quote) for one in answer.citations] == [(1, 1, RENT), (2, 2, LEASE_END)]
    assert [(answer.text[mark.start : mark.end], mark.citations) for mark in answer.support] == [
        (RENT, (1,)),
        (LEASE_END, (2,)),
    ]
    assert [
        (one.question, answer.text[one.start : one.end], one.refused, one.basis, one.citations) for one in answer.parts
    ] == [
        ("How much is the rent?", RENT, False, Basis.DOCUMENTS, (1,)),
        ("When does the lease end?", LEASE_END, False, Basis.DOCUMENTS, (2,)),
    ]
    assert (answer.model, answer.timings.completion_tokens) == ("scripted-chat", 12)
    assert [event.citation.quote for event in events if isinstance(event, QuoteFound)] == [RENT, LEASE_END]
    assert sum(isinstance(event, StageChanged) and event.stage is Stage.SEARCHING for event in events) == 1
    assert [message.text for message in room.store.messages(answer.conversation)] == [DOUBLE, answer.text]
    assert room.store.messages(answer.conversation)[1].answer == answer


def test_a_place_that_is_cited_twice_keeps_its_number(room: ConversationRoom) -> None:
    answer = _finished(list(room.runner.ask("How much is the rent? Until when is the rent paid?").events(WAIT_S)))
    assert [mark.citations for mark in answer.support] == [(1,), (1,)]
    assert len(answer.citations) == 1
    assert [one.citations for one in answer.parts] == [(1,), (1,)]


def test_one_may_be_refused_and_the_other_answered(room: ConversationRoom) -> None:
    room.evidence.texts.append("The roof is new.")
    room.evidence.finds = lambda asked: _found(asked) or ["The roof is new."]
    room.evidence.holds = lambda asked: bool(_found(asked))
    asked = "Who owns the garden, and how much is the rent?"
    answer = _finished(list(room.runner.ask(asked, use_documents=True).events(WAIT_S)))
    first, second = answer.text.split("\n\n")
    assert first.startswith("“Who owns the garden?” Your documents do not say.")
    assert "page 3" in first
    assert second == RENT
    assert not answer.refused
    assert [(one.question, answer.text[one.start : one.end], one.refused, one.citations) for one in answer.parts] == [
        ("Who owns the garden?", first.removeprefix("“Who owns the garden?” "), True, ()),
        ("How much is the rent?", RENT, False, (1,)),
    ]
    assert [(answer.text[mark.start : mark.end], mark.citations) for mark in answer.support] == [(RENT, (1,))]
    assert answer.closest is not None
    assert (answer.closest.n, answer.closest.quote) == (0, "The roof is new.")
    assert room.store.messages(answer.conversation)[1].answer == answer


def test_where_none_is_answered_all_is_refused(room: ConversationRoom) -> None:
    room.evidence.holds = lambda _: False
    answer = _finished(list(room.runner.ask(DOUBLE, use_documents=True).events(WAIT_S)))
    assert answer.text.count("Your documents do not say.") == 2
    assert answer.refused
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "How much is the rent, and why is the sky so blue?",
            "“Why is the sky so blue?” (from general knowledge, not from your documents) The sky is blue.",
        ),
        (
            "rentはいくらですか。それと、空はなぜ青いのですか。",
            "「空はなぜ青いのですか」について（お使いの文書ではなく一般知識から）：The sky is blue.",
        ),
    ],
)
def test_what_is_general_says_so(room: ConversationRoom, asked: str, told: str) -> None:
    room.evidence.holds = lambda one: bool(_found(one))
    answer = _finished(list(room.runner.ask(asked).events(WAIT_S)))
    assert answer.text == f"{RENT}\n\n{told}"
    assert answer.basis is Basis.DOCUMENTS
    assert [mark.citations for mark in answer.support] == [(1,)]


def test_what_leans_on_an_answered_one_follows_it_and_is_asked_of_the_documents_too(room: ConversationRoom) -> None:
    model = ScriptedChatModel(_told)
    room.load = lambda: model
    room.evidence.holds = lambda asked: "rent" in asked
    answer = _finished(list(room.runner.ask("How much is the rent? And until when does it run?").events(WAIT_S)))
    assert answer.text.split("\n\n")[1].startswith("“Until when does it run?” Your documents do not say.")
    assert room.evidence.asked == [
        ("How much is the rent?", ()),
        ("Until when does it run?", ("How much is the rent?",)),
        ("Until when does it run?", ()),
    ]
    room.evidence.holds = lambda _: True
    room.evidence.finds = lambda _: [RENT]
    room.runner.ask("How much is the rent? And until when does it run?").result(WAIT_S)
    assert [message.content for message in model.prompts[-1] if message.role == "assistant"] == [RENT]


def test_the_next_message_follows_the_last_of_them(room: ConversationRoom) -> None:
    answer = _finished(list(room.runner.ask(DOUBLE).events(WAIT_S)))
    room.runner.ask("And when does it begin?", conversation=answer.conversation).result(WAIT_S)
    assert room.evidence.asked[-1] == (
        "And when does it begin?",
        ("How much is the rent?", "When does the lease end?"),
    )


def test_general_knowledge_answers_them_together(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["So and so."])
    room.load = lambda: model
    room.evidence.holds = lambda _: False
    answer = _finished(list(room.runner.ask(DOUBLE).events(WAIT_S)))
    assert (answer.text, answer.basis, answer.parts) == ("So and so.", Basis.GENERAL, ())
    assert len(model.prompts) == 1
    assert DOUBLE in model.prompts[0][-1].content
    assert answer.timings.retrieval_ms > 0
    room.runner.ask(DOUBLE, use_documents=False).result(WAIT_S)
    assert DOUBLE in model.prompts[1][-1].content


def test_that_the_model_is_too_small_is_said_once(room: ConversationRoom) -> None:
    room.evidence.likelihood = 0.5
    room.load = lambda: ScriptedChatModel(parameters=135_000_000)
    answer = _finished(list(room.runner.ask(DOUBLE).events(WAIT_S)))
    remark = wording.too_small(japanese=False)
    assert answer.text == f"Found in “Guide”, page 1: “{RENT}”{remark}\n\nFound in “Guide”, page 2: “{LEASE_END}”"
    assert [mark.citations for mark in answer.support] == [(1,), (2,)]


def test_a_draft_tells_all_of_it(room: ConversationRoom) -> None:
    draft = room.runner.draft(DOUBLE, conversation=None)
    places = [f"That is on page {page} of “Guide”." for page in (1, 2)]
    assert "".join(draft.deltas()) == f"{RENT} {places[0]}\n\n{LEASE_END} {places[1]}"
    answer = draft.commit().result(WAIT_S).answer
    assert answer is not None
    assert [one.n for one in answer.citations] == [1, 2]
    assert [answer.text[one.start : one.end] for one in answer.parts] == [RENT, LEASE_END]
    _, following = room.store.add_question(answer.conversation, "And then?")
    (turn,), _ = room.store.past_turns(answer.conversation, following)
    assert turn.answer == f"{RENT}\n\n{LEASE_END}", "the model is not told the places"


def test_stopped_in_the_second_the_first_keeps_its_citation(room: ConversationRoom) -> None:
    gate = threading.Event()

    def told(messages: Sequence[ChatMessage]) -> str:
        if LEASE_END in messages[-1].content:
            gate.wait(WAIT_S)
        return _told(messages)

    room.load = lambda: ScriptedChatModel(told)
    answer: Answer | None = None
    turn = room.runner.ask(DOUBLE)
    for event in turn.events(WAIT_S):
        if isinstance(event, QuoteFound) and event.citation.quote == LEASE_END:
            turn.interrupt()
            gate.set()
        elif isinstance(event, TurnFinished):
            answer = event.answer
    assert answer is not None
    assert (answer.text, answer.state) == (RENT, MessageState.INTERRUPTED)
    assert [mark.citations for mark in answer.support] == [(1,)]
    assert [(one.question, one.end) for one in answer.parts] == [("How much is the rent?", len(RENT))]


def test_one_that_a_skill_answers_stays_what_it_is(tmp_path: Path) -> None:
    def skills(storage: Storage, clock: Clock) -> SkillRoom:
        return SkillRoom(
            (),
            ActionJournal(storage, {}, clock),
            clock=clock,
            zone=lambda: datetime.UTC,
            publish=lambda _: None,
            acted=lambda: None,
        )

    with open_conversation_room(tmp_path / "sotto.db", skills) as room:
        room.evidence.texts = [RENT]
        room.load = lambda: ScriptedChatModel(_told)
        answer = _finished(list(room.runner.ask("How much is the rent, and what is 12 * 12?").events(WAIT_S)))
        assert answer.text.startswith(f"{RENT}\n\n")
        assert "144" in answer.text
        assert [mark.citations for mark in answer.support] == [(1,)]


@dataclasses.dataclass(kw_only=True)
class _Sums:
    """Tables that answer one question, and count how often they compute."""

    answers: str
    computed: int = 0

    def asked(self, question: str, *, previous: Sequence[str] = (), collection: str = "") -> _Sum:
        return _Sum(tables=self, holds=question == self.answers)


@dataclasses.dataclass(kw_only=True)
class _Sum:
    tables: _Sums
    holds: bool

    def answer(self, cancel: CancelToken) -> ComputedAnswer | None:
        if not self.holds:
            return None
        self.tables.computed += 1
        data = DataAnswer(statement="SELECT 12", columns=(), rows=((12,),), row_count=1, sources=(), took_ms=1.0)
        return ComputedAnswer(text="12 in all.", data=data)

    def task(self) -> None:
        return None


@pytest.mark.parametrize("answers", [DOUBLE, "How much is the rent?"])
def test_what_tables_answer_is_computed_once(tmp_path: Path, answers: str) -> None:
    tables = _Sums(answers=answers)
    with open_conversation_room(tmp_path / "sotto.db", tables=tables) as room:
        room.evidence.texts = [RENT, LEASE_END]
        room.evidence.finds = _found
        room.load = lambda: ScriptedChatModel(_told)
        answer = _finished(list(room.runner.ask(DOUBLE).events(WAIT_S)))
    assert answer.text == ("12 in all." if answers == DOUBLE else f"12 in all.\n\n{LEASE_END}")
    assert answer.data is not None
    assert tables.computed == 1
