"""The real thing: SmolLM2 through llama.cpp."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken, YieldingToken
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.sql_grammar import select_grammar
from assistant.errors import InvalidInput, ModelUnavailable
from assistant.llm.base import (
    ChatMessage,
    GenerationEnd,
    GenerationItem,
    GenerationOptions,
    PromptProgress,
    TextDelta,
    Weighed,
)
from assistant.llm.chat_template import PromptPart
from assistant.llm.llama_backend import PROMPT_BATCH, LlamaChatModel

pytestmark = pytest.mark.integration

GREEDY = GenerationOptions(max_tokens=24, temperature=0)
MOST_NEW_TOKENS = 20
"""Of a question of two words, in the frame of the model's template."""


@pytest.fixture(scope="module")
def model(small_chat_file: Path) -> Iterator[LlamaChatModel]:
    loaded = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=2048, threads=2)
    yield loaded
    loaded.close()
    loaded.close()


def _user(text: str) -> ChatMessage:
    return ChatMessage(role="user", content=text)


def _answer(
    model: LlamaChatModel, messages: Sequence[ChatMessage], options: GenerationOptions = GREEDY
) -> tuple[str, GenerationEnd]:
    items = list(model.generate(messages, options, CancelToken()))
    assert isinstance(items[-1], GenerationEnd)
    return "".join(item.text for item in items if isinstance(item, TextDelta)), items[-1]


def _cold_answer(model: LlamaChatModel) -> str:
    # From an empty memory: reading in batches of another size rounds differently, and a small model answers differently.
    model._cut_to(0)
    return _answer(model, [_user("What is the capital of France?")])[0]


def test_a_grammar_holds_the_answer_to_a_statement(model: LlamaChatModel) -> None:
    columns = (TableColumn(name="売上 (円)", type=ColumnType.INTEGER), TableColumn(name="day", type=ColumnType.DATE))
    options = GenerationOptions(
        max_tokens=60, temperature=0, repeat_penalty=1.0, grammar=select_grammar("shop", columns)
    )
    answer, _ = _answer(model, [_user("Tell me a long story about the sea.")], options)
    assert answer.startswith("SELECT ")
    with pytest.raises(InvalidInput):
        _answer(model, [_user("Hi")], GenerationOptions(grammar="root ::= nowhere"))


def test_an_answer_streams_and_is_the_same_again(model: LlamaChatModel) -> None:
    items = list(model.generate([_user("What is the capital of France?")], GREEDY, CancelToken()))
    kinds = [type(item) for item in items]
    assert kinds == sorted(kinds, key=[PromptProgress, TextDelta, GenerationEnd].index)
    assert kinds.count(TextDelta) > 3
    text = "".join(item.text for item in items if isinstance(item, TextDelta))
    end = items[-1]
    assert isinstance(end, GenerationEnd)
    assert len(text) > 10
    assert sum(item.tokens for item in items if isinstance(item, TextDelta)) == end.completion_tokens
    # Kernels add up in another order while a prompt is read for the first time, and with some of them another word wins.
    again = _answer(model, [_user("What is the capital of France?")])[0]
    assert _answer(model, [_user("What is the capital of France?")])[0] == again


def test_it_knows_its_size_and_learns_how_fast_it_reads(small_chat_file: Path) -> None:
    model = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=1024, threads=2)
    try:
        assert 100_000_000 < model.parameters < 200_000_000
        _answer(model, [_user("Hi")])
        assert model.read_tokens_per_s == 0.0  # so few tokens tell nothing
        _answer(model, [_user("Paris is the capital of France. " * 60)])
        assert model.read_tokens_per_s > 0.0
    finally:
        model.close()


def test_each_turn_reads_only_what_is_new(model: LlamaChatModel) -> None:
    messages = [ChatMessage(role="system", content="You answer in one short sentence."), _user("Name a colour. 色は?")]
    options = GenerationOptions(max_tokens=48, temperature=0.8, seed=7)
    for turn in range(1, 6):
        held = len(model._cache.held)
        text, end = _answer(model, messages, options)
        if turn > 1:
            assert end.reused_tokens == held
            assert end.prompt_tokens - end.reused_tokens <= MOST_NEW_TOKENS
        messages += [ChatMessage(role="assistant", content=text), _user("And another?")]
    assert end.reused_tokens / end.prompt_tokens >= 0.8


def _chances(model: LlamaChatModel, text: str, choices: Sequence[str]) -> tuple[float, ...]:
    *_, last = model.weigh([_user(text)], choices, CancelToken())
    assert isinstance(last, Weighed)
    return last.chances


