"""What the command prints with ``--json`` has exactly the fields that docs/CLI.md names."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from assistant import open_assistant
from assistant.cli.main import run
from assistant.paths import Paths
from models.store import default_root

pytestmark = pytest.mark.integration

DOCS = (Path(__file__).parents[2] / "docs" / "CLI.md").read_text(encoding="utf-8")
SMALL = "smollm2-135m-instruct-q4_1"


def documented(name: str) -> set[str]:
    """Every field in the shape that stands behind `` `name`: `` in docs/CLI.md."""
    start = re.search(rf"`{re.escape(name)}`:[^`]*(`\{{)", DOCS)
    assert start is not None, f"docs/CLI.md gives no shape of {name}"
    at = start.start(1) + 1
    return fields(DOCS[at : DOCS.index("`", at)])


def fields(shape: str) -> set[str]:
    """The names in a shape, without the words that stand for values."""
    return set(re.findall(r'(?<!: )(?<!\|)"(\w+)"', shape))


def names_in(value: Any) -> set[str]:
    """Every field of an object and of what it holds."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in names_in(inner)}
    if isinstance(value, list):
        return {name for inner in value for name in names_in(inner)}
    return set()


class Command:
    """The command over one home, its output read as JSON."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._home = home
        self._capsys = capsys

    def __call__(self, *arguments: str, status: int | None = 0) -> list[dict[str, Any]]:
        where = ["--home", str(self._home), "--models", str(default_root()), "--model", f"chat={SMALL}", "--offline"]
        self._capsys.readouterr()
        # What stands behind a program's name belongs to that program.
        first = arguments[:2] == ("tools", "add")
        found = run(["--json", *where, *arguments] if first else [*arguments, "--json", *where])
        printed = self._capsys.readouterr().out
        assert status is None or found == status, printed
        return [json.loads(line) for line in printed.splitlines()]


def test_documents_and_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    letter = tmp_path / "letter.txt"
    letter.write_text("The monthly rent of the flat is 940 euros.", encoding="utf-8")
    events = command("docs", "add", str(letter))
    added = documented("docs add")
    by_event = {event["event"]: event for event in events}
    assert set(by_event) == {"file", "progress", "done"}
    assert set(by_event["file"]) == added
    assert set(by_event["progress"]) == {"event", "done", "total", "bytes_done", "bytes_total"}
    assert set(by_event["done"]) == {"event", "indexed", "partly", "failed", "unchanged", "seconds"}
    (listed,) = command("docs", "list")
    assert set(listed["files"][0]) == added - {"event"}
    (found,) = command("docs", "search", "monthly rent")
    assert names_in(found) == documented("docs search")
    assert command("docs", "search", "monthly rent", "--kind", "text", "--kind", "pdf", "--since", "2020-03") == [
        {**found, "took_ms": ANY}
    ]
    (error,) = command("docs", "unwatch", str(tmp_path), status=1)
    assert error["error"]["kind"] == "not_found"
    (none,) = command("docs", "search", "monthly rent", "--until", "2020-03-31", "--kind", "mail")
    assert none["passages"] == []
    assert found["passages"]

    (answer,) = command("ask", "--docs", "How much is the monthly rent?", "--max-tokens", "30")
    shape = DOCS[DOCS.index("```json") : DOCS.index("```\n", DOCS.index("```json") + 3)]
    assert names_in(answer) <= fields(shape)
    for part in ("", "timings"):
        printed = set(answer[part]) if part else set(answer)
        assert printed <= fields(shape)
    assert set(answer) >= {
        "answer",
        "refused",
        "basis",
        "citations",
        "facts",
        "actions",
        "timings",
        "conversation",
        "turn",
        "model",
    }
    for citation in answer["citations"]:
        assert set(citation) >= {"n", "document", "page", "quote", "start", "end", "boxes", "score"}

    (chats,) = command("chats", "list")
    assert names_in(chats) == documented("chats list")
    (shown,) = command("chats", "show", str(answer["conversation"]))
    assert set(shown) | {name for message in shown["messages"] for name in message} <= documented("chats show")
    question, first = shown["messages"]
    chat = str(answer["conversation"])
    (again,) = command("ask", "--docs", "--conversation", chat, "--again", str(question["id"]), "--max-tokens", "30")
    assert (again["conversation"], again["turn"]) == (answer["conversation"], answer["turn"])
    (shown,) = command("chats", "show", chat)
    assert set(shown) | {name for message in shown["messages"] for name in message} <= documented("chats show")
    assert [one.get("again_of") for one in shown["messages"]] == [None, None, question["id"], question["id"]]
    general = ("ask", "--no-docs", "--conversation", chat, "--again", str(question["id"]), "--max-tokens", "30")
    (known,) = command(*general)
    assert (known["basis"], known["turn"], known["timings"]["retrieval_ms"]) == ("general", answer["turn"], 0)
    (shown,) = command("chats", "show", chat)
    assert [one.get("again_of") for one in shown["messages"]] == [None, None, *[question["id"]] * 4]
    for number, taken in ((first["id"], 2), (shown["messages"][3]["id"], 4), (shown["messages"][5]["id"], 6)):
        (branch,) = command("chats", "branch", chat, str(number))
        (copy,) = command("chats", "show", str(branch["conversation"]))
        assert [one["text"] for one in copy["messages"]] == [one["text"] for one in shown["messages"][:taken]]
    (error,) = command("ask", "--conversation", chat, "--again", str(first["id"]), status=1)
    assert error["error"]["kind"] == "not_found"
    (error,) = command("ask", "--again", str(question["id"]), status=1)
    assert error["error"]["kind"] == "invalid_input"
    (error,) = command("chats", "show", "12345", status=1)
    assert set(error) == {"error"}
    assert set(error["error"]) == {"kind", "message", "remedy"}


def test_a_timer_set_while_nothing_is_open_to_ring_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = Command(tmp_path / "home", capsys)
    (alone,) = command("ask", "set a timer for 5 minutes")
    assert alone["answer"] == "Timer set for 5 minutes."
    assert "not running" in alone["note"]
    (alone,) = command("ask", "タイマーを5分にセットして")
    assert "起動していない" in alone["note"]
    (answer,) = command("ask", "12 * 12")
    assert answer["note"] is None
    window = open_assistant(Paths.choose(tmp_path / "home", default_root()), offline=True)
    try:
        (beside,) = command("ask", "set a timer for 5 minutes")
    finally:
        window.close()
    assert beside["note"] is None


def test_the_exam_is_written_taken_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    (error,) = command("exam", "take", status=1)
    assert "no questions" in error["error"]["message"]
    lease = tmp_path / "lease.txt"
    lease.write_text("The tenant may end the lease with a notice of three months.", encoding="utf-8")
    command("docs", "add", str(lease), "--wait", "keywords")
    (added,) = command("exam", "add", "How long is the notice of the lease?", "--answer", "three months")
    (absent,) = command("exam", "add", "Who composed the opera about the whale?", "--not-there")
    (listed,) = command("exam", "list")
    assert [added["question"], absent["question"]] == listed["questions"]
    assert names_in(listed) == documented("exam list` and `make")
    *progress, taken = command("exam", "take")
    assert [one["done"] for one in progress] == [1, 2]
    _, unknown = taken["run"]["answers"]
    assert unknown == {**unknown, "refused": True, "right": True, "found": None, "cited": None}
    (runs,) = command("exam", "runs")
    assert runs["runs"] == [taken["run"]]
    setup = set(taken["run"]["setup"])
    assert names_in(runs) - setup == documented("exam runs")
    assert setup >= {"chat", "embedding", "sotto"}
    (answer,) = command("ask", "How long is the notice of the lease?", "--docs")
    (kept,) = command("exam", "keep", str(answer["conversation"]), str(answer["turn"] * 2))
    assert (kept["question"]["answerable"], kept["question"]["origin"]) == (not answer["refused"], "kept")
    assert command("exam", "remove", str(kept["question"]["id"])) == [{"removed": kept["question"]["id"]}]


def test_the_calendar_goes_in_and_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    theirs, out = tmp_path / "theirs.ics", tmp_path / "out.ics"
    theirs.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Other//EN\nBEGIN:VEVENT\nUID:a\nDTSTART:20200101T100000\nRRULE:FREQ=DAILY\n"
        "SUMMARY:walk\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    (error,) = command("calendar", "export", str(out), status=1)
    assert "nothing in your calendar" in error["error"]["message"]
    assert command("calendar", "import", str(theirs)) == [{"events": 1, "known": 0}]
    assert command("calendar", "import", str(theirs)) == [{"events": 0, "known": 1}]
    (listed,) = command("calendar", "list", "--days", "2")
    assert [event["title"] for event in listed["events"]] == ["walk", "walk"]
    assert names_in(listed) == documented("calendar list")
    assert command("calendar", "export", str(out)) == [{"file": str(out), "events": 1}]
    assert "SUMMARY:walk" in out.read_text(encoding="utf-8")
    command("ask", "undo that")
    assert command("calendar", "list") == [{"events": []}]


def test_models_and_the_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    (models,) = command("models", "list")
    assert names_in(models) == documented("models list")
    assert {model["fit"] for model in models["models"]} <= {"fits", "slow", "too_big"}
    assert {model["state"] for model in models["models"]} <= {"installed", "available", "downloading", "broken"}
    (advice,) = command("models", "recommend")
    assert names_in(advice) == documented("models recommend")
    (used,) = command("models", "use", "chat", SMALL)
    (after,) = command("models", "list")
    assert SMALL in {model["id"] for model in after["models"] if model["active"]}
    assert set(used) == documented("models use")
    (checks,) = command("doctor", status=None)
    assert names_in(checks) == documented("doctor")


def test_speech_in_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    sound = tmp_path / "hello.wav"
    (said,) = command("say", "Hello there.", "--out", str(sound))
    assert set(said) == documented("say --out")
    (heard,) = command("transcribe", str(sound))
    assert names_in(heard) == documented("transcribe")


def test_tools_are_added_allowed_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    server = Path(__file__).parent / "tools" / "weather_server.py"
    assert command("tools", "list") == [{"servers": []}]
    (added,) = command("tools", "add", "weather", sys.executable, str(server))
    assert added["server"]["command"] == [sys.executable, str(server)]
    (allowed,) = command("tools", "allow", "weather", "forecast")
    assert [tool["name"] for tool in allowed["server"]["tools"] if tool["allowed"]] == ["forecast"]
    (listed,) = command("tools", "list")
    assert names_in(listed) == documented("tools list")
    command("tools", "forbid", "weather", "forecast")
    assert command("tools", "remove", "weather") == [{"removed": "weather"}]
    (error,) = command("tools", "look", "weather", status=1)
    assert "no tool server" in error["error"]["message"]


def test_no_smart_home_is_there_until_one_is_connected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    (error,) = command("home", "list", status=1)
    assert "No Home Assistant" in error["error"]["message"]


def test_resetting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = Command(tmp_path / "home", capsys)
    command("memory", "add", "The boiler is in the cellar.")
    (settings,) = command("reset", "settings")
    assert names_in(settings) == documented("reset settings")
    (planned,) = command("reset", "everything", "--dry-run")
    assert names_in(planned) == documented("reset everything")
    assert (planned["dry_run"], planned["erased"]["facts"]) == (True, 1)
    (erased,) = command("reset", "everything", "--yes")
    assert erased["erased"]["facts"] == 1
    (left,) = command("memory", "list")
    assert left == {"facts": []}
