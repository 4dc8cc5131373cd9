"""The whole engine over an encrypted home: in this process, in one of its own as the window runs it, and by the command."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Paths, open_assistant
from assistant.errors import InvalidInput, KeyNeeded, WrongKey
from assistant.events import EngineDied, EngineStarted, Event, IndexFinished, PictureRead
from assistant.records import EncryptionStatus, FileState
from tests.integration.child_engine import WAIT_S, Engine, start
from tests.integration.documents.test_pictures import picture as picture
from tests.integration.encryption.conftest import MARKERS, files_with_markers

__all__ = ["start"]

pytestmark = pytest.mark.integration

PASSPHRASE = "correct horse battery staple"


def sotto(paths: Paths, *words: str, given: str = "") -> tuple[int, dict[str, Any]]:
    """The command's status and what it printed."""
    command = [
        sys.executable,
        "-m",
        "assistant",
        *words,
        "--json",
        "--home",
        str(paths.home),
        "--models",
        str(paths.models),
    ]
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, timeout=WAIT_S, env=os.environ
    )
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_chats_documents_tables_and_pictures_work_and_leave_no_word(
    paths: Paths, keyring_file: Path, tmp_path: Path, picture: bytes
) -> None:
    status, printed = sotto(paths, "encrypt", "on", "--yes")
    assert (status, printed["encryption"]["on"], printed["encryption"]["kept_in"]) == (0, True, "keyring")
    lease = tmp_path / "lease.md"
    lease.write_text("# Quagmire\n\nThe rent of the quagmire is 700.\n", encoding="utf-8")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("place,rent\nQuagmire,700\nSwamp,300\n", encoding="utf-8")
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    assistant = open_assistant(paths, offline=True)
    assistant.subscribe(events.put)
    try:
        assistant.documents.add([lease, sheet])
        finished = _await(events, IndexFinished)
        assert (finished.indexed, finished.error) == (2, None)
        found = assistant.documents.search("rent of the quagmire")
        assert {passage.document for passage in found.passages} == {lease, sheet}
        pasted = assistant.documents.add_picture(picture)
        read = _await(events, PictureRead).file
        assert (read.path, read.state, read.chunks) == (pasted, FileState.INDEXED, 1)
        assert read.document_id is not None
        image = assistant.documents.page_image(read.document_id, 1, 1.0)
        assert (image.width_px, image.height_px) == (640, 120)
        assert not pasted.read_bytes().startswith(b"\x89PNG")
        fact = assistant.memory.add("My quagmire is in Lyon")
        assert assistant.memory.search("quagmire Lyon").facts[0].id == fact.id
        made = assistant.backups.write(tmp_path / "all.sotto")
        assert made.documents >= 3
        assert not any(marker in made.file.read_bytes() for marker in MARKERS)
        assert files_with_markers(paths.home) == []
        assert {check.name: check.detail for check in assistant.doctor()}["encryption"].startswith("on; its key is in")
    finally:
        assistant.close()
    assert files_with_markers(paths.home) == []
    status, printed = sotto(paths, "encrypt", "off")
    assert (status, printed["encryption"]["on"]) == (0, False)
    clear = open_assistant(paths, offline=True)
    try:
        assert "My quagmire is in Lyon" in [fact.text for fact in clear.memory.list()]
        assert pasted.read_bytes().startswith(b"\x89PNG")
    finally:
        clear.close()


def _await(events: queue.SimpleQueue[Event], kind: type[Any]) -> Any:
    while True:
        event = events.get(timeout=WAIT_S)
        if isinstance(event, kind):
            return event


def test_the_window_switches_it_under_a_running_engine(
    paths: Paths, keyring_file: Path, start: Callable[[Paths], Engine]
) -> None:
    engine = start(paths)
    assert isinstance(engine.next(), EngineStarted)
    assert engine.api.encryption.status() == EncryptionStatus(keyring=True)
    code = engine.api.encryption.new_code()
    engine.api.encryption.switch_on(code)
    assert isinstance(engine.next(), EngineStarted)
    assert engine.api.encryption.status() == EncryptionStatus(on=True, kept_in="keyring", keyring=True)
    assert code in keyring_file.read_text(encoding="utf-8")
    assert files_with_markers(paths.home) == []
    with pytest.raises(InvalidInput):
        engine.api.encryption.switch_on(code)
    assert isinstance(engine.next(), EngineStarted)
    engine.api.encryption.switch_off()
    assert isinstance(engine.next(), EngineStarted)
    assert not engine.api.encryption.status().on
    assert len(engine.api.memory.list()) == 40


