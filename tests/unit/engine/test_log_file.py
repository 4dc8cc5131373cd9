"""The engine's log: private also after it was changed for a new one, and without the texts of exceptions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.log_file import LOG_BYTES, LogFile

pytestmark = pytest.mark.unit


def failing(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(words) from error


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    logger = logging.getLogger("test_log_file")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    handler = LogFile(tmp_path / "engine.log")
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)
    handler.close()


def test_an_exception_is_logged_by_type_and_place(
    log: logging.Logger, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        failing("my secret words")
    except RuntimeError:
        log.exception("a call failed")
    caplog.clear()  # the line is the point of this test
    text = (tmp_path / "engine.log").read_text(encoding="utf-8")
    assert "a call failed" in text
    assert "builtins.ValueError" in text
    assert "test_log_file.py" in text
    assert "secret" not in text


def test_every_file_of_the_log_is_private(log: logging.Logger, tmp_path: Path) -> None:
    for _ in range(3):
        log.info("x" * (LOG_BYTES - 200))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["engine.log", "engine.log.1", "engine.log.2"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
