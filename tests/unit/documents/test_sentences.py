"""Sentences: where they end, where they seem to and do not, and that nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.sentences import sentence_spans

pytestmark = pytest.mark.unit


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Some 0 . 25 of them . 3 left .", ["Some 0 . 25 of them .", "3 left ."]),
        ("It costs 3.5 euros. Cheap.", ["It costs 3.5 euros.", "Cheap."]),
        ("Use tools, e.g. a hammer. Or i.e. this.", ["Use tools, e.g. a hammer.", "Or i.e. this."]),
        ("See Fig. 3 and Dr. Smith.", ["See Fig. 3 and Dr. Smith."]),
        ("Acme Inc. The rest follows.", ["Acme Inc.", "The rest follows."]),
        ("J. S. Bach wrote it.", ["J. S. Bach wrote it."]),
        ("She said “Stop.” Then left.", ["She said “Stop.”", "Then left."]),
        ("Wait... what? yes.", ["Wait... what? yes."]),
        ("A line\nbroken anywhere. Next.", ["A line\nbroken anywhere.", "Next."]),
        ("A heading\n\nThe text.", ["A heading", "The text."]),
        ("To buy:\n- milk\n- bread", ["To buy:", "- milk", "- bread"]),
        ("Steps:\n1. Open it\n2. Close it", ["Steps:", "1. Open it", "2. Close it"]),
        ("今日は晴れ。明日は雨！本当？はい", ["今日は晴れ。", "明日は雨！", "本当？", "はい"]),
        ("彼は「行く。」と言った。終わり。", ["彼は「行く。」", "と言った。", "終わり。"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet='aB1 .!?\n-。」"’e'))
def test_spans_are_in_order_and_hold_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
