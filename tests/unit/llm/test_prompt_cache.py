"""How much of a prompt is reused."""

from __future__ import annotations

import itertools
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.chat_template import PromptPart
from assistant.llm.context_size import choose_context
from assistant.llm.prompt_cache import MOST_PARTS, PromptCache, common_prefix

pytestmark = pytest.mark.unit


def _letters(part: PromptPart) -> list[int]:
    return [ord(letter) for letter in part.text]


def _letter(token: int) -> bytes:
    return chr(token).encode()


def _part(text: str, *, control: bool = False) -> PromptPart:
    return PromptPart(text=text, control=control)


def test_an_answer_keeps_the_tokens_the_model_chose() -> None:
    cache = PromptCache(_letters, _letter)
    question = (_part("<user>", control=True), _part("hi"), _part("<answer>", control=True))
    prompt = cache.tokens(question)
    cache.held = [*prompt, 7001, 7002]
    cache.keep_answer("hello", [7001, 7002])
    following = cache.tokens([*question, _part("hello"), _part("<end>", control=True)])
    assert cache.reusable(following) == len(prompt) + 2


def test_half_of_a_surrogate_pair_is_read_too() -> None:
    """Another program's JSON may hold one."""
    cache = PromptCache(_letters, _letter)
    assert cache.tokens([_part("a\ud83d")]) == [ord("a"), 0xD83D]
    cache.keep_answer("a?", [1, 2])
    assert cache.tokens([_part("a\ud83d!")]) == [ord("a"), 0xD83D, ord("!")]


@given(st.lists(st.binary(min_size=1, max_size=3), min_size=1, max_size=6), st.text("añ日😀", max_size=8), st.data())
def test_the_beginning_of_an_answer_keeps_its_tokens(others: list[bytes], text: str, data: st.DataObject) -> None:
    # The answer's bytes cut anywhere, also inside characters, into tokens 1, 2, 3 …
    whole = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    pieces = [whole[a:b] for a, b in itertools.pairwise([0, *cuts, len(whole)]) if a < b]
    vocabulary = dict(enumerate([*pieces, *others], start=1))
    cache = PromptCache(lambda part: [-ord(letter) for letter in part.text], vocabulary.__getitem__)
    cache.keep_answer(text, range(1, len(pieces) + 1))
    heard = text[: data.draw(st.integers(0, len(text)))]
    tokens = cache.tokens([_part(heard)])
    spelled = b"".join(vocabulary[token] if token > 0 else chr(-token).encode() for token in tokens)
    assert spelled == heard.encode()
    # The model's own tokens come first, as many as end within what was heard and at a character's end.
    assert tokens == sorted(tokens, key=lambda token: token < 0)
    kept = sum(token > 0 for token in tokens)
    assert [token for token in tokens if token > 0] == list(range(1, kept + 1))
    if kept < len(pieces):
        further = b"".join(pieces[: kept + 1])
        assert not (heard.encode().startswith(further) and further.decode(errors="ignore").encode() == further)


def test_the_same_words_as_control_text_are_other_tokens() -> None:
    cache = PromptCache(lambda part: [1 if part.control else 2], _letter)
    assert cache.tokens([_part("<end>", control=True), _part("<end>")]) == [1, 2]


def test_one_token_is_always_left_to_read() -> None:
    cache = PromptCache(_letters, _letter)
    cache.held = [1, 2, 3]
    assert cache.reusable([1, 2, 3]) == 2
    assert cache.reusable([]) == 0


def test_old_parts_are_forgotten() -> None:
    reads: list[str] = []

    def tokenize(part: PromptPart) -> list[int]:
        reads.append(part.text)
        return [len(reads)]

    cache = PromptCache(tokenize, _letter)
    cache.tokens([_part(str(n)) for n in range(MOST_PARTS + 1)])
    cache.tokens([_part("0")])
    assert reads.count("0") == 2
    assert reads.count(str(MOST_PARTS)) == 1


@given(st.lists(st.integers(0, 2)), st.lists(st.integers(0, 2)))
def test_common_prefix_is_common_and_longest(left: list[int], right: list[int]) -> None:
    n = common_prefix(left, right)
    assert left[:n] == right[:n]
    assert n in (len(left), len(right)) or left[n] != right[n]


@pytest.mark.parametrize(
    ("wanted", "trained", "budget", "expected"),
    [
        (0, 32768, None, 8192),
        (0, 2048, None, 2048),
        (16384, 32768, None, 16384),
        (16384, 32768, 4096 * 100, 4096),
        (8192, 8192, 1, 1024),
        (100, 0, None, 100),
    ],
)
def test_context_stays_within_wish_training_and_budget(
    wanted: int, trained: int, budget: int | None, expected: int
) -> None:
    assert choose_context(wanted, trained, bytes_per_token=100, memory_budget_bytes=budget) == expected


def test_what_it_remembers_takes_little_memory() -> None:
    """Tokens of large vocabularies are no small numbers, of which Python keeps one each."""
    tokens, parts = 400, 50
    cache = PromptCache(lambda part: [100_000 + n for n in range(tokens)], lambda _: b"")
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(parts):
        cache.tokens([PromptPart(text=f"message {number}", control=False)])
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held - before < 10 * tokens * parts