def test_choices_are_weighed_by_the_model_and_cost_only_what_is_new(model: LlamaChatModel) -> None:
    facts = "Paris is the capital of France. " * 8
    right = _chances(model, f"{facts}Is Paris in France? yes or no?", ("yes", "no"))
    assert sum(right) == pytest.approx(1.0)
    held = len(model._cache.held)
    turned = _chances(model, f"{facts}Is Paris in France? yes or no?", ("no", "yes"))
    assert len(model._cache.held) == held
    assert turned == pytest.approx(tuple(reversed(right)), abs=0.05)
    _, end = _answer(model, [_user(f"{facts}Where is Paris?")])
    assert end.reused_tokens > 50
    stopped = CancelToken()
    stopped.cancel()
    assert list(model.weigh([_user("Is it day?")], ("yes", "no"), stopped)) == []


def test_the_memory_holds_exactly_the_prompt_and_its_answer(model: LlamaChatModel) -> None:
    first = [_user("Tell me about the moon.")]
    text, _ = _answer(model, first)
    follow_up = [*first, ChatMessage(role="assistant", content=text), _user("Is it large?")]
    prompt = model._prompt(follow_up)
    _, end = _answer(model, follow_up, GenerationOptions(max_tokens=1, temperature=0))
    assert end.reused_tokens > 0
    assert model._cache.held == prompt
    assert model._native.llama_memory_seq_pos_max(model._memory, 0) + 1 == len(prompt)


def test_words_read_ahead_are_not_read_again(model: LlamaChatModel) -> None:
    system = ChatMessage(role="system", content="You answer in one short sentence.")
    model._cut_to(0)
    model.prefill([system, _user("Tell me about the old lighthouse")], CancelToken())
    held = list(model._cache.held)
    assert model._native.llama_memory_seq_pos_max(model._memory, 0) + 1 == len(held)
    model.prefill([system, _user("Tell me about")], CancelToken())
    assert model._cache.held == held  # the shorter words are held already
    _, end = _answer(model, [system, _user("Tell me about the old lighthouse keeper.")])
    assert end.reused_tokens >= len(held) - 1


@pytest.mark.parametrize("left", range(1, 18))
def test_what_is_read_again_to_fill_a_tile_changes_nothing(model: LlamaChatModel, left: int) -> None:
    question = [
        _user("Name the three largest cities of France, and say in a few words what each of them is known for.")
    ]
    prompt = model._prompt(question)
    model._cut_to(0)
    assert list(model._read(prompt[:-left], 0, CancelToken()))
    again = model._full_tiles(prompt, len(prompt) - left)
    assert len(prompt) - again == (16 if 12 <= left <= 15 else left)
    _answer(model, question, GenerationOptions(max_tokens=1, temperature=0))
    assert model._cache.held == prompt
    assert model._native.llama_memory_seq_pos_max(model._memory, 0) + 1 == len(prompt)


def test_changed_words_cut_the_cache_back_and_the_answer_is_the_same(model: LlamaChatModel) -> None:
    expected = _cold_answer(model)
    model._cut_to(0)
    model.prefill([_user("What is the capital of Spain and its population")], CancelToken())
    _, end = _answer(model, [_user("What is the capital of France?")])
    assert 0 < end.reused_tokens < end.prompt_tokens - 1
    assert model._cache.held[: end.prompt_tokens] == model._prompt([_user("What is the capital of France?")])
    assert _cold_answer(model) == expected


def test_reading_ahead_after_an_answer_leaves_only_the_new_question(model: LlamaChatModel) -> None:
    messages = [_user("Name a colour.")]
    text, _ = _answer(model, messages)
    messages.append(ChatMessage(role="assistant", content=text))
    opening = "Today's date: 2026-01-02\n\n"
    model.prefill([*messages, _user(opening)], CancelToken())
    held = len(model._cache.held)
    _, end = _answer(model, [*messages, _user(opening + "And another?")])
    assert end.reused_tokens >= held - 1
    assert (
        end.prompt_tokens - end.reused_tokens
        <= len(model._tokenize(PromptPart(text="And another?", control=False))) + 8
    )


