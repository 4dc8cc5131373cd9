"""Words that the recogniser is told to expect, and what it makes of them in silence."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.recognition.expected_names import LONGEST, expected_names, names_in, title_of
from assistant.speech.recognition.invented_text import is_of_names_alone

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My sister Aoife lives in Ballyvaughan.", ["Aoife", "Ballyvaughan"]),
        ("Yuki Tanaka is my dentist. Call Dr. Müller on Monday.", ["Yuki Tanaka", "Müller"]),
        ("My car is a Škoda Octavia, my dog is Bello", ["Škoda Octavia", "Bello"]),
        ("田中さんは歯医者です。姉のジェニファーさんは「青い鳥」が好き。", ["田中", "ジェニファー", "青い鳥"]),
        ("I'm allergic to nuts. Nothing else.", []),
        ("The key is Xy12.", []),
        ("", []),
    ],
)
def test_names_are_found_in_facts(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("lease_agreement-2024 (1).pdf", "lease agreement"),
        ("2023.pdf", ""),
        ("契約書.txt", "契約書"),
        ("a b c d e f g.txt", "a b c d e"),
    ],
)
def test_titles_are_what_people_call_a_file(file: str, title: str) -> None:
    assert title_of(PurePath(file)) == title


def test_the_users_own_words_come_first_and_nothing_twice() -> None:
    made = expected_names(
        "Szymon, Wrocław、小林", ["Ask szymon or Aoife"], [PurePath("lease.pdf"), PurePath("lease.txt")]
    )
    assert made == "Szymon, Wrocław, 小林, Aoife, lease."
    assert expected_names("", [], []) == ""


@given(st.lists(st.text(max_size=60), max_size=30), st.text(max_size=400))
def test_the_prompt_is_never_too_long_for_the_recogniser(facts: list[str], own: str) -> None:
    assert len(expected_names(own, facts, [])) <= LONGEST


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Szymon Kowalczyk, Aoife", True),
        ("Kowalczyk.", True),
        ("田中", True),
        ("Call Szymon.", False),
        ("Bellows", False),
        ("", False),
        ("…", False),
    ],
)
def test_a_repeated_prompt_is_recognised(text: str, alone: bool) -> None:
    assert is_of_names_alone(text, "Szymon Kowalczyk, Aoife, 田中, Bello.") is alone
    assert not is_of_names_alone(text, "")
