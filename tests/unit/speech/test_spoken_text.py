"""Markdown to words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.synthesis.spoken_text import spoken_text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("Plain words, 3.5 of them.", "Plain words, 3.5 of them."),
        ("This is **bold**, *slanted* and `code()`.", "This is bold, slanted and code()."),
        ("**Note, this", "Note, this"),
        ("matters** a lot.", "matters a lot."),
        ("2 * 3 and 2*3 and snake_case", "2 * 3 and 2*3 and snake_case"),
        ("# Heading\n\nText.", "Heading. Text."),
        ("- one\n- two\n", "one. two."),
        ("1. first\n2. second\n", "1, first. 2, second."),
        ("3. Third", "3, Third"),
        ("42.", "42"),
        ("1999.", "19 99"),
        ("7)", "7"),
        ("1. 2. 3.", "1, 2, 3"),
        ("4.\n5.", "4. 5."),
        ("1.\n2. second\n", "1. 2, second."),
        ("- \n- one", "one"),
        ("See [the manual](https://example.org/a/b).", "See the manual."),
        ("See https://www.example.org/a/b?c=d.", "See example.org."),
        ("(see https://example.org)", "(see example.org)"),
        ("It rained [1], and snowed [2][3].", "It rained, and snowed."),
        ("It rained [1, 2].", "It rained."),
        ("`a[1]` stays", "a[1] stays"),
        ("Great 🎉👍🏽 job ❤️!", "Great job !"),
        ("It is 20 °C.", "It is 20 degrees Celsius."),
        ("Walk 1 km, then 2.5 km.", "Walk 1 kilometre, then 2.5 kilometres."),
        ("At 90 km/h, or 25 m/s.", "At 90 kilometres per hour, or 25 metres per second."),
        ("A flat of 60 m² takes 3 kWh.", "A flat of 60 square metres takes 3 kilowatt hours."),
        ("It holds 512GB and 16 GB.", "It holds 512 gigabytes and 16 gigabytes."),
        ("A 4-m rope; I'm 5 m away.", "A 4-m rope; I'm 5 metres away."),
        ("It costs $5.50, or $1.", "It costs 5 dollars and 50 cents, or 1 dollar."),
        ("About €3 million.", "About 3 million euros."),
        ("Pages 3–5, pp. 7–9, p. 4.", "Pages 3 to 5, pages 7 to 9, page 4."),
        ("Dr. Smith vs. Mr. Jones", "Doctor Smith versus Mister Jones"),
        ("Fruit, e.g. apples, i.e., food, etc.", "Fruit, for example apples, that is food, et cetera."),
        ("See No. 5, Fig. 2 and #3.", "See number 5, figure 2 and number 3."),
        ("No. That is wrong.", "No. That is wrong."),
        ("Due on 2024-03-05.", "Due on March 5, 2024."),
        ("Add 1/2 cup, 3/4 of it, or 1 1/2 cups.", "Add one half cup, three quarters of it, or 1 and one half cups."),
        ("On 9/11 and 3/4/2025 it was 2/4 or 10/5.", "On 9/11 and 3/4/2025 it was 2/4 or 10/5."),
        ("Call 555-0134 or write to a.b@example.org.", "Call 5 5 5, 0 1 3 4 or write to a.b at example dot org."),
        ("x → y, n ≥ 3", "x to y, n at least 3"),
        ("in C++ and C#", "in C++ and C sharp"),
        ("1990s music", "19 nineties music"),
        ("Look:\n\n```python\nprint(1)\n```\n", "Look: Code block omitted."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a, b. 1, 2."),
        ("![a cat](cat.png)", "a cat"),
        ("one\ntwo", "one two"),
        ("<b>x</b> y", "x y"),
        (f"The key is `{'a1+/' * 30}`.", "The key is a long string of characters."),
        (f"See https://example.org/{'a' * 90}.", "See example.org."),
        ("---", ""),
        ("🎉", ""),
        ("", ""),
    ],
)
def test_english(markdown: str, said: str) -> None:
    assert spoken_text(markdown) == said


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("**東京**は[1]首都です。", "東京は首都です。"),
        ("雨です【2】。", "雨です。"),
        ("# 見出し\n\n本文です。", "見出し。本文です。"),
        ("42.", "42"),
        ("- りんご\n- みかん", "りんご。みかん。"),
        ("例：\n```\nx\n```", "例：コードは省略します。"),
        ("一行目\n二行目", "一行目二行目"),
        ("詳しくはhttps://example.jp/a、または本を。", "詳しくはexample.jp、または本を。"),
        ("気温は20℃、距離は5kmです。", "気温は20度、距離は5キロメートルです。"),
        ("3〜5個、¥500です。", "3から5個、500円です。"),
        ("会議は2024-03-05の15:30です。", "会議は2024年3月5日の15時30分です。"),
        ("朝8:00に", "朝8時に"),
        (f"鍵は`{'a1+/' * 30}`です。", "鍵は長い文字列です。"),
        ("| 名 | 値 |\n|---|---|\n| 高さ | 3 |", "名、値。高さ、3。"),
    ],
)
def test_japanese(markdown: str, said: str) -> None:
    assert spoken_text(markdown, "ja") == said


@given(st.text(alphabet="ab *_`[]1.#-|>\n~!()。あ🎉", max_size=40), st.sampled_from(["en", "ja"]))
def test_any_text_can_be_said(markdown: str, language: str) -> None:
    said = spoken_text(markdown, language)
    assert "\n" not in said
    assert "🎉" not in said
