"""Fetching with several programs: two at once, and one that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import FetchCancelled, FetchProgress
from models.fetch import FetchOptions, fetch_entry

if TYPE_CHECKING:
    from models import CatalogEntry
    from tests.file_server import FileServer, ModelMaker

pytestmark = pytest.mark.integration

PROGRAM = """
import json, pathlib, sys
from models.catalog import Catalog, entry_from_table
from models.fetch import fetch_entry
from models.store import ModelStore
entry = entry_from_table(json.loads(sys.argv[2]))
print("ready", flush=True)
fetch_entry(entry, ModelStore(pathlib.Path(sys.argv[1]), Catalog([entry])))
"""
ROOT = Path(__file__).parents[3]


def start(entry: CatalogEntry, store: Path, urls: dict[str, str]) -> subprocess.Popen[str]:
    table = {
        "id": entry.id,
        "title": entry.title,
        "roles": list(entry.roles),
        "runtime": entry.runtime,
        "licence": entry.licence,
        "commercial_use": True,
        "memory_bytes": entry.memory_bytes,
        "files": [{"filename": f.filename, "size_bytes": f.size_bytes, "sha256": f.sha256} for f in entry.files],
        "sources": [{"kind": "hub", "urls": urls}],
    }
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(store), json.dumps(table)],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_programs_fetch_one_model_once(server: FileServer, maker: ModelMaker, tmp_path: Path) -> None:
    files = {"model.gguf": maker.noise(1_000_000)}
    source = server.hub_source(files)
    entry = maker.entry(files, source)
    server.faults[server.path("model.gguf")] = [maker.fault("slow", seconds=0.01)] * 2
    programs = [start(entry, tmp_path, dict(source.urls)) for _ in range(2)]
    for program in programs:
        _, errors = program.communicate(timeout=60)
        assert (program.returncode, errors) == (0, "")
    assert len(server.requests_for(server.path("model.gguf"))) == 1
    assert maker.store(tmp_path, entry).require(entry.id).main_path.read_bytes() == files["model.gguf"]


def test_a_killed_fetch_is_never_seen_as_installed_and_goes_on(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(3_000_000)}
    source = server.hub_source(files)
    entry = maker.entry(files, source)
    store = maker.store(tmp_path, entry)
    path = server.path("model.gguf")
    server.faults[path] = [maker.fault("slow", seconds=0.01)]
    program = start(entry, tmp_path, dict(source.urls))
    server.wait_for_bytes(1_500_000)
    assert store.state(entry) == "downloading"
    os.kill(program.pid, signal.SIGKILL)
    program.communicate(timeout=20)

    assert store.installed() == []
    assert store.state(entry) == "available"
    server.seen.clear()
    installed = fetch_entry(entry, store, options=quick)
    assert installed.main_path.read_bytes() == files["model.gguf"]
    assert int(server.requests_for(path)[0].range.removeprefix("bytes=").rstrip("-")) > 500_000


def test_waiting_for_another_fetch_can_be_cancelled(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(1_000)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    with store.lock(entry.id):
        outcome: list[BaseException] = []
        stop = threading.Event()

        def wait() -> None:
            try:
                fetch_entry(entry, store, cancelled=stop.is_set, options=quick)
            except FetchCancelled as error:
                outcome.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        stop.set()
        waiting.join(timeout=10)
        assert len(outcome) == 1
    assert server.seen == []


def test_threads_of_one_program_fetch_one_model_once(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(500_000)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    server.faults[server.path("model.gguf")] = [maker.fault("slow", seconds=0.01)] * 4
    events: list[FetchProgress] = []
    threads = [
        threading.Thread(target=fetch_entry, args=(entry, store), kwargs={"progress": events.append, "options": quick})
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(server.requests_for(server.path("model.gguf"))) == 1
    assert store.find(entry) is not None
