"""Sums are answered exactly; everything else is left alone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.skills.calculator import calculate

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("What is 17 times 23?", "17 times 23 = 391"),
        ("17 * 23", "17 * 23 = 391"),
        ("what's 0.1 + 0.2", "0.1 + 0.2 = 0.3"),
        ("Calculate (2 + 3) * 4.", "(2 + 3) * 4 = 20"),
        ("What is 15% of 80?", "15% of 80 = 12"),
        ("How much is 15 percent of 80?", "15 percent of 80 = 12"),
        ("1,250 / 4 =", "1,250 / 4 = 312.5"),
        ("What is 10 divided by 3?", "10 divided by 3 ≈ 3.33333333333"),
        ("what is 12 squared?", "12 squared = 144"),
        ("2^10", "2^10 = 1,024"),
        ("-3 + 5", "-3 + 5 = 2"),
        ("What is 5 / 0?", "Nothing can be divided by zero."),
        ("123456789 * 987654321", "123456789 * 987654321 = 121,932,631,112,635,269"),
        ("8たす5は？", "8たす5 = 13"),
        ("12×12はいくつですか", "12×12 = 144"),
        ("１００÷８を計算して", "100÷8 = 12.5"),
        ("80の15%は？", "80の15% = 12"),
        ("What is the square root of 144?", "the square root of 144 = 12"),
        ("what's the root of 2.25", "the root of 2.25 = 1.5"),
        ("what is the square root of 2", "the square root of 2 ≈ 1.41421356237"),
        ("√16 + 2 * √9", "√16 + 2 * √9 = 10"),
        ("144の平方根は？", "144の平方根 = 12"),
        ("ルート2はいくつ？", "ルート2 ≒ 1.41421356237"),
    ],
)
def test_a_sum_is_answered(message: str, answer: str) -> None:
    assert calculate(message) == answer


@pytest.mark.parametrize(
    "message",
    [
        "How do I calculate 15% of a price?",
        "What is 24/7?",
        "What is 9/11?",
        "50-50",
        "555-0100",
        "2026-11-25",
        "What is 42?",
        "42",
        "50%",
        "What is C++?",
        "What is 2 + 2 in binary?",
        "My number is 555 0100",
        "Tom has 3 apples and buys 4 more. How many?",
        "What is 5 times faster?",
        "2 ^ 100000",
        "(9^200)^200",
        "999^180",
        "(1 + 2",
        "1 +",
        "",
        "足し算とは何ですか",
        "3人で5日かかる仕事は？",
        "5は？",
    ],
)
def test_everything_else_is_left_to_the_model(message: str) -> None:
    assert calculate(message) is None


@given(st.integers(-(10**9), 10**9), st.sampled_from("+-*"), st.integers(0, 10**9))
def test_whole_numbers_are_exact(first: int, sign: str, second: int) -> None:
    expected = {"+": first + second, "-": first - second, "*": first * second}[sign]
    assert calculate(f"What is {first} {sign} {second}?") == f"{first} {sign} {second} = {expected:,}"


@given(st.decimals(0, 1000, places=2), st.decimals(0, 1000, places=2))
def test_decimals_are_exact(first: object, second: object) -> None:
    answer = calculate(f"{first} + {second} =")
    assert answer is not None
    assert Fraction(answer.split(" = ")[1].replace(",", "")) == Fraction(str(first)) + Fraction(str(second))


@given(st.text(max_size=60))
def test_any_text_is_answered_or_left(message: str) -> None:
    assert calculate(message) is None or isinstance(calculate(message), str)


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=1000))
def test_a_root_times_itself_is_the_number(number: Fraction) -> None:
    answer = calculate(f"√({number.numerator} / {number.denominator}) =")
    assert answer is not None
    sign = " = " if " = " in answer else " ≈ "
    root = Fraction(answer.rsplit(sign, 1)[1].replace(",", ""))
    assert abs(root * root - number) <= Fraction(1, 10**9) * max(number, Fraction(1))


@pytest.mark.parametrize(
    "message", ["What is the root of the problem?", "the square root of -4 =", "square roots are odd"]
)
def test_what_has_no_root_is_left_alone(message: str) -> None:
    assert calculate(message) is None
