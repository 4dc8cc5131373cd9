"""Where something stands: said with a spoken answer, told for its own sake, read out and opened."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.conversation.acting import Outcome, Proposal
from assistant.ids import ConversationId, MessageId
from assistant.llm.base import ChatModel, PromptProgress
from assistant.records import Basis
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration


WAIT_S = 20.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


class OpensWhatIsNamed:
    """A ``SkillSource`` that opens any file that is named, and nothing else."""

    def propose(self, message: str, *, conversation: ConversationId | None, previous: Sequence[str]) -> Proposal | None:
        del conversation, previous
        return Proposal(sentence=f"Opened: {message}") if "guide.pdf" in message else None

    def may_mean(self, message: str) -> bool:
        del message
        return False

    def read(
        self,
        message: str,
        *,
        conversation: ConversationId | None,
        previous: Sequence[str],
        model: ChatModel,
        cancel: CancelToken,
    ) -> Generator[PromptProgress, None, Proposal | None]:
        pytest.fail("a model was to read a command")

    def carry_out(self, proposal: Proposal, answer: MessageId) -> Outcome:
        pytest.fail("nothing was to be done")


@pytest.mark.parametrize(
    ("question", "says", "place", "read", "found"),
    [
        (
            "When does the pool open?",
            "It opens at nine.",
            " That is on page 1 of “Guide”.",
            "Read it out, please.",
            "Found in “guide”, page 1: “The pool opens at nine.”",
        ),
        (
            "プールは何時に開きますか",
            "九時に開きます。",
            "「Guide」の1ページにあります。",
            "読み上げてください",
            "「guide」の1ページに次の文があります：「The pool opens at nine.」",
        ),
    ],
)
def test_a_spoken_answer_says_where_it_stands_and_the_place_can_be_read_out(
    room: ConversationRoom, question: str, says: str, place: str, read: str, found: str
) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    model = ScriptedChatModel([says])
    room.load = lambda: model
    spoken = room.runner.ask(question, spoken=True).result(WAIT_S).answer
    assert spoken is not None
    assert spoken.text == says + place
    assert [(mark.start, mark.end, mark.citations) for mark in spoken.support] == [(0, len(says), (1,))]
    asked = len(model.prompts)
    _, following = room.store.add_question(spoken.conversation, "And then?")
    (turn,), _ = room.store.past_turns(spoken.conversation, following)
    assert turn.answer == says, "a model that had said the place would go on to tell places of its own"
    out = room.runner.ask(read, conversation=spoken.conversation, spoken=True).result(WAIT_S).answer
    assert out is not None
    assert (out.text, out.basis, out.refused) == (found, Basis.DOCUMENTS, False)
    assert [(one.n, one.quote) for one in out.citations] == [(1, "The pool opens at nine.")]
    assert room.store.messages(out.conversation)[-1].answer == out
    assert len(model.prompts) == asked
    typed = room.runner.ask(question).result(WAIT_S).answer
    assert typed is not None
    assert typed.text == says
    # Where nothing was cited, it is a message like any other.
    room.evidence.texts = []
    other = room.runner.ask("Hello").result(WAIT_S).answer
    assert other is not None
    again = room.runner.ask(read, conversation=other.conversation).result(WAIT_S).answer
    assert again is not None
    assert again.text == says


@pytest.mark.parametrize("message", ["open it", "そのページを開いて"])
def test_what_was_cited_last_is_opened_by_its_name(tmp_path: Path, message: str) -> None:
    skills = OpensWhatIsNamed()
    with open_conversation_room(tmp_path / "sotto.db", lambda _storage, _clock: skills) as room:
        room.evidence.texts = ["The pool opens at nine."]
        room.load = lambda: ScriptedChatModel(["It opens at nine."])
        first = room.runner.ask("When does the pool open?", use_documents=True).result(WAIT_S).answer
        assert first is not None
        done = room.runner.ask(message, conversation=first.conversation, use_documents=True).result(WAIT_S).answer
        assert done is not None
        assert done.text in ("Opened: open guide.pdf", "Opened: guide.pdfを開いて")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where does it say that the pool opens at 9?", "Found in “Guide”, page 1: “The pool opens at 9.”"),
        ("poolは9時に開くとどこに書いてありますか", "「Guide」の1ページに次の文があります：「The pool opens at 9.」"),
    ],
)
def test_where_something_is_said_is_told_without_the_model(room: ConversationRoom, question: str, told: str) -> None:
    room.evidence.texts = ["The pool opens at 9."]
    model = ScriptedChatModel(["It says so."])
    room.load = lambda: model
    answer = room.runner.ask(question).result(WAIT_S).answer
    assert answer is not None
    assert (answer.text, answer.refused, model.prompts) == (told, False, [])
    assert [(one.n, one.quote) for one in answer.citations] == [(1, "The pool opens at 9.")]
    room.evidence.bears = lambda said: said == "It says so."
    unborne = room.runner.ask(question).result(WAIT_S).answer
    assert unborne is not None
    assert (unborne.text, len(model.prompts)) == ("It says so.", 1)
