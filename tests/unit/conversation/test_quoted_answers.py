"""An answer that would recite the prompt is the sentence that was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.conversation import wording
from assistant.conversation.quoted_answers import first_sentence, leading_word, or_quote
from assistant.conversation.steps import Cited, Step
from assistant.documents.citing.refusals import is_refusal
from assistant.ids import ChunkId, DocumentId
from assistant.llm.base import GenerationEnd, GenerationItem, PromptProgress, TextDelta
from assistant.llm.text_stream import TextStream
from assistant.records import Citation, Passage, Remembered

pytestmark = pytest.mark.unit

ENGLISH = "What leaves my computer?"
JAPANESE = "話したことは外に出ますか"
QUOTE = Citation(
    n=0, document_id=DocumentId(4), document=Path("guide.pdf"), page=1, quote="Nothing you\nsay leaves it.", start=5, end=31
)  # fmt: skip
PASSAGE = Passage(
    chunk_id=ChunkId(1), document_id=DocumentId(4), document=Path("guide.pdf"), title="Guide", page=1,
    text="Nothing you\nsay leaves it.", start=5, end=31, score=1.0,
)  # fmt: skip


def shown(answer: str, question: str) -> str:
    """What of an answer is shown that comes a letter at a time."""
    stream = TextStream(wording.recital_marks(question))
    return "".join(stream.feed(letter.encode()) for letter in answer) + stream.flush()


@pytest.mark.parametrize("question", [ENGLISH, JAPANESE])
@pytest.mark.parametrize("spoken", [False, True])
def test_no_part_of_the_prompt_is_ever_shown(question: str, spoken: bool) -> None:
    note = Remembered(text="I live in Bonn.", said_at=0.0)
    prompt = wording.question_message(question, passages=[PASSAGE], spoken=spoken, remembered=[note])
    parts = prompt.split("\n\n")[1:]
    assert len(parts) == 4 if spoken else 3
    for part in parts:
        assert shown(part, question) == ""
        assert shown(f"It stays here.\n\n{part}", question) == "It stays here.\n\n"


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("The passages above say that nothing leaves it.", ENGLISH),
        ("Answer the door. Question: what is asked?", ENGLISH),
        ("Nothing does, the user's documents say.", ENGLISH),
        ("上の抜粋によると、外に出ることはありません。", JAPANESE),
        ("質問：はありません。", JAPANESE),
    ],
)
def test_what_only_sounds_like_it_is_an_answer(answer: str, question: str) -> None:
    assert shown(answer, question) == answer


def end(reason: str = "stop") -> GenerationEnd:
    return GenerationEnd(
        reason=reason, prompt_tokens=9, reused_tokens=0, completion_tokens=3, prompt_ms=1.0, generation_ms=1.0
    )


def steps(
    texts: Iterable[str], quote: Citation | None = QUOTE, reason: str = "stop", question: str = ENGLISH
) -> list[Step]:
    read = PromptProgress(done=9, total=9, reused=0)
    items: list[GenerationItem] = [read, *(TextDelta(text=text, tokens=1) for text in texts), end(reason)]
    return list(or_quote(iter(items), quote, question))


@pytest.mark.parametrize("texts", [[], [" ", "\n"], ["Yes"], [" No", "."], ["はい"], ["い", "いえ", "。"]])
def test_an_empty_answer_or_a_bare_yes_or_no_is_the_quote_on_one_line_with_its_place(texts: list[str]) -> None:
    *_, said, cited, last = steps(texts)
    assert said == TextDelta(text="Nothing you say leaves it.", tokens=0)
    assert isinstance(cited, Cited)
    (citation,) = cited.cited.citations
    assert (citation.n, citation.quote, citation.page) == (1, QUOTE.quote, 1)
    assert [(mark.start, mark.end, mark.citations) for mark in cited.cited.support] == [(0, 26, (1,))]
    assert last == end()


def test_without_a_quote_it_is_a_refusal() -> None:
    said = steps([], None)[-2]
    assert isinstance(said, TextDelta)
    assert is_refusal(said.text)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["Nothing", " does."], "stop"),
        (["No", ",", " nothing", "."], "stop"),
        (["はい", "、", "保存されます。"], "stop"),
        (["Nine"], "stop"),
        (["42"], "length"),
        (["No"], "cancelled"),
        ([], "cancelled"),
    ],
)
def test_an_answer_or_a_cancelled_one_is_left_alone(texts: list[str], reason: str) -> None:
    said = [step for step in steps(texts, reason=reason) if isinstance(step, TextDelta)]
    assert "".join(step.text for step in said) == "".join(texts)
    assert sum(step.tokens for step in said) == len(texts)


def test_a_bare_yes_without_a_quote_stands() -> None:
    assert [step.text for step in steps(["Yes."], None) if isinstance(step, TextDelta)] == ["Yes."]


PETS = dataclasses.replace(QUOTE, quote="Pets are not allowed without written consent.")
PETS_JA = dataclasses.replace(QUOTE, quote="書面による同意がなければ、ペットの飼育は認められません。")
ASKED = "Are pets allowed?"
ASKED_JA = "ペットの飼育は認められますか？"


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["No", ", pets are not", " allowed."], "No, pets are not allowed."),
        (["Pets ", "are not allowed.", " Ask in writing."], "No. Pets are not allowed. Ask in writing."),
        # The wrong word, and the right one before the opposite.
        (["Yes", ", they are.", " You may keep a dog."], "No. Pets are not allowed without written consent."),
        (
            ["No", ". Pets are allowed", " everywhere. So are", " birds."],
            "No. Pets are not allowed without written consent.",
        ),
        (["Pets are allowed."], "No. Pets are not allowed without written consent."),
        (["Yes."], "No. Pets are not allowed without written consent."),
        ([], "No. Pets are not allowed without written consent."),
    ],
)
def test_what_the_sentence_settles_is_said_first(texts: list[str], shown: str) -> None:
    found = steps(texts, PETS, question=ASKED)
    assert "".join(step.text for step in found if isinstance(step, TextDelta)) == shown
    assert found[-1] == end()


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["いいえ、", "認められません。"], "いいえ、認められません。"),
        (["ペットの飼育は", "認められません。"], "いいえ。ペットの飼育は認められません。"),
        (["はい、認められます。"], "いいえ。書面による同意がなければ、ペットの飼育は認められません。"),
    ],
)
def test_the_same_in_japanese(texts: list[str], shown: str) -> None:
    found = steps(texts, PETS_JA, question=ASKED_JA)
    assert "".join(step.text for step in found if isinstance(step, TextDelta)) == shown


def test_a_quote_put_in_the_place_of_an_answer_is_cited_with_its_word() -> None:
    cited = next(step for step in steps(["Yes."], PETS, question=ASKED) if isinstance(step, Cited))
    assert [(mark.start, mark.end) for mark in cited.cited.support] == [(0, len("No. ") + len(PETS.quote))]


@pytest.mark.parametrize("number", ["4. ", "4) ", "(4) ", "• ", ""])
@pytest.mark.parametrize("said", ["", "{number}Pets are not allowed without written consent."])
def test_the_number_of_an_item_does_not_stand_behind_a_yes_or_no(number: str, said: str) -> None:
    item = dataclasses.replace(PETS, quote=f"{number}{PETS.quote}")
    found = steps([said.format(number=number)], item, question=ASKED)
    assert "".join(step.text for step in found if isinstance(step, TextDelta)) == f"No. {PETS.quote}"
    assert all(step.cited.citations[0].quote == item.quote for step in found if isinstance(step, Cited))


def test_what_is_not_settled_is_left_to_the_model() -> None:
    unsettled = dataclasses.replace(QUOTE, quote="The landlord decides whether pets are allowed.")
    found = steps(["Yes, they are."], unsettled, question=ASKED)
    assert "".join(step.text for step in found if isinstance(step, TextDelta)) == "Yes, they are."


def test_the_word_before_a_quote_is_in_the_language_of_the_question() -> None:
    assert leading_word(PETS, ASKED) == "No. "
    assert leading_word(PETS_JA, ASKED_JA) == "いいえ。"
    assert leading_word(PETS, ENGLISH) == ""


def test_what_stands_in_the_documents_is_said_instead_of_its_opposite() -> None:
    texts = ["Everything you say", " leaves it. So", " beware."]
    items: list[GenerationItem] = [*(TextDelta(text=text, tokens=1) for text in texts), end()]
    asked: list[str] = []

    def opposite(sentence: str) -> Citation:
        asked.append(sentence)
        return QUOTE

    said, cited, last = list(or_quote(iter(items), None, ENGLISH, opposite))
    assert asked == ["Everything you say leaves it."]
    assert said == TextDelta(text="Nothing you say leaves it.", tokens=0)
    assert isinstance(cited, Cited)
    assert last == end()


def test_the_first_sentence_is_shown_when_it_is_whole() -> None:
    items = iter(
        [
            TextDelta(text="It stays", tokens=1),
            TextDelta(text=" here. It", tokens=2),
            TextDelta(text=" does.", tokens=1),
        ]
    )
    taken = [step.text for step in or_quote(items, QUOTE, ENGLISH) if isinstance(step, TextDelta)]
    assert taken == ["It stays here. It", " does."]


@pytest.mark.parametrize(
    ("texts", "reason", "said", "left"),
    [
        (["It stays", " here. It", " does."], "stop", "It stays here.", 2),
        (["No", ". Nothing does", ". Ever."], "stop", "No. Nothing does.", 1),
        (["ここに残り", "ます。"], "stop", "ここに残ります。", 0),
        (["x" * 500, " y"], "stop", "x" * 500, 2),
        ([], "stop", "", 0),
        (["It stays"], "cancelled", "", 0),
    ],
)
def test_a_first_sentence_is_read_and_the_rest_is_still_to_come(
    texts: list[str], reason: str, said: str, left: int
) -> None:
    read = PromptProgress(done=9, total=9, reused=0)
    items: list[GenerationItem] = [read, *(TextDelta(text=text, tokens=1) for text in texts), end(reason)]
    rest = iter(items)
    reading = first_sentence(rest)
    assert next(reading) == read
    with pytest.raises(StopIteration) as ended:
        next(reading)
    found, held = ended.value.value
    still = list(rest)
    assert found == said
    assert [*held, *still] == items[1:]
    assert len(still) == left
