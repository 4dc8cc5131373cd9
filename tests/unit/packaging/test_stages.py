"""The stages of make check and make test, the decision to open a window, and the help."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup_steps import command_line, testing
from setup_steps.layout import Layout
from setup_steps.running import has_display

pytestmark = pytest.mark.unit


def layout(tmp_path: Path) -> Layout:
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("codes", "status"),
    [((0, 0), 0), ((0, 5), 5), ((2, 0), 2), ((3, 4), 3)],
)
def test_the_exit_status_is_that_of_the_first_failure(tmp_path: Path, codes: tuple[int, ...], status: int) -> None:
    stages = [(f"stage {n}", python(f"raise SystemExit({code})")) for n, code in enumerate(codes)]
    assert testing.run_stages(layout(tmp_path), stages) == status


def test_a_stage_that_a_signal_ends_has_failed(tmp_path: Path) -> None:
    killed = ("killed", python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    assert testing.run_stages(layout(tmp_path), [killed]) == 1


def test_a_failed_stage_does_not_hide_the_next(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stages = [("first", python("raise SystemExit(1)")), ("second", python("print(input.__name__)"))]
    testing.run_stages(layout(tmp_path), stages)
    out = capfd.readouterr().out
    assert "FAILED (1)" in out
    assert "passed" in out


def test_stages_have_nothing_on_standard_input_and_draw_off_the_screen(tmp_path: Path) -> None:
    code = (
        "import os, sys; sys.exit(0 if sys.stdin.read() == '' and os.environ['QT_QPA_PLATFORM'] == 'offscreen' else 1)"
    )
    assert testing.run_stages(layout(tmp_path), [("stdin", python(code))]) == 0


def test_all_categories_are_tested_in_order_and_benchmarks_are_not(tmp_path: Path) -> None:
    names = [name for name, _ in testing.test_stages(layout(tmp_path), "")]
    assert names == ["pytest unit", "pytest desktop", "pytest integration", "pytest end_to_end"]


def test_chosen_tests_are_one_stage(tmp_path: Path) -> None:
    ((_, argv),) = testing.test_stages(layout(tmp_path), "tests/unit -k stamps")
    assert argv[-3:] == ("tests/unit", "-k", "stamps")


@pytest.mark.parametrize(
    ("environ", "platform", "display"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
    ],
)
def test_a_window_needs_a_display_on_linux(environ: dict[str, str], platform: str, display: bool) -> None:
    assert has_display(environ, platform) is display


def test_help_names_every_command_of_the_makefile() -> None:
    makefile = (Path(__file__).resolve().parents[3] / "Makefile").read_text(encoding="utf-8")
    (targets,) = (line.removeprefix(".PHONY: ").split() for line in makefile.splitlines() if line.startswith(".PHONY"))
    assert all(f"make {target}" in command_line.help_text() for target in targets)


@pytest.mark.parametrize(
    ("cache", "expected"),
    [
        ("/somewhere/cache", Path("/somewhere/cache")),
        ("relative", Path.home() / ".cache"),
        ("", Path.home() / ".cache"),
    ],
)
def test_the_wheel_cache_follows_the_base_directory_specification(cache: str, expected: Path, tmp_path: Path) -> None:
    chosen = Layout.of(tmp_path, {"XDG_CACHE_HOME": cache})
    assert chosen.wheel_cache == expected / "sotto" / "wheels"
