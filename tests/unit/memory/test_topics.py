"""Which facts replace one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.topics import topic_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("my phone number is 123", "My phone number is 456"),
        ("Our wifi password is heron", "our wifi password is crane"),
        ("Mia's birthday is 3 May", "mia’s birthday is 4 May"),
        ("my favorite colour is red", "my favourite colour is blue"),
        ("I live in Berlin", "We moved to Lyon"),
        ("I work for Acme", "I now work at Initech"),
        ("I'm 34", "I am 35 years old"),
        ("私の電話番号は123です", "電話番号は456です"),
        ("ミアの誕生日は5月3日です", "ミアの誕生日は5月4日だ"),
        ("好きな食べ物は寿司です", "私の好きな食べ物はうどんです"),
        ("東京に住んでいます", "大阪に引っ越しました"),
        ("私の住まいは大阪です", "札幌に住んでいます"),
        ("かかりつけ医は高橋先生です", "私のかかりつけ医は渡辺先生です"),
        ("I drive a red Volvo", "I now drive a Fiat"),
        ("my piano lesson is on Tuesday", "My piano lesson is on Friday"),
    ],
)
def test_the_newer_replaces_the_older(older: str, newer: str) -> None:
    assert topic_of(older) == topic_of(newer) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my daughter is five", "my daughter is allergic to nuts"),
        ("Mia is allergic to nuts", "Mia is five"),
        ("I like tea", "I like coffee"),
        ("my phone number is 123", "Mia's phone number is 456"),
        ("my locker code is 1", "my door code is 2"),
        ("I drive a red Volvo", "my car is parked at the station"),
        ("私の趣味は釣りです", "私の趣味は陶芸です"),
        ("娘はナッツアレルギーです", "娘は5歳です"),
        ("私の誕生日は5月3日です", "ミアの誕生日は5月4日です"),
    ],
)
def test_both_stay(one: str, other: str) -> None:
    assert not topic_of(one) or topic_of(one) != topic_of(other)


@given(st.text(max_size=100))
def test_any_text_has_a_topic_or_none(text: str) -> None:
    assert topic_of(text) == topic_of(text.strip())
