"""What was heard of an answer, to the word, as it was said and as it was written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.base import AudioChunk, Synthesis
from assistant.speech.synthesis.clauses import ClauseSplitter
from assistant.speech.synthesis.heard_text import SpokenPiece, heard_length, heard_words, last_word_begin
from assistant.speech.synthesis.spoken_text import spoken_text
from assistant.testing.speech import ScriptedTextToSpeech

pytestmark = pytest.mark.unit


def piece(text: str, *ends: tuple[int, int], begin: int = 0, count: int = 100) -> SpokenPiece:
    audio = AudioChunk(samples=np.ones(count, dtype=np.float32), sample_rate_hz=1000)
    return SpokenPiece.of(text, begin, Synthesis(text=text, audio=audio, word_ends=ends))


PIECES = [piece("One two.", (3, 50), (8, 100)), piece("Three 四。", (5, 40), (8, 90), begin=9)]


@pytest.mark.parametrize(
    ("played", "heard", "length"),
    [
        (0, "", 0),
        (49, "", 0),
        (50, "One", 3),
        (99, "One", 3),
        (100, "One two.", 8),
        (140, "One two. Three", 14),
        (200, "One two. Three 四。", 17),
    ],
)
def test_what_was_heard_ends_with_a_word(played: int, heard: str, length: int) -> None:
    assert heard_words(PIECES, played) == heard
    assert heard_length(PIECES, played, spoken_text) == length


@pytest.mark.parametrize(
    ("played", "begin"), [(0, 0), (49, 0), (50, 50), (99, 50), (100, 100), (139, 100), (140, 140), (195, 190)]
)
def test_the_answer_is_taken_up_with_the_word_that_was_broken_off(played: int, begin: int) -> None:
    assert last_word_begin(PIECES, played) == begin


def test_japanese_pieces_are_joined_without_a_space() -> None:
    assert heard_words([piece("はい。"), piece("そうです。")], 200) == "はい。そうです。"


def pieces_of(answer: str, language: str) -> list[SpokenPiece]:
    """The answer's clauses as a scripted voice says them."""
    splitter = ClauseSplitter()
    voice = ScriptedTextToSpeech(sample_rate_hz=1000)
    found, at = [], 0
    for clause in splitter.push(answer) + splitter.flush():
        begin = answer.index(clause, at)
        at = begin + len(clause)
        words = spoken_text(clause, language)
        if words:
            found.append(SpokenPiece.of(clause, begin, voice.synthesize(words)))
    return found


MARKDOWN = "It is **really** far: see [the map](https://example.org/x).\n\n- Take `bus` 5, then 3 km on foot.\n- Rest. 😀 Go home."


@pytest.mark.parametrize(
    ("words_heard", "written"),
    [
        ("It is", "It is"),
        ("It is really", "It is **really**"),
        ("see the", "see [the"),
    ],
)
def test_words_are_found_again_in_what_was_written(words_heard: str, written: str) -> None:
    pieces = pieces_of(MARKDOWN, "en")
    played = 0
    for candidate in range(sum(part.samples for part in pieces)):
        if heard_words(pieces, candidate).endswith(words_heard):
            played = candidate
            break
    assert MARKDOWN[: heard_length(pieces, played, spoken_text)].endswith(written)


@given(answer=st.text(alphabet="ab c.,!* \n1あ。、", max_size=60), share=st.floats(0, 1))
def test_no_more_is_written_than_was_said(answer: str, share: float) -> None:
    pieces = pieces_of(answer, "en")
    total = sum(part.samples for part in pieces)
    played = int(total * share)
    length = heard_length(pieces, played, spoken_text)
    assert 0 <= length <= len(answer)
    said = "".join(character for character in heard_words(pieces, played) if character.isalnum())
    written = "".join(character for character in answer[:length] if character.isalnum())
    assert len(written) <= len(said)
    assert heard_length(pieces, total, spoken_text) >= length
    assert last_word_begin(pieces, played) <= played
