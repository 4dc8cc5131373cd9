"""Work done before the user has finished: drafts that become turns or vanish, and prompts read ahead."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.conversation.remembering import MemoryDeed
from assistant.errors import EngineStopped, Interrupted, InvalidInput, NotFound
from assistant.events import AnswerDelta, Stage, StageChanged, TurnFinished, TurnStarted
from assistant.ids import ConversationId, MessageId
from assistant.llm.base import ChatModel
from assistant.llm.llama_backend import LlamaChatModel
from assistant.records import Basis, MessageState, Remembered
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

SPOKEN = "It opens at nine o'clock. That is on page 1 of “Guide”."
WAIT_S = 60.0
OPENING_TOKENS = ScriptedChatModel().count_tokens([])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def _settle(room: ConversationRoom) -> None:
    """Waits until what is read ahead has been read."""
    assert room.worker.wait_for_idle(WAIT_S)


def _nothing_happened(room: ConversationRoom) -> bool:
    """Whether all that was queued has run and left no trace."""
    room.worker.run(lambda: None)
    tables = ("conversations", "messages", "answer_pieces")
    return not room.events and not any(room.storage.rows(f"SELECT * FROM {table}") for table in tables)


def test_a_draft_streams_its_text_and_touches_nothing(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(["  A b c."])
    draft = room.runner.draft("Why?", conversation=None)
    assert "".join(draft.deltas()) == "A b c."
    assert _nothing_happened(room)
    draft.discard()
    draft.discard()
    with pytest.raises(Interrupted):
        draft.commit()
    assert _nothing_happened(room)


@pytest.mark.parametrize("finished_before", [True, False])
def test_a_committed_draft_is_like_the_turn_it_replaces(room: ConversationRoom, finished_before: bool) -> None:
    room.evidence.texts = ["It opens at nine."]
    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["It opens at nine o'clock."], gate=gate)
    gate.set()
    asked = room.runner.ask("When does it open?", spoken=True)
    expected = list(asked.events(WAIT_S))
    published = len(room.events)

    if not finished_before:
        gate.clear()
    draft = room.runner.draft("  When does it open? ", conversation=None)
    if finished_before:
        assert "".join(draft.deltas()) == SPOKEN
    turn = draft.commit()
    assert draft.commit() is turn
    gate.set()
    events = list(turn.events(WAIT_S))
    assert room.events[published:] == events
    # No stage of loading: the model was loaded for the first.
    loading = StageChanged(turn_id=asked.id, stage=Stage.LOADING_MODEL)
    assert loading in expected
    kinds = [type(event) for event in expected if event != loading]
    assert [type(event) for event in events] == kinds
    assert sum(isinstance(event, TurnFinished) for event in events) == 1
    first, last = events[0], events[-1]
    assert isinstance(first, TurnStarted)
    assert (first.question, first.spoken) == ("When does it open?", True)
    assert isinstance(last, TurnFinished)
    assert last.answer is not None
    assert last.answer.text == "".join(event.text for event in events if isinstance(event, AnswerDelta))
    assert last.answer.text == "".join(draft.deltas())
    assert (last.answer.basis, len(last.answer.citations)) == (Basis.DOCUMENTS, 1)
    assert last.answer.timings.first_token_ms >= 0
    messages = room.store.messages(first.conversation_id)
    assert [(message.role, message.text) for message in messages] == [
        ("user", "When does it open?"),
        ("assistant", SPOKEN),
    ]
    assert messages[1].answer == last.answer
    assert room.storage.rows("SELECT * FROM answer_pieces") == []


def test_a_draft_knows_the_conversation_and_sends_what_is_stored(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["One.", "Two.", "Three."])
    room.load = lambda: model
    first = room.runner.ask("first").result(WAIT_S).answer
    assert first is not None
    second = room.runner.draft("second", conversation=first.conversation, spoken=False).commit().result(WAIT_S).answer
    assert second is not None
    assert (second.conversation, second.turn) == (first.conversation, 2)
    room.runner.ask("third", conversation=first.conversation).result(WAIT_S)
    for before, after in zip(model.prompts, model.prompts[1:], strict=False):
        assert after[: len(before)] == before


def test_text_is_on_the_disk_token_by_token_from_the_commit_on(room: ConversationRoom) -> None:
    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["a b c d"], gate=gate)
    draft = room.runner.draft("Go", conversation=None)
    gate.set()
    deltas = draft.deltas()
    assert next(deltas) == "a"
    turn = draft.commit()
    stored = []
    for event in turn.events(WAIT_S):
        if isinstance(event, AnswerDelta):
            stored.append(event.text)
            rows = room.storage.rows("SELECT text FROM answer_pieces ORDER BY n")
            on_disk = (
                "".join(row["text"] for row in rows)
                or room.storage.rows("SELECT text FROM messages WHERE role = 'assistant'")[0]["text"]
            )
            assert on_disk.startswith("".join(stored))


class ReachedGate(threading.Event):
    """A gate that tells when the model has come to it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.reached.set()
        return super().wait(timeout)


