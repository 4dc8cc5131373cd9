"""A package's source is fetched from an index and is the one that was locked; the index is a folder, served on this machine."""

from __future__ import annotations

import functools
import hashlib
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

SCRIPT = Path(__file__).parents[2] / "packaging/setup_steps/source_archive.py"
ARCHIVE = b"the source"
DIGEST = hashlib.sha256(ARCHIVE).hexdigest()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """The test's output is the script's."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    page = tmp_path / "served/jam-jars"
    page.mkdir(parents=True)
    (page / "jam_jars-2.0.tar.gz").write_bytes(ARCHIVE)
    links = "".join(
        f'<a href="{name}">{name}</a>'
        for name in ("jam_jars-2.0-py3-none-any.whl", "jam_jars-2.0.tar.gz", "jam_jars-1.0.tar.gz")
    )
    (page / "index.html").write_text(f"<!DOCTYPE html><html><body>{links}</body></html>")
    serve = functools.partial(Quiet, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetched(index: str, folder: Path, version: str, digest: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, str(SCRIPT), "jam-jars", version, str(folder), "0" * 64, digest]
    environ = {**os.environ, "PIP_INDEX_URL": index, "no_proxy": "127.0.0.1"}
    return subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)


def test_the_locked_archive_is_fetched(index: str, tmp_path: Path) -> None:
    done = fetched(index, tmp_path, "2.0", DIGEST)
    assert done.stdout.strip() == str(tmp_path / "jam_jars-2.0.tar.gz"), done.stderr
    assert (tmp_path / "jam_jars-2.0.tar.gz").read_bytes() == ARCHIVE


def test_another_archive_of_that_name_is_not_kept(index: str, tmp_path: Path) -> None:
    done = fetched(index, tmp_path, "2.0", "f" * 64)
    assert done.returncode != 0
    assert "is not the file that was locked" in done.stderr
    assert not list(tmp_path.glob("*.tar.gz"))


def test_a_version_that_is_not_there_is_told(index: str, tmp_path: Path) -> None:
    done = fetched(index, tmp_path, "3.0", DIGEST)
    assert done.returncode != 0
    assert "the source of jam-jars 3.0" in done.stderr
