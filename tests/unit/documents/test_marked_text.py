"""Bold and italic on their way from a file to a page: exact places, and no mark left in any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.base import Emphasis
from assistant.documents.pages.emphasis import decode_emphasis, encode_emphasis
from assistant.documents.readers.marked_text import BOLD, ITALIC, marked, one_line, unmarked, without_marks
from assistant.documents.readers.reading import TextBuilder

pytestmark = pytest.mark.unit


def shown(text: str, emphasis: tuple[Emphasis, ...]) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], "b" * each.bold + "i" * each.italic) for each in emphasis]


@pytest.mark.parametrize(
    ("text", "words", "emphasis"),
    [
        (f"a {marked('b', bold=True)} c", "a b c", [("b", "b")]),
        (f"  {marked(' bold ', bold=True)} ", "bold", [("bold", "b")]),
        (
            marked("one ", italic=True) + marked("two", bold=True, italic=True),
            "one two",
            [("one ", "i"), ("two", "bi")],
        ),
        (marked("one", bold=True) + marked("two", bold=True), "onetwo", [("onetwo", "b")]),
        (f"a {BOLD[0]}to the end", "a to the end", [("to the end", "b")]),
        (f"a{BOLD[1]}{ITALIC[1]} b", "a b", []),
        ("plain ", "plain", []),
    ],
)
def test_marks_become_places(text: str, words: str, emphasis: list[tuple[str, str]]) -> None:
    found, places = unmarked(text)
    assert (found, shown(found, places)) == (words, emphasis)


@settings(max_examples=25)
@given(st.text(alphabet=st.sampled_from([*"ab \n", *BOLD, *ITALIC]), max_size=30))
def test_whatever_is_marked_the_words_are_those_of_the_plain_text(text: str) -> None:
    words, places = unmarked(text, 7)
    assert words == without_marks(text).strip()
    at = 7
    for each in places:
        assert at <= each.start < each.end <= 7 + len(words)
        at = each.end
    assert without_marks(one_line(text)).strip() == " ".join(without_marks(text).split())
    assert decode_emphasis(encode_emphasis(places)) == places


def test_a_page_knows_the_places_of_all_its_blocks() -> None:
    builder = TextBuilder()
    builder.add(f"Rent {marked('due', bold=True)}")
    builder.add(marked("in May", italic=True))
    page = builder.page(None, 1_000)
    assert page.text == "Rent due\n\nin May"
    assert shown(page.text, page.emphasis) == [("due", "b"), ("in May", "i")]
    assert builder.page(None, 9).emphasis == page.emphasis[:1]