def test_a_window_without_a_keyring_asks_and_goes_on_with_what_was_given(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, start: Callable[[Paths], Engine]
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    first = start(paths)
    assert isinstance(first.next(), EngineStarted)
    code = first.api.encryption.new_code()
    first.api.encryption.switch_on(code, PASSPHRASE)
    # It goes on without a question: the window still knows the passphrase, also after a crash of the engine.
    assert isinstance(first.next(), EngineStarted)
    process = first.api.process_id
    assert process is not None
    assert PASSPHRASE.encode() not in Path(f"/proc/{process}/cmdline").read_bytes()
    assert PASSPHRASE.encode() not in Path(f"/proc/{process}/environ").read_bytes()
    os.kill(process, 9)
    assert isinstance(first.next(), EngineDied)
    assert isinstance(first.next(), EngineStarted)
    first.api.close()

    engine = start(paths)
    died = engine.next()
    assert isinstance(died, EngineDied)
    assert died.refusal is not None
    assert died.refusal.kind == KeyNeeded.kind
    engine.api.encryption.unlock("not the passphrase")
    with pytest.raises(WrongKey):
        engine.api.status()
    died = engine.next()
    assert isinstance(died, EngineDied)
    assert died.refusal is not None
    assert died.refusal.kind == WrongKey.kind
    engine.api.encryption.unlock(PASSPHRASE)
    assert len(engine.api.memory.list()) == 40
    assert isinstance(engine.next(), EngineStarted)
    engine.api.encryption.switch_off()
    assert isinstance(engine.next(), EngineStarted)
    assert not paths.is_encrypted


def test_the_window_restores_an_encrypted_backup_with_its_code(
    paths: Paths, keyring_file: Path, tmp_path: Path, start: Callable[[Paths], Engine]
) -> None:
    code = sotto(paths, "encrypt", "on", "--yes")[1]["encryption"]["recovery_code"]
    made = tmp_path / "all.sotto"
    assert sotto(paths, "backup", str(made))[1]["backup"]["encrypted"] is True
    keyring_file.unlink()
    other = Paths(home=tmp_path / "other", models=tmp_path)
    engine = start(other)
    assert isinstance(engine.next(), EngineStarted)
    with pytest.raises(KeyNeeded):
        engine.api.backups.restore(made)
    assert isinstance(engine.next(), EngineStarted)
    assert not other.is_encrypted
    engine.api.backups.restore(made, code)
    assert isinstance(engine.next(), EngineStarted)
    assert len(engine.api.memory.list()) == 40
    assert files_with_markers(other.home) == []


def test_the_command_asks_in_words_and_takes_the_answer_from_a_pipe(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    status, printed = sotto(paths, "encrypt", "on", "--yes")
    assert (status, printed["error"]["kind"]) == (1, "keyring_unavailable")
    status, printed = sotto(paths, "encrypt", "on", "--yes", "--passphrase", given="short\n")
    assert (status, printed["error"]["kind"]) == (1, "invalid_input")
    status, printed = sotto(paths, "encrypt", "on", "--passphrase", given=f"{PASSPHRASE}\n")
    assert (status, printed["error"]["kind"]) == (1, "invalid_input")  # nobody said that the code was written down
    assert not paths.is_encrypted
    status, printed = sotto(paths, "encrypt", "on", "--yes", "--passphrase", given=f"{PASSPHRASE}\n")
    assert status == 0
    code = printed["encryption"]["recovery_code"]
    assert sotto(paths, "encrypt", "status") == (
        0,
        {"encryption": {"on": True, "kept_in": "passphrase", "keyring": False}},
    )
    assert sotto(paths, "memory", "list")[1]["error"]["kind"] == "key_needed"
    assert sotto(paths, "memory", "list", given="something else\n")[1]["error"]["kind"] == "wrong_key"
    for secret in (PASSPHRASE, code):
        assert len(sotto(paths, "memory", "list", given=f"{secret}\n")[1]["facts"]) == 40
    assert sotto(paths, "encrypt", "off", given=f"{code}\n")[0] == 0
    assert not paths.is_encrypted


def test_a_code_that_was_kept_puts_the_key_back(paths: Paths, keyring_file: Path) -> None:
    code = sotto(paths, "encrypt", "on", "--yes")[1]["encryption"]["recovery_code"]
    keyring_file.unlink()
    assert sotto(paths, "memory", "list")[1]["error"]["kind"] == "key_needed"
    assert sotto(paths, "encrypt", "unlock", given=f"{code[:-1]}\n")[1]["error"]["kind"] == "wrong_key"
    assert sotto(paths, "encrypt", "unlock", given=f"{code}\n")[0] == 0
    assert len(sotto(paths, "memory", "list")[1]["facts"]) == 40


def test_a_home_in_the_clear_never_loads_the_library(paths: Paths) -> None:
    script = (
        "import sys, pathlib; from assistant import Paths, open_assistant;"
        "a = open_assistant(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[1])), offline=True);"
        "a.memory.add('a fact'); a.close(); print('sqlcipher3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(paths.home)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
