"""Cutting an answer into pieces to speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.synthesis.clauses import ClauseSplitter
from assistant.speech.synthesis.phrase_breaks import phrase_break

pytestmark = pytest.mark.unit


def split(text: str) -> list[str]:
    splitter = ClauseSplitter()
    return splitter.push(text) + splitter.flush()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("   \n ", []),
        ("Sure. It is done.", ["Sure.", "It is done."]),
        (
            "As far as I know, it rains, and pours. Then it stops.",
            ["As far as I know,", "it rains, and pours.", "Then it stops."],
        ),
        ("Yes, of course, I can do that.", ["Yes,", "of course,", "I can do that."]),
        ("Of course, it rains, often.", ["Of course,", "it rains, often."]),
        ("Sure, the heart pumps blood, and more.", ["Sure,", "the heart pumps blood,", "and more."]),
        ("Sure thing, I can do that.", ["Sure thing, I can do that."]),
        ("はい、できます。", ["はい、", "できます。"]),
        ("Well, no.", ["Well,", "no."]),
        ("Pi is about 3.14159 and e is 2.7. Good.", ["Pi is about 3.14159 and e is 2.7.", "Good."]),
        ("It starts at 10:30, in the hall.", ["It starts at 10:30,", "in the hall."]),
        ("A town of 3,500 people. Small.", ["A town of 3,500 people.", "Small."]),
        ("Use fruit, e.g. apples. Or Dr. Smith's pears.", ["Use fruit, e.g. apples.", "Or Dr. Smith's pears."]),
        ("Made in the U.S. Army labs. Yes.", ["Made in the U.S. Army labs.", "Yes."]),
        ("We meet on Jan. 5, 2026. Bring Capt. Jones.", ["We meet on Jan. 5, 2026.", "Bring Capt. Jones."]),
        (
            "It is of c. 1452 or est. 1960. It has vitamin C. 5 do.",
            ["It is of c. 1452 or est. 1960.", "It has vitamin C. 5 do."],
        ),
        ("We meet at 5 p.m. The hall is open.", ["We meet at 5 p.m.", "The hall is open."]),
        ("See https://example.org/a.b?c=1,2. Then go.", ["See https://example.org/a.b?c=1,2.", "Then go."]),
        ("No. I do not. See No. 5.", ["No.", "I do not.", "See No. 5."]),
        ("Wait... what? “Really?” he said. Yes!", ["Wait... what?", "“Really?” he said.", "Yes!"]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("# Title\n\n1. First one\n2. Second one. More.", ["# Title", "1. First one", "2. Second one.", "More."]),
        ("Look:\n```python\nx = 1. \ny = 2\n```\nDone.", ["Look:", "```python\nx = 1. \ny = 2\n```", "Done."]),
        ("```\nnever. closed", ["```\nnever. closed"]),
        ("| a. b | c |\n|---|---|\n| 1 | 2 |\nAfter. It.", ["| a. b | c |\n|---|---|\n| 1 | 2 |", "After.", "It."]),
        ("今日は、いい天気です。散歩に行きましょう。", ["今日は、いい天気です。", "散歩に行きましょう。"]),
        ("そうですね、明日は雨でしょう。傘を持って。", ["そうですね、", "明日は雨でしょう。", "傘を持って。"]),
        ("彼は「はい。」と言った。次です。", ["彼は「はい。」と言った。", "次です。"]),
        ("本当！？すごい。", ["本当！？", "すごい。"]),
        ("距離は3.5kmです。近い。", ["距離は3.5kmです。", "近い。"]),
        (
            "The heart pumps blood through the body and carries oxygen to it. It beats.",
            ["The heart pumps blood through the body", "and carries oxygen to it.", "It beats."],
        ),
        ("Two cups of rice need about 3 and 4 cups. So.", ["Two cups of rice need about 3 and 4 cups.", "So."]),
        ("The museum is open from Monday to Friday.", ["The museum is open from Monday to Friday."]),
        (
            "You will find it all described [in the list of books](https://a.b/c) with care.",
            ["You will find it all described [in the list of books](https://a.b/c) with care."],
        ),
        (
            "日本で一番高い山は富士山という山です。きれい。",
            ["日本で一番高い山は富士山という山です。", "きれい。"],
        ),
        (
            "コンピューターの画面は毎日やさしく拭いてください。",
            ["コンピューターの画面は", "毎日やさしく拭いてください。"],
        ),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert split(text) == pieces


NAMES = "Anna, Berta, Carla, Dora, Emma, Frieda, Gerda, Hanna, "
WITHOUT_STOPS = "富士山は日本で一番高い山で昔から多くの人に親しまれており夏になると毎年たくさんの登山者が訪れます"


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        (NAMES * 12, 150 + len("Frieda,")),
        (WITHOUT_STOPS * 13, 125 + 30),
        ("ひらがな" * 150, 175),
        ("ภาษาไทย" * 180, 360),
        ("ha " * 500, 253),
        ("(ha " * 500, 353),
        ("it says “" + "and then it goes on " * 60, 372),
    ],
)
def test_what_does_not_end_is_cut_all_the_same(text: str, longest: int) -> None:
    pieces = split(text)
    assert max(map(len, pieces)) <= longest
    # Cut no shorter than it must be either.
    assert min(map(len, pieces[1:-1])) >= 100
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_long_sentences_end_with_a_clause_and_keep_their_words() -> None:
    pieces = split(f"They are {NAMES * 8}and Ida. Then it ends.")
    assert all(piece.endswith(",") for piece in pieces[:-2])
    assert pieces[-1] == "Then it ends."
    japanese = split(f"{WITHOUT_STOPS}、" * 6)
    assert all(piece.endswith("、") for piece in japanese[1:-1])
    address = f"https://example.org/{'a' * 600}"
    assert split(f"First of all, see {address} there.") == ["First of all,", f"see {address}", "there."]


def test_a_break_is_looked_for_near_the_beginning_only() -> None:
    """Of what is read aloud all text is there from the beginning, and the first clause must not wait for all of it."""
    late = "which holds for all of them and for the others "
    assert phrase_break(f"({'word ' * 20}) {late}", 0) is not None
    assert phrase_break(f"({'word ' * 80}) {late}", 0) is None


def test_a_clause_comes_before_the_sentence_is_written() -> None:
    splitter = ClauseSplitter()
    assert splitter.push("As far as I know, ") == ["As far as I know,"]
    assert splitter.push("it rains, and") == []
    assert splitter.flush() == ["it rains, and"]


def test_an_opening_does_not_wait_for_what_follows() -> None:
    splitter = ClauseSplitter()
    assert splitter.push("Sure,") == ["Sure,"]
    assert splitter.push(" here is a very good way to cook ") == []
    assert splitter.push("rice with") == []
    assert splitter.push(" beans") == ["here is a very good way to cook rice"]


def test_it_is_as_new_after_a_flush() -> None:
    splitter = ClauseSplitter()
    splitter.push("As far as I know, yes.")
    splitter.flush()
    assert splitter.push("As far as I know, yes.") == ["As far as I know,"]


def test_the_shortest_clause_is_a_parameter() -> None:
    assert ClauseSplitter(first_min_words=1, first_min_letters=3).push("Today, yes") == ["Today,"]


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Hello",
                " world",
                " the sea",
                " in a",
                " and",
                "山は高",
                "、",
                ", ",
                ". ",
                "\n\n",
                "```py\n",
                "```",
                "~~~",
                "| a | b |\n",
                "http://a.b/c?d",
                "今日は",
            ]
        ),
        st.sampled_from(["e.g.", " Dr.", "No", "A", "です", "と", " - ", "* "]),
        st.sampled_from(".,?!…3、。「」|`”\n\t "),
        st.text(max_size=4),
    ),
    max_size=25,
).map("".join)


LONG_TEXTS = st.tuples(TEXTS, st.integers(min_value=2, max_value=30)).map(
    lambda made: (made[0].replace("\n", " ") * made[1])[:2000]
)


@given(TEXTS | LONG_TEXTS)
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(TEXTS | LONG_TEXTS, st.lists(st.integers(min_value=1, max_value=7), min_size=1, max_size=10))
def test_the_chunks_of_the_stream_change_nothing(text: str, sizes: list[int]) -> None:
    splitter = ClauseSplitter()
    pieces: list[str] = []
    position = turn = 0
    while position < len(text):
        size = sizes[turn % len(sizes)]
        pieces += splitter.push(text[position : position + size])
        position, turn = position + size, turn + 1
    assert pieces + splitter.flush() == split(text)