def test_a_discarded_draft_stops_within_a_token(room: ConversationRoom) -> None:
    gate = ReachedGate()
    model = ScriptedChatModel(["word " * 50], gate=gate)
    room.load = lambda: model
    draft = room.runner.draft("Go", conversation=None)
    waiting = room.runner.draft("Go on", conversation=None)
    assert gate.reached.wait(WAIT_S)
    waiting.discard()
    draft.discard()
    assert list(draft.deltas()) == []
    assert _nothing_happened(room)
    assert len(model.prompts) == 1  # the one that waited never began
    gate.set()
    assert room.runner.ask("Hi").result(WAIT_S).answer is not None


def test_a_committed_draft_can_be_interrupted_like_any_turn(room: ConversationRoom) -> None:
    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["a b c d e f"], gate=gate)
    draft = room.runner.draft("Go", conversation=None)
    turn = draft.commit()
    draft.discard()  # too late
    room.runner.interrupt(turn.id)
    done = turn.result(WAIT_S)
    assert (done.interrupted, done.error) == (True, None)
    if done.answer is not None:
        assert done.answer.state is MessageState.INTERRUPTED
    assert room.store.list()[0].message_count in (1, 2)


def test_what_went_wrong_in_a_draft_is_told_by_its_turn(room: ConversationRoom) -> None:
    room.load = lambda: ScriptedChatModel(context_tokens=200)
    draft = room.runner.draft("word " * 500, conversation=None)
    assert list(draft.deltas()) == []
    assert _nothing_happened(room)
    done = draft.commit().result(WAIT_S)
    assert done.error is not None
    assert done.error.kind == "invalid_input"
    assert room.store.list()[0].message_count == 1


def test_bad_drafts_are_refused(room: ConversationRoom) -> None:
    with pytest.raises(InvalidInput):
        room.runner.draft(" ", conversation=None)
    draft = room.runner.draft("Hi", conversation=ConversationId(99))
    with pytest.raises(NotFound):
        draft.commit()
    with pytest.raises(Interrupted):
        draft.commit()
    assert _nothing_happened(room)


def test_closing_ends_drafts(room: ConversationRoom) -> None:
    gate = threading.Event()
    room.load = lambda: ScriptedChatModel(["a b"], gate=gate)
    draft = room.runner.draft("Go", conversation=None)
    room.runner.close()
    assert list(draft.deltas()) == []
    with pytest.raises(Interrupted):
        draft.commit()
    with pytest.raises(EngineStopped):
        room.runner.draft("Go", conversation=None)
    assert _nothing_happened(room)


def test_after_an_answer_only_the_new_question_is_left_to_read(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["One."])
    room.load = lambda: model
    first = room.runner.ask("first").result(WAIT_S).answer
    assert first is not None
    _settle(room)
    messages, cancelled = model.prefilled[-1]
    assert not cancelled
    assert messages[: len(model.prompts[0])] == model.prompts[0]
    second = room.runner.ask("What now?", conversation=first.conversation).result(WAIT_S).answer
    assert second is not None
    assert second.timings.prompt_tokens - second.timings.reused_tokens == len(["What", "now", "?"]) + OPENING_TOKENS


class RemembersCats:
    """A memory with one note, for questions about cats."""

    def deed(self, question: str, *, conversation: ConversationId | None, before: MessageId) -> MemoryDeed | None:
        return None

    def recall(self, question: str, *, outside: ConversationId | None) -> tuple[Remembered, ...]:
        note = Remembered(text="My cat is called Miso.", said_at=0.0, conversation=ConversationId(1))
        return (note,) if "cat" in question else ()

    def carry_out(self, deed: MemoryDeed, question_id: MessageId) -> tuple[Remembered, ...]:
        raise AssertionError("nothing was asked of the memory")


def test_what_is_recalled_is_read_ahead_too(tmp_path: Path) -> None:
    with open_conversation_room(tmp_path / "sotto.db", memory=RemembersCats()) as room:
        model = ScriptedChatModel(["One."])
        room.load = lambda: model
        first = room.runner.ask("first", spoken=True).result(WAIT_S).answer
        assert first is not None
        _settle(room)
        assert "Miso" not in model.prefilled[-1][0][-1].content
        room.runner.prefill("how old is my cat", conversation=first.conversation)
        _settle(room)
        assert "Miso" in model.prefilled[-1][0][-1].content
        draft = room.runner.draft("how old is my cat now?", conversation=first.conversation)
        done = draft.commit().result(WAIT_S).answer
        assert done is not None
        assert done.basis is Basis.MEMORY
        assert done.timings.prompt_tokens - done.timings.reused_tokens == len(["now", "?"]) + OPENING_TOKENS


