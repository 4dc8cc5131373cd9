"""Japanese is typed with an input method: what it composes is its own until it is committed, and so are its keys."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.end_to_end.program import Sotto
from tests.end_to_end.test_window_flows import WAIT_S, ask, questions, rows, wait_until, window
from tests.input_method import PLAIN, choose_engine, input_method
from tests.screen import Screen, screen

__all__ = ["input_method", "screen"]

pytestmark = pytest.mark.end_to_end

NEAR_PX = 100
WORDS = ("日本語", "にほんご", "ニホンゴ")


def place(screen: Screen, title: str) -> tuple[int, int, int, int] | None:
    """Where a window stands: left, top, width and height. None while it is not shown."""
    try:
        found = screen.keys("search", "--onlyvisible", "--name", f"^{title}$").splitlines()
    except subprocess.CalledProcessError:
        return None
    words = screen.keys("getwindowgeometry", found[-1])
    numbers = re.search(r"Position: (-?\d+),(-?\d+).*Geometry: (\d+)x(\d+)", words, re.DOTALL)
    assert numbers is not None, words
    left, top, width, height = map(int, numbers.groups())
    return left, top, width, height


def candidates(screen: Screen) -> tuple[int, int, int, int] | None:
    return place(screen, "ibus-ui-gtk3")


def compose(screen: Screen, romaji: str) -> None:
    """Types, and converts until the list of candidates is there."""
    choose_engine(screen.environ)
    screen.keys("type", "--delay", "120", romaji)
    screen.keys("sleep", "0.5", "key", "space", "sleep", "0.5", "key", "space")
    wait_until(lambda: candidates(screen) is not None, "the list of candidates", WAIT_S / 3)


def commit(screen: Screen) -> None:
    """Enter, which is the input method's."""
    screen.keys("key", "Return")
    wait_until(lambda: candidates(screen) is None, "the end of the list of candidates", WAIT_S / 3)


def give_up(screen: Screen) -> None:
    """Esc ends the list, and once more what is composed."""
    screen.keys("key", "Escape", "sleep", "0.5", "key", "Escape", "sleep", "1")
    assert candidates(screen) is None


def test_a_question_is_composed_committed_and_only_then_sent(sotto: Sotto, input_method: Screen) -> None:
    with window(sotto, input_method):
        input_method.keys("sleep", "1", "key", "ctrl+l", "sleep", "0.5")
        compose(input_method, "nihongo")
        _, top, width, height = place(input_method, "Sotto") or (0, 0, 0, 0)
        shown = candidates(input_method)
        assert shown is not None
        # The question box begins right of the side bar, at the window's foot.
        assert width // 3 < shown[0] < width // 2
        assert top + height - 2 * NEAR_PX < shown[1] < top + height
        commit(input_method)
        input_method.keys("sleep", "2")
        assert questions(sotto) == []

        # A second word, given up.
        compose(input_method, "tori")
        give_up(input_method)
        assert questions(sotto) == []
        input_method.keys("key", "Return")
        wait_until(lambda: bool(questions(sotto)), "the sending of the question")
        (asked,) = questions(sotto)
        assert asked in WORDS


def test_esc_while_composing_leaves_the_answer_alone(sotto: Sotto, input_method: Screen) -> None:
    def state() -> list[tuple[str, str]]:
        return rows(sotto, "SELECT role, state FROM messages ORDER BY id")

    with window(sotto, input_method):
        input_method.focus("Sotto")
        choose_engine(input_method.environ, PLAIN)
        ask(input_method, "Count from one to two thousand in words.")
        wait_until(lambda: ("assistant", "streaming") in state(), "the beginning of the answer")
        compose(input_method, "nihongo")
        give_up(input_method)
        assert ("assistant", "interrupted") not in state()


def test_quick_ask_and_the_search_for_chats_take_composed_words(sotto: Sotto, input_method: Screen) -> None:
    with window(sotto, input_method):
        subprocess.run(
            sotto.command("--quick"), env={**sotto.environ, **input_method.environ}, timeout=WAIT_S, check=True
        )
        input_method.focus("Ask Sotto")
        compose(input_method, "nihongo")
        commit(input_method)
        input_method.keys("sleep", "2")
        assert questions(sotto) == []
        assert place(input_method, "Ask Sotto") is not None
        compose(input_method, "tori")
        give_up(input_method)
        assert place(input_method, "Ask Sotto") is not None, "Esc was the input method's"
        input_method.keys("key", "Return")
        wait_until(lambda: bool(questions(sotto)), "the sending of the question")
        assert questions(sotto)[0] in WORDS
        input_method.keys("sleep", "1", "key", "Escape")
        wait_until(lambda: place(input_method, "Ask Sotto") is None, "the going of the small window")

        input_method.focus("Sotto")
        input_method.keys("sleep", "0.5", "key", "ctrl+k", "sleep", "0.5")
        compose(input_method, "nihongo")
        shown = candidates(input_method)
        assert shown is not None
        assert max(shown[:2]) < 2 * NEAR_PX, "it stands at the search field"
        commit(input_method)
        assert place(input_method, "Sotto") is not None