def test_reading_ahead_stops_at_once_and_keeps_what_it_read(model: LlamaChatModel) -> None:
    class CancelledOnThirdLook(CancelToken):
        looks = 0

        @property
        def cancelled(self) -> bool:
            self.looks += 1
            return self.looks >= 3

    model._cut_to(0)
    cancel = CancelledOnThirdLook()
    model.prefill([_user("word " * 1500)], cancel)
    assert len(model._cache.held) <= PROMPT_BATCH
    assert cancel.looks < 10
    model.prefill([_user("word " * 4000)], CancelToken())  # no room: nothing happens
    assert len(model._cache.held) <= PROMPT_BATCH


@pytest.mark.parametrize("most_bytes", [0, 1 << 30])
def test_a_generation_stands_still_while_others_are_answered_and_is_the_same(
    model: LlamaChatModel, most_bytes: int
) -> None:
    """After each item: of the prompt's reading, its last one too, and of the answer. Without its bytes a view is read again."""
    story = [_user("Tell me a story about the sea. " * 30)]
    model._cut_to(0)
    plain = _answer(model, story)
    model._cut_to(0)
    other = [_user("What is the capital of France?")]
    taken, kept = [], 0
    for item in model.generate(story, GREEDY, CancelToken()):
        taken.append(item)
        view = model.keep_view(most_bytes)
        kept += view.size_bytes
        assert bool(view.size_bytes) == bool(most_bytes and view.tokens)
        if len(taken) % 5 < 3:
            _answer(model, other, GenerationOptions(max_tokens=3, temperature=0))
            assert model.take_up(view, CancelToken())
            assert tuple(model._cache.held) == view.tokens
    assert isinstance(taken[-1], GenerationEnd)
    assert taken[-1].completion_tokens == plain[1].completion_tokens
    if most_bytes:
        assert "".join(item.text for item in taken if isinstance(item, TextDelta)) == plain[0]


def test_a_prompt_is_read_no_further_while_others_go_first_and_whole_afterwards(model: LlamaChatModel) -> None:
    question = [_user("The sea is wide and deep. " * 60)]
    model._cut_to(0)
    plain = _answer(model, question)
    model._cut_to(0)
    token = YieldingToken()
    asked = 0

    def others_first() -> bool:
        nonlocal asked
        asked += 1
        return asked in (100, 1500)  # within the first batch, twice

    token.others_first = others_first
    items = list(model.generate(question, GREEDY, token))
    read = [item.done for item in items if isinstance(item, PromptProgress)]
    assert len(read) > len(set(read))
    assert "".join(item.text for item in items if isinstance(item, TextDelta)) == plain[0]


def test_a_generation_of_a_model_that_was_freed_can_be_closed(small_chat_file: Path) -> None:
    freed = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=512, threads=2)
    options = GenerationOptions(max_tokens=8, json_schema={"type": "object"})
    reading = iter(freed.generate([_user("word " * 300)], GREEDY, CancelToken()))
    next(reading)
    next(reading)
    writing = iter(freed.generate([_user("Hello")], options, CancelToken()))
    while not isinstance(next(writing), TextDelta):
        pass
    freed.close()
    del reading, writing


def test_control_tokens_in_a_question_do_not_end_its_turn(model: LlamaChatModel) -> None:
    with_marker = model._prompt([_user("a <|im_end|> b")])
    without = model._prompt([_user("a b")])
    end_of_turn = model._prompt([_user("x")])[-4]
    assert with_marker.count(end_of_turn) == without.count(end_of_turn)


def test_a_long_prompt_stops_within_a_batch_and_the_next_answer_is_right(model: LlamaChatModel) -> None:
    expected = _cold_answer(model)
    cancel = CancelToken()
    seen: list[GenerationItem] = []
    for item in model.generate([_user("word " * 1500)], GREEDY, cancel):
        seen.append(item)
        if isinstance(item, PromptProgress) and item.done > item.reused:
            cancel.cancel()
    end = seen[-1]
    assert isinstance(end, GenerationEnd)
    assert (end.reason, end.completion_tokens) == ("cancelled", 0)
    assert end.prompt_tokens > 1000
    assert len(model._cache.held) <= end.reused_tokens + PROMPT_BATCH
    assert _cold_answer(model) == expected


def test_an_abort_inside_a_batch_leaves_the_memory_as_it_was(model: LlamaChatModel) -> None:
    expected = _cold_answer(model)

    class CancelledOnThirdLook(CancelToken):
        """Its first looks are between batches, the others come from inside llama.cpp."""

        looks = 0

        @property
        def cancelled(self) -> bool:
            self.looks += 1
            return self.looks >= 3

    model._cut_to(0)
    cancel = CancelledOnThirdLook()
    items = list(model.generate([_user("word " * 1500)], GREEDY, cancel))
    end = items[-1]
    assert isinstance(end, GenerationEnd)
    assert end.reason == "cancelled"
    assert model._cache.held == []
    assert cancel.looks < 10
    assert _cold_answer(model) == expected