def test_before_the_first_spoken_question_all_but_its_words_is_read(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["One."])
    room.load = lambda: model
    room.runner.warm_up()
    room.runner.warm_up(spoken=True)
    _settle(room)
    done = room.runner.ask("first", spoken=True).result(WAIT_S).answer
    assert done is not None
    assert done.timings.prompt_tokens - done.timings.reused_tokens == len(["first"]) + OPENING_TOKENS


def test_words_are_read_ahead_and_cut_back_where_they_changed(room: ConversationRoom) -> None:
    model = ScriptedChatModel(["One."])
    room.load = lambda: model
    room.runner.prefill("tell", conversation=None)
    _settle(room)
    assert model.prefilled == []  # reading ahead loads no model
    first = room.runner.ask("first", spoken=True).result(WAIT_S).answer
    assert first is not None
    room.runner.prefill("tell me about", conversation=first.conversation)
    _settle(room)
    assert model.prefilled[-1][0][-1].content.endswith("tell me about")
    done = room.runner.draft("tell me a joke", conversation=first.conversation).commit().result(WAIT_S).answer
    assert done is not None
    assert done.timings.prompt_tokens - done.timings.reused_tokens == len(["a", "joke"]) + OPENING_TOKENS


@pytest.mark.parametrize("how", ["ask", "draft", "close"])
def test_reading_ahead_ends_at_once_when_work_comes(room: ConversationRoom, how: str) -> None:
    never = threading.Event()
    model = ScriptedChatModel(["One."], prefill_gate=never)
    room.load = lambda: model
    room.runner.warm_up()
    room.worker.run(lambda: None)
    room.runner.prefill("tell me", conversation=None)
    if how == "ask":
        assert room.runner.ask("Hi").result(WAIT_S).answer is not None
    elif how == "draft":
        assert "".join(room.runner.draft("Hi", conversation=None).deltas()) == "One."
    else:
        room.runner.close()
    assert all(cancelled for _, cancelled in model.prefilled)


# -- the real thing ----------------------------------------------------------------------------------------------------


@pytest.fixture
def real(room: ConversationRoom, small_chat_file: Path) -> ConversationRoom:
    def load() -> ChatModel:
        return LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=2048, threads=2)

    room.load = load
    return room


def test_a_real_conversation_of_drafts_reads_only_what_is_new(real: ConversationRoom) -> None:
    answer = real.runner.draft("Name a colour.", conversation=None, max_tokens=12).commit().result(WAIT_S).answer
    assert answer is not None
    thrown_away = real.runner.draft("Name an old", conversation=answer.conversation, max_tokens=40)
    assert next(thrown_away.deltas())
    thrown_away.discard()
    real.runner.prefill("Name an animal", conversation=answer.conversation)
    _settle(real)
    draft = real.runner.draft("Name an animal.", conversation=answer.conversation, max_tokens=12)
    said = "".join(draft.deltas())
    second = draft.commit().result(WAIT_S).answer
    assert second is not None
    assert second.text == said.strip() != ""
    assert second.turn == 2
    # All but the end of the question, the closing tokens of the turn and the opening of the answer.
    assert second.timings.prompt_tokens - second.timings.reused_tokens <= 10
    assert [message.state for message in real.store.messages(answer.conversation)] == [MessageState.COMPLETE] * 4


def test_a_real_draft_goes_on_live_after_its_commit_and_can_be_interrupted(real: ConversationRoom) -> None:
    draft = real.runner.draft("Count from one to two hundred in words.", conversation=None, max_tokens=400)
    deltas = draft.deltas()
    before = [next(deltas), next(deltas)]
    turn = draft.commit()
    told: list[str] = []
    finished = None
    for event in turn.events(WAIT_S):
        if isinstance(event, AnswerDelta):
            told.append(event.text)
            if len(told) == 5:
                turn.interrupt()
        elif isinstance(event, TurnFinished):
            finished = event
    assert told[:2] == before
    assert finished is not None
    assert finished.interrupted
    assert finished.answer is not None
    assert finished.answer.text == "".join(told).strip()
    assert finished.answer.timings.completion_tokens < 100
    stored = real.store.messages(finished.answer.conversation)[-1]
    assert (stored.text, stored.state) == (finished.answer.text, MessageState.INTERRUPTED)


def test_a_real_draft_that_is_discarded_leaves_only_the_cache(real: ConversationRoom) -> None:
    draft = real.runner.draft("Count from one to two hundred in words.", conversation=None, max_tokens=400)
    assert next(draft.deltas())
    draft.discard()
    assert _nothing_happened(real)
    answer = real.runner.ask("Count from one to ten.", spoken=True, max_tokens=4).result(WAIT_S).answer
    assert answer is not None
    assert answer.timings.reused_tokens > answer.timings.prompt_tokens // 2
    assert not any(isinstance(event, StageChanged) and event.turn_id == draft.turn.id for event in real.events)
