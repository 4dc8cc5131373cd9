"""The command line's grammar and its exit statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import __version__
from assistant.cli.main import run
from assistant.cli.parser import parse
from assistant.errors import ErrorReport, Interrupted, NotFound, UserFacingError
from assistant.front_door import AssistantApi
from assistant.paths import network_refused

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "line",
    [
        "--json --home /h ask hello",
        "ask --json --home /h hello",
        "ask hello --json --home /h",
        "--json ask hello --home /h",
    ],
)
def test_global_options_go_before_or_after_the_command(line: str) -> None:
    parsed = parse(line.split())
    assert parsed.json
    assert parsed.home == Path("/h")
    assert parsed.question == "hello"
    assert not parsed.quiet


def test_models_are_chosen_by_role() -> None:
    parsed = parse(["ask", "hi", "--model", "chat=a", "--model", "embedding=b"])
    assert dict(parsed.model) == {"chat": "a", "embedding": "b"}


@pytest.mark.parametrize(("flags", "expected"), [([], None), (["--docs"], True), (["--no-docs"], False)])
def test_documents_are_used_by_choice(flags: list[str], expected: bool | None) -> None:
    assert parse(["ask", "hi", *flags]).docs is expected


def test_offline_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not parse(["doctor"]).offline
    monkeypatch.setenv("SOTTO_OFFLINE", "1")
    assert parse(["doctor"]).offline


@pytest.mark.parametrize(
    "line",
    [
        ["ask"],
        ["nonsense"],
        ["ask", "hi", "--model", "chat"],
        ["docs"],
        ["ask", "hi", "--docs", "--no-docs"],
        ["ask", "hi", "--again", "3"],
    ],
)
def test_wrong_usage_is_two(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line) == 2
    assert "usage" in capsys.readouterr().err


def test_wrong_usage_with_json_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docs", "find", "--json"]) == 2
    printed = capsys.readouterr()
    error = json.loads(printed.out)["error"]
    assert error["kind"] == "wrong_usage"
    assert "find" in error["message"]
    assert error["remedy"] == "See “sotto docs --help” for what it takes."
    assert printed.err == ""


@pytest.mark.parametrize("line", ["--version", "ask --version", "docs add --version", "--json models list --version"])
def test_the_version_may_be_asked_anywhere(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line.split()) == 0
    assert capsys.readouterr().out == f"sotto {__version__}\n"


@pytest.mark.parametrize(("value", "refused"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_network_is_refused_by_the_environment(value: str, refused: bool) -> None:
    assert network_refused({"SOTTO_OFFLINE": value}) is refused


def test_the_window_is_started_with_the_same_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, command: started.append(command))
    run(["--home", str(tmp_path), "--offline", "--minimized", "--model", "chat=a"])
    (command,) = started
    assert command[1:5] == ["-m", "ui", "--home", str(tmp_path)]
    assert command[-4:] == ["--minimized", "--offline", "--model", "chat=a"]


def failing(error: BaseException) -> Any:
    def open_nothing(*args: object, **kwargs: object) -> AssistantApi:
        raise error

    return open_nothing


def test_the_worlds_fault_is_one_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    error: UserFacingError = NotFound("There is no such thing.", "Look elsewhere.")
    assert run(["doctor"], failing(error)) == 1
    printed = capsys.readouterr()
    assert printed.err == "There is no such thing. Look elsewhere.\n"
    assert printed.out == ""


def test_an_error_as_json_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"], failing(NotFound("Gone.", "Look."))) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"error": {"kind": "not_found", "message": "Gone.", "remedy": "Look."}}
    assert printed.err == ""


def test_a_bug_is_three_with_a_report_without_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--home", str(tmp_path)], failing(ValueError("private words"))) == 3
    printed = capsys.readouterr().err
    assert "private words" not in printed
    (report,) = (tmp_path / "crash_reports").iterdir()
    assert str(report) in printed
    assert "private words" not in report.read_text(encoding="utf-8")


def test_a_bug_of_another_thread_is_three_too(capsys: pytest.CaptureFixture[str]) -> None:
    reported = ErrorReport.of(ValueError("private words")).to_exception()
    assert run(["doctor", "--json"], failing(reported)) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "bug"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Interrupted("Stopped.")])
def test_interrupted_is_130(error: BaseException) -> None:
    assert run(["doctor"], failing(error)) == 130


def test_a_conversation_that_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "hi", "--conversation", "last"], failing(AssertionError("must not open"))) == 1
    assert "sotto chats list" in capsys.readouterr().err


def test_only_folders_are_watched_and_nothing_is_read_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")
    assert run(["docs", "add", str(file), "--watch", "--json", "--home", str(tmp_path / "home")]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "invalid_input"
    assert not (tmp_path / "home").exists()