def test_llama_cpp_asks_many_times_within_a_batch_whether_to_stop(model: LlamaChatModel) -> None:
    class Counted(CancelToken):
        looks = 0

        @property
        def cancelled(self) -> bool:
            self.looks += 1
            return False

    model._cut_to(0)
    cancel = Counted()
    assert list(model._read(model._prompt([_user("word " * 1500)])[: 2 * PROMPT_BATCH], 0, cancel))
    # Between any two of its operations: a stop waits for one of hundreds, not for the batch.
    assert cancel.looks > 2 * 200


def test_a_running_answer_stops_within_a_token(model: LlamaChatModel) -> None:
    cancel = CancelToken()
    texts = []
    for item in model.generate([_user("Count to one hundred.")], GenerationOptions(max_tokens=200), cancel):
        if isinstance(item, TextDelta):
            texts.append(item.text)
            if len(texts) == 3:
                cancel.cancel()
        elif isinstance(item, GenerationEnd):
            assert item.reason == "cancelled"
            assert item.completion_tokens <= 4
    assert len(texts) == 3


def test_length_and_stop_strings_end_an_answer(model: LlamaChatModel) -> None:
    question = [_user("What is the capital of France?")]
    whole, _ = _answer(model, question)
    _, end = _answer(model, question, GenerationOptions(max_tokens=2, temperature=0))
    assert (end.reason, end.completion_tokens) == ("length", 2)
    stop = whole[len(whole) // 2 :][:6]
    text, end = _answer(model, question, GenerationOptions(max_tokens=24, temperature=0, stop=(stop,)))
    assert end.reason == "stop"
    assert text == whole.split(stop)[0]


def test_a_question_longer_than_the_context_is_refused(model: LlamaChatModel) -> None:
    with pytest.raises(InvalidInput, match="longer than the model can keep in view"):
        _answer(model, [_user("word " * 4000)])
    assert _answer(model, [_user("What is the capital of France?")])[0]


def test_an_answer_ends_where_the_context_does(small_chat_file: Path) -> None:
    model = LlamaChatModel(small_chat_file, model_id="smollm2", context_tokens=256, threads=2)
    try:
        messages = [_user("word " * 180 + "Count.")]
        schema = {"type": "array", "items": {"type": "integer"}, "minItems": 100}
        room = model.context_tokens - model.count_tokens(messages)
        _, end = _answer(model, messages, GenerationOptions(max_tokens=4000, temperature=0, json_schema=schema))
        assert (end.reason, end.completion_tokens) == ("length", room)
    finally:
        model.close()


def test_a_schema_shapes_the_answer(model: LlamaChatModel) -> None:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
        "required": ["city", "people"],
    }
    options = GenerationOptions(max_tokens=120, temperature=0, json_schema=schema)
    text, end = _answer(model, [_user("Paris has two million people. Give city and people.")], options)
    assert end.reason == "stop"
    answer = json.loads(text)
    assert isinstance(answer["city"], str)
    assert isinstance(answer["people"], int)


def test_a_schema_that_cannot_be_used_is_refused(model: LlamaChatModel) -> None:
    with pytest.raises(InvalidInput):
        _answer(model, [_user("Hi")], GenerationOptions(json_schema={"$ref": "#/nowhere"}))


@pytest.mark.parametrize("schema", [{"type": "string", "maxLength": 100_000}, {"type": "array", "maxItems": 100_000}])
def test_a_schema_that_allows_more_than_a_grammar_can_say_ends_nothing(
    model: LlamaChatModel, schema: dict[str, Any]
) -> None:
    text, end = _answer(model, [_user("Hi")], GenerationOptions(max_tokens=3, temperature=0, json_schema=schema))
    assert text.startswith(('"', "["))
    assert end.completion_tokens == 3


@pytest.mark.parametrize(("kept", "words"), [(1_000, "truncated"), (20_000_000, "truncated"), (-1, "cannot be loaded")])
def test_a_truncated_file_is_refused(small_chat_file: Path, tmp_path: Path, kept: int, words: str) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(small_chat_file.read_bytes()[:kept])
    with pytest.raises(ModelUnavailable, match=words):
        LlamaChatModel(cut, model_id="cut", threads=1)
