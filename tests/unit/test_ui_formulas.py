"""Formulas of LaTeX as legible text, and dollars that are money."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chat.latex import SYMBOLS, formula_html
from ui.chat.markdown import pieces_of
from ui.chat.pieces import Prose

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"E = mc^2", "<i>E</i> = <i>m</i><i>c</i><sup>2</sup>"),
        (r"x_{i+1}", "<i>x</i><sub><i>i</i>+1</sub>"),
        (r"\frac{1}{2}", "1⁄2"),
        (r"\frac{a+b}{c}", "(<i>a</i>+<i>b</i>)⁄<i>c</i>"),
        (r"\sqrt{x^2}", "√(<i>x</i><sup>2</sup>)"),
        (r"\alpha \leq \infty", "α ≤ ∞"),
        (r"\text{if } n > 0", "if  <i>n</i> &gt; 0".replace("if  ", "if ")),
        (r"\mathbb{R}", "ℝ"),
        (r"\left( x \right)", "( <i>x</i> )"),
        (r"x^23", "<i>x</i><sup>2</sup>3"),
        (r"\vec{v}", "<i>v\u20d7</i>"),
        (r"\unheard{x}", r"\unheard <i>x</i>"),
        (r"{a", "<i>a</i>"),
        ("", ""),
    ],
)
def test_formulas_become_text(latex: str, shown: str) -> None:
    assert re.sub(r"\s+", " ", formula_html(latex)) == shown


def test_every_symbol_is_a_sign_or_a_name() -> None:
    assert len(SYMBOLS) > 150
    assert all(sign for sign in SYMBOLS.values())


@given(st.text(alphabet="\\{}^_ab1$<>& fracsqrt", max_size=120))
def test_no_text_breaks_it_and_no_markup_gets_through(latex: str) -> None:
    shown = formula_html(latex)
    assert set(re.findall(r"<[^>]*>", shown)) <= {
        "<i>",
        "</i>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "<b>",
        "</b>",
        "<br>",
    }


def _html(markdown: str) -> str:
    return "".join(piece.html for piece in pieces_of(markdown) if isinstance(piece, Prose))


@pytest.mark.parametrize("markdown", [r"So $a_1 * b_1$ holds.", r"So \(a_1 * b_1\) holds."])
def test_formulas_keep_their_underscores_and_stars(markdown: str) -> None:
    assert "<i>a</i><sub>1</sub> * <i>b</i><sub>1</sub> holds" in _html(markdown)


def test_a_displayed_formula_stands_on_its_own_line() -> None:
    assert "<br>\u2003<i>x</i> = 1<br>" in _html("Hence\n$$\nx = 1\n$$\ndone")
    assert "<br>\u2003<i>x</i> = 1<br>" in _html("Hence \\[x = 1\\] done")


@pytest.mark.parametrize("markdown", ["It costs $5 and then $6.", "a $ b $ c", "from $100 to $200", r"a \$5 note"])
def test_money_is_no_formula(markdown: str) -> None:
    assert "<i>" not in _html(markdown)
    assert "$" in _html(markdown)


def test_code_is_left_alone() -> None:
    assert "<code>$x$</code>" in _html("Type `$x$` there")
