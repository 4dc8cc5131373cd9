"""Turns that the documents answer, or do not: what is searched, tested, quoted, cited and refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.conversation import wording
from assistant.documents.citing import sufficiency
from assistant.events import AnswerDelta, QuoteFound, Stage, StageChanged, TurnFinished
from assistant.llm.base import ChatMessage
from assistant.records import Basis
from assistant.settings import Settings
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

WAIT_S = 20.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def test_an_answer_that_begins_to_recite_the_passages_is_over(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.load = lambda: ScriptedChatModel(['It opens at nine. <passage n="2" from="the next one">'])
    done = room.runner.ask("When does the pool open?").result(WAIT_S)
    assert done.answer is not None
    assert done.answer.text == "It opens at nine."


@pytest.mark.parametrize("use_documents", [None, True])
@pytest.mark.parametrize("question", ["When does the pool open?", "プールは何時に開きますか"])
def test_where_the_model_recites_its_prompt_the_sentence_found_is_the_answer(
    room: ConversationRoom, question: str, use_documents: bool | None
) -> None:
    def recited(messages: Sequence[ChatMessage]) -> str:
        return messages[-1].content.rsplit("</passage>", 1)[1].strip()

    room.evidence.texts = ["The pool opens\nat nine."]
    room.load = lambda: ScriptedChatModel(recited)
    events = list(room.runner.ask(question, use_documents=use_documents).events(WAIT_S))
    assert isinstance(events[-1], TurnFinished)
    answer = events[-1].answer
    assert answer is not None
    deltas = "".join(event.text for event in events if isinstance(event, AnswerDelta))
    assert (answer.text, deltas) == ("The pool opens at nine.", "The pool opens at nine.")
    assert (answer.basis, answer.refused, answer.closest) == (Basis.DOCUMENTS, False, None)
    assert [citation.quote for citation in answer.citations] == ["The pool opens\nat nine."]
    assert [(mark.start, mark.end, mark.citations) for mark in answer.support] == [(0, len(answer.text), (1,))]
    assert room.store.messages(answer.conversation)[1].answer == answer


@pytest.mark.parametrize(
    ("question", "written", "said", "found_says"),
    [
        # The opposite of what stands there, the wrong word, and the right one that the model left out.
        ("What leaves it?", "Everything you say leaves this computer.", "Nothing you say leaves this computer.", ""),
        ("Does what I say leave this computer?", "Yes, it does.", "No. Nothing you say leaves this computer.", "No."),
        ("Does what I say leave this computer?", "It stays here.", "No. It stays here.", "No."),
    ],
)
def test_what_the_documents_deny_is_not_said(
    room: ConversationRoom, question: str, written: str, said: str, found_says: str
) -> None:
    room.evidence.texts = ["Nothing you say leaves this computer."]
    room.load = lambda: ScriptedChatModel([written])
    events = list(room.runner.ask(question, use_documents=True).events(WAIT_S))
    assert "".join(event.text for event in events if isinstance(event, AnswerDelta)) == said
    assert [event.says for event in events if isinstance(event, QuoteFound)] == [found_says]


@pytest.mark.parametrize(
    ("text", "question", "written", "said"),
    [
        ("Keeping a dog needs the landlord's consent.", "May I keep a dog?", "Yes, you may keep a dog.", None),
        ("Keeping a dog needs the landlord's consent.", "Can I keep a dog?", "You can keep a dog.", None),
        ("犬を飼うには貸主の承諾が必要です。", "犬を飼ってもいいですか？", "はい、犬を飼ってもいいです。", None),
        (
            "Keeping a dog needs the landlord's consent.",
            "May I keep a dog?",
            "Yes, with the landlord's consent.",
            "Yes, with the landlord's consent.",
        ),
    ],
)
def test_what_needs_somebodys_leave_is_not_simply_allowed(
    room: ConversationRoom, text: str, question: str, written: str, said: str | None
) -> None:
    room.evidence.texts = [text]
    room.load = lambda: ScriptedChatModel([written])
    done = room.runner.ask(question, use_documents=True).result(WAIT_S).answer
    assert done is not None
    assert done.text == (text if said is None else said)


def test_passages_that_no_view_holds_are_not_answered_without(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine. " * 2000]
    room.load = lambda: ScriptedChatModel(["At five."])
    done = room.runner.ask("When does the pool open?", use_documents=True).result(WAIT_S).answer
    assert done is not None
    assert done.basis is Basis.DOCUMENTS
    assert done.text.startswith("The pool opens at nine.")
    assert done.citations


@pytest.mark.parametrize(("use_documents", "setting"), [(None, "auto"), (True, "never"), (None, "always")])
def test_an_answer_from_documents_is_cited(room: ConversationRoom, use_documents: bool | None, setting: str) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.settings = Settings(documents_use=setting)
    room.load = lambda: ScriptedChatModel(["It opens at nine."])
    done = room.runner.ask("When does the pool open?", use_documents=use_documents).result(WAIT_S)
    assert done.answer is not None
    assert done.answer.basis is Basis.DOCUMENTS
    assert [citation.quote for citation in done.answer.citations] == ["The pool opens at nine."]
    assert room.store.messages(done.answer.conversation)[1].answer == done.answer
    assert Stage.SEARCHING in [event.stage for event in room.events if isinstance(event, StageChanged)]


def test_in_doubt_the_model_is_asked_first_whether_the_passages_hold_the_answer(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    model = ScriptedChatModel(["It opens at nine."], first_choice=0.97)
    room.load = lambda: model
    done = room.runner.ask("When does the pool open?", use_documents=True).result(WAIT_S).answer
    assert done is not None
    assert (done.text, done.refused, done.basis) == ("It opens at nine.", False, Basis.DOCUMENTS)
    (weighed,), (prompt,) = model.weighed, model.prompts
    passage = weighed[-1].content.index("</passage>")
    assert weighed[-1].content[:passage] == prompt[-1].content[:passage]


@pytest.mark.parametrize(("likelihood", "refused"), [(1.0, False), (0.5, False), (0.5, True)])
def test_a_question_put_right_is_asked_as_it_was_meant(
    room: ConversationRoom, likelihood: float, refused: bool
) -> None:
    room.evidence.texts = ["The notice period is one month."]
    room.evidence.meant = "What is the notice period in the lease?"
    room.evidence.likelihood = likelihood
    model = ScriptedChatModel(["One month."], first_choice=0.01 if refused else 0.97)
    room.load = lambda: model
    done = room.runner.ask("No, I meant the lease").result(WAIT_S).answer
    assert done is not None
    assert room.store.messages(done.conversation)[0].text == "No, I meant the lease"
    asked = "No, I meant the lease" if refused else "Question: What is the notice period in the lease?"
    assert model.prompts[-1][-1].content.endswith(asked)
    assert all(one[-1].content.endswith("Question: What is the notice period in the lease?") for one in model.weighed)


class QuickensAsItReads(ScriptedChatModel):
    """Reads faster after each prompt, as a model does that was asked on a busy machine."""

    @property
    def read_tokens_per_s(self) -> float:
        return 25.0 * (1 + len(self.weighed) + len(self.prompts))


def test_the_model_is_shown_as_much_as_its_size_and_speed_allow(tmp_path: Path) -> None:
    def shown(model: ScriptedChatModel, likelihood: float = 1.0, settings: Settings | None = None) -> int:
        with open_conversation_room(tmp_path / "sotto.db") as room:
            room.evidence.texts = [f"{n}. " + "The pool opens at nine. " * 30 for n in range(8)]
            room.evidence.likelihood = likelihood
            room.load, room.settings = lambda: model, settings or Settings()
            room.runner.ask("When does the pool open?", use_documents=True).result(WAIT_S)
        return model.prompts[-1][-1].content.count("</passage>")

    small = shown(ScriptedChatModel(parameters=135_000_000))
    large = shown(ScriptedChatModel(parameters=4_000_000_000))
    slow = shown(ScriptedChatModel(parameters=4_000_000_000, read_tokens_per_s=25))
    assert 1 <= slow < small < large
    assert shown(ScriptedChatModel(parameters=135_000_000), settings=Settings(documents_passage_tokens=4000)) == 8
    # What was read for the verdict is not read again: the same passages stand before the question.
    quickens = QuickensAsItReads(parameters=4_000_000_000, first_choice=0.97)
    assert shown(quickens, likelihood=0.5) == quickens.weighed[-1][-1].content.count("</passage>")


@pytest.mark.parametrize(
    ("question", "spoken", "text"),
    [
        (
            "When does the pool open?",
            False,
            f"Found in “Guide”, page 1: “The pool opens at nine.”{wording.too_small(japanese=False)}",
        ),
        ("プールは何時に開きますか", True, "「Guide」の1ページに次の文があります：「The pool opens at nine.」"),
    ],
)
def test_of_the_smallest_models_what_was_found_is_the_answer(
    room: ConversationRoom, question: str, spoken: bool, text: str
) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    model = ScriptedChatModel(["At noon."], parameters=135_000_000, first_choice=0.01)
    room.load = lambda: model
    answer = room.runner.ask(question, spoken=spoken).result(WAIT_S).answer
    assert answer is not None
    assert (answer.text, answer.basis, answer.refused) == (text, Basis.DOCUMENTS, False)
    assert [(mark.end, mark.citations) for mark in answer.support] == [(len(text.split("\n\n")[0]), (1,))]
    assert [one.quote for one in answer.citations] == ["The pool opens at nine."]
    assert model.prompts == model.weighed == []
    # A text that is to be made is written all the same.
    room.runner.ask("Write a note that says when the pool opens.").result(WAIT_S)
    assert len(model.prompts) == 1


def test_a_verdict_against_the_passages_refuses_or_answers_generally(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    model = ScriptedChatModel(["At noon, usually."], first_choice=0.01)
    room.load = lambda: model
    refused = room.runner.ask("When does it close?", use_documents=True).result(WAIT_S).answer
    assert refused is not None
    assert refused.refused
    assert refused.closest is not None
    assert model.prompts == []
    general = room.runner.ask("When does it close?").result(WAIT_S).answer
    assert general is not None
    assert (general.text, general.basis) == ("At noon, usually.", Basis.GENERAL)
    assert "nine" not in model.prompts[0][-1].content


@pytest.mark.parametrize(
    ("likelihood", "parameters", "passages", "source", "asked", "refused"),
    [
        (0.5, 1_500_000_000, 0.6, 0.1, 2, True),
        (0.5, 1_500_000_000, 0.6, 0.9, 2, False),
        # A verdict that is too weak by itself is made up for by the source, and a clear one needs no more.
        (0.5, 1_500_000_000, 0.4, 0.9, 2, False),
        (0.5, 1_500_000_000, 0.97, 0.1, 1, False),
        # Measured with small models alone; and retrieval may be sure.
        (0.5, 8_000_000_000, 0.6, 0.1, 1, False),
        (sufficiency.SURE, 1_500_000_000, 0.6, 0.1, 0, False),
    ],
)
def test_in_doubt_a_small_model_is_asked_whether_the_source_of_its_answer_answers(
    room: ConversationRoom,
    likelihood: float,
    parameters: int,
    passages: float,
    source: float,
    asked: int,
    refused: bool,
) -> None:
    def yes(messages: Sequence[ChatMessage]) -> float:
        return passages if "</passage>" in messages[-1].content else source

    room.evidence.texts = ["The pool lies by the lake. It opens at nine. Dogs stay outside."]
    room.evidence.likelihood = likelihood
    model = ScriptedChatModel(["The pool opens at nine. Come early."], first_choice=yes, parameters=parameters)
    room.load = lambda: model
    events = list(room.runner.ask("When does the pool open?", use_documents=True).events(WAIT_S))
    assert isinstance(events[-1], TurnFinished)
    answer = events[-1].answer
    assert answer is not None
    assert (answer.refused, len(model.weighed)) == (refused, asked)
    assert answer.text == "".join(event.text for event in events if isinstance(event, AnswerDelta))
    assert ("nine" in answer.text) is not refused
    if asked == 2:
        told = model.weighed[1][-1].content
        assert "The pool lies by the lake. It opens at nine.\n" in told
        assert "Dogs" not in told
        assert told.endswith("Question: When does the pool open?")


@pytest.mark.parametrize("written", ["It closes at noon. It always has.", "The documents do not say when it closes."])
def test_in_doubt_a_first_sentence_that_nothing_bears_is_never_said(room: ConversationRoom, written: str) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    room.evidence.bears = lambda said: "noon" not in said
    room.load = lambda: ScriptedChatModel([written], first_choice=0.97)
    events = list(room.runner.ask("When does the pool close?", use_documents=True).events(WAIT_S))
    assert isinstance(events[-1], TurnFinished)
    refused = events[-1].answer
    assert refused is not None
    assert refused.refused
    assert refused.closest is not None
    assert refused.citations == ()
    deltas = "".join(event.text for event in events if isinstance(event, AnswerDelta))
    assert deltas == refused.text
    assert refused.text.startswith("Your documents do not say. I searched 1 document (1 passage).")
    assert [message.text for message in room.store.messages(refused.conversation)][1:] == [refused.text]


def test_what_the_documents_do_not_bear_is_answered_generally_where_they_were_not_demanded(
    room: ConversationRoom,
) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    room.evidence.bears = lambda said: "noon" not in said
    model = ScriptedChatModel(["It closes at noon.", "Pools close in the evening."], first_choice=0.97)
    room.load = lambda: model
    general = room.runner.ask("When do pools close?").result(WAIT_S).answer
    assert general is not None
    assert (general.text, general.basis, general.refused) == ("Pools close in the evening.", Basis.GENERAL, False)
    assert "nine" in model.prompts[0][-1].content
    assert "nine" not in model.prompts[1][-1].content


@pytest.mark.parametrize(
    ("question", "likelihood", "parameters", "refused"),
    [
        ("When does the pool close?", sufficiency.SURE, 1_500_000_000, True),
        # A large model may say what only follows from them; what is sure needs no test; and nobody finds what is to be written.
        ("When does the pool close?", sufficiency.SURE, 8_000_000_000, False),
        ("When does the pool close?", 1.0, 1_500_000_000, False),
        ("Write a note that says when the pool closes.", 0.5, 1_500_000_000, False),
    ],
)
def test_what_nothing_bears_is_said_and_marked_where_it_is_not_tested(
    room: ConversationRoom, question: str, likelihood: float, parameters: int, refused: bool
) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = likelihood
    room.evidence.bears = lambda said: "noon" not in said
    model = ScriptedChatModel(["It closes at noon."], parameters=parameters, first_choice=0.97)
    room.load = lambda: model
    done = room.runner.ask(question, use_documents=True).result(WAIT_S).answer
    assert done is not None
    assert done.refused is refused
    if not refused:
        assert done.text == "It closes at noon."
        assert [mark.citations for mark in done.support] == [()]
    assert bool(model.weighed) is (likelihood < sufficiency.SURE)


def test_a_doubted_answer_is_told_from_its_second_sentence_on_as_it_comes(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = 0.5
    room.load = lambda: ScriptedChatModel(["It opens at nine. Come early, it is warm then."], first_choice=0.97)
    events = list(room.runner.ask("When does the pool open?", use_documents=True).events(WAIT_S))
    deltas = [event.text for event in events if isinstance(event, AnswerDelta)]
    assert "".join(deltas) == "It opens at nine. Come early, it is warm then."
    assert len(deltas) > 3


@pytest.mark.parametrize("likelihood", [sufficiency.ENOUGH - 0.01, sufficiency.SURE])
def test_where_retrieval_is_sure_the_model_is_not_asked(room: ConversationRoom, likelihood: float) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.evidence.likelihood = likelihood
    room.evidence.sufficient = likelihood >= sufficiency.ENOUGH
    model = ScriptedChatModel(first_choice=0.0)
    room.load = lambda: model
    room.runner.ask("When does the pool open?", use_documents=True).result(WAIT_S)
    assert model.weighed == []


def test_without_evidence_it_answers_generally_unless_documents_are_demanded(room: ConversationRoom) -> None:
    room.evidence.texts = ["Something else."]
    room.evidence.sufficient = False
    model = ScriptedChatModel(["Generally so."])
    room.load = lambda: model
    general = room.runner.ask("When?").result(WAIT_S).answer
    assert general is not None
    assert (general.basis, general.text, general.refused) == (Basis.GENERAL, "Generally so.", False)
    # From which the window tells that the documents were searched.
    assert general.timings.retrieval_ms > 0
    assert "Something else." not in model.prompts[0][-1].content
    assert not general.still_indexing
    room.evidence.unfinished = True
    early = room.runner.ask("When?").result(WAIT_S).answer
    assert early is not None
    assert early.still_indexing
    assert room.store.messages(early.conversation)[1].answer == early
    room.evidence.unfinished = False
    demanded = room.runner.ask("When?", use_documents=True).result(WAIT_S).answer
    assert demanded is not None
    assert demanded.refused
    assert demanded.text.startswith("Your documents do not say.")
    assert "Guide" in demanded.text
    assert "1 document (1 passage)" in demanded.text
    assert demanded.citations == ()
    assert demanded.closest is not None
    assert (demanded.closest.n, demanded.closest.quote) == (0, "Something else.")
    assert room.store.messages(demanded.conversation)[1].answer == demanded
    assert len(model.prompts) == 2


def test_the_nearest_sentence_is_told_before_the_model_answers(room: ConversationRoom) -> None:
    room.evidence.texts = ["The pool opens at nine."]
    room.load = lambda: ScriptedChatModel(["It opens at nine."])
    events = list(room.runner.ask("When does the pool open?").events(WAIT_S))
    kinds = [type(event) for event in events]
    found = events[kinds.index(QuoteFound)]
    assert isinstance(found, QuoteFound)
    assert found.citation.quote == "The pool opens at nine."
    assert kinds.index(QuoteFound) < kinds.index(AnswerDelta)
    finished = events[-1]
    assert isinstance(finished, TurnFinished)
    assert finished.answer is not None
    assert finished.answer.closest is None


@pytest.mark.parametrize(("use_documents", "setting"), [(False, "always"), (None, "never")])
def test_documents_are_left_alone_when_unwanted(
    room: ConversationRoom, use_documents: bool | None, setting: str
) -> None:
    room.evidence.texts = ["Text."]
    room.settings = Settings(documents_use=setting)
    room.load = ScriptedChatModel
    room.runner.ask("When?", use_documents=use_documents).result(WAIT_S)
    assert room.evidence.asked == []


def test_whoever_speaks_is_not_kept_waiting_for_a_better_order(room: ConversationRoom) -> None:
    room.evidence.texts = ["The garden is watered twice a week."]
    room.runner.ask("How often?").result(WAIT_S)
    room.runner.ask("How often?", spoken=True).result(WAIT_S)
    assert room.evidence.had_time == [True, False]


def test_the_search_knows_the_questions_before(room: ConversationRoom) -> None:
    room.evidence.texts = ["Text."]
    room.load = ScriptedChatModel
    first = room.runner.ask("When does it open?").result(WAIT_S)
    assert first.answer is not None
    room.runner.ask("And in winter?", conversation=first.answer.conversation).result(WAIT_S)
    assert room.evidence.asked[-1] == ("And in winter?", ("When does it open?",))
