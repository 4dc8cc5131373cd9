"""Formulas found in Markdown, and dollars that are money."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records import SentenceSupport
from ui.chat.formula_source import FormulaSource, placeholder, with_formulas
from ui.chat.markdown import pieces_of
from ui.chat.pieces import Code, Formula, Prose
from ui.chat.support_marks import with_support

pytestmark = pytest.mark.unit


def shown(markdown: str) -> str:
    """The HTML of a text, each formula in braces."""
    html = "|".join(piece.html for piece in pieces_of(markdown) if not isinstance(piece, Code))
    return with_formulas(html, lambda source: f"{{{source.opening} {source.latex.strip()}}}")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (r"So $a_1 * b_1 * c$ holds.", r"<p>So {$ a_1 * b_1 * c} holds.</p>"),
        (r"So \(a_1 * b_1\) holds.", r"<p>So {\( a_1 * b_1} holds.</p>"),
        (r"Hence \[x = 1\] done", "<p>Hence <br>\u2003{\\[ x = 1}<br> done</p>"),
        ("Hence\n$$\nx = 1\n$$\ndone", '<p>Hence</p>|<p class="formula">{$$ x = 1}</p>|<p>done</p>'),
        ("\\[\n- b\n+ c \\\\\n= d\n\\]", '<p class="formula">{\\[ - b\n+ c \\\\\n= d}</p>'),
        ("$$x$$ and $$y$$", "<p><br>\u2003{$$ x}<br> and <br>\u2003{$$ y}<br></p>"),
        ("$$ a < b $$", '<p class="formula">{$$ a < b}</p>'),
    ],
)
def test_formulas_keep_what_markdown_would_read(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


@pytest.mark.parametrize(
    "markdown", ["It costs $5 and then $6.", "$5 and $10", "a $ b $ c", "from $100 to $200", r"a \$5 note"]
)
def test_money_is_no_formula(markdown: str) -> None:
    assert "{" not in shown(markdown)
    assert "$" in shown(markdown)


def test_code_is_left_alone() -> None:
    assert "<code>$x$</code>" in shown("Type `$x$` there")
    (piece,) = pieces_of("```\n$$\nx\n$$\n```")
    assert piece == Code(text="$$\nx\n$$", language="")
    assert isinstance(pieces_of("    $$x$$")[0], Code)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("$$\n\\frac{a*b*c}{", '<p class="formula">$$<br>\\frac{a*b*c}{</p>'),
        (r"so \(a_1 * b * c", r"<p>so \(a_1 * b * c</p>"),
        (r"so \[x^2 *and* on", r"<p>so \[x^2 *and* on</p>"),
    ],
)
def test_what_is_not_closed_yet_stays_its_source(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


@pytest.mark.parametrize("markdown", ["\\[a *b* c", "\\(see *there*"])
def test_a_bracket_with_a_backslash_is_a_bracket(markdown: str) -> None:
    assert "<em>" in shown(markdown)


def test_an_empty_line_ends_what_was_never_closed() -> None:
    assert [type(piece) for piece in pieces_of("$$\nx\n\n# After")] == [Prose]
    assert "<h1>After</h1>" in shown("$$\nx\n\n# After")


def test_a_formula_in_a_list_stays_in_its_item() -> None:
    assert shown("1. So\n   $$\n   x\n   $$\n2. on").replace("\n", "") == (
        '<ol><li>So<p class="formula">{$$ x}</p></li><li>on</li></ol>'
    )
    assert isinstance(pieces_of("$$x$$")[0], Formula)


def test_a_sentence_that_ends_in_a_formula_ends_its_mark_there() -> None:
    text = "It is $a$ here. And more."
    marked = with_support(text, [SentenceSupport(start=0, end=8)], show_unsupported=True)
    assert shown(marked) == (
        '<p><span class="unsupported">It is </span><span class="unsupported">{$ a}</span> here. And more.</p>'
    )


@settings(max_examples=20)
@given(st.text(alphabet='aé日\\{}%:$<"&\n ', max_size=20), st.sampled_from(["$", "$$", r"\(", r"\["]))
def test_a_formula_is_found_again_by_its_address(latex: str, opening: str) -> None:
    source = FormulaSource(latex=latex, opening=opening)
    assert FormulaSource.of_address(source.address) == source
    assert with_formulas(placeholder(source), lambda found: found.written) == source.written
    assert FormulaSource.of_address(f"https:{latex}") is None


def test_what_cannot_be_shown_is_shown_as_written() -> None:
    assert with_formulas(placeholder(FormulaSource(latex="a<b", opening="$")), lambda _: None) == "$a&lt;b$"
