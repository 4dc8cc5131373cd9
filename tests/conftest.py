"""What every test stands on: no unexpected log lines, and no home of the person who runs the tests."""

from __future__ import annotations

import gc
import itertools
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine makes one example take seconds; how long a test may take is pytest's to say.
# Half of hypothesis's usual number of examples keeps the unit tests under their limit; ``make fuzz`` goes on for longer.
settings.register_profile("sotto", deadline=None, max_examples=50)
settings.load_profile("sotto")


def pytest_collection_finish() -> None:
    """What was collected stays to the end; Python's collector took a seventh of the unit tests' time for it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that are not there yet. pytest's own counting looks through all earlier ones for each new one, which took a
    tenth of the unit tests' time."""
    return map(tmp_path_factory.mktemp("homes").joinpath, map(str, itertools.count()))


@pytest.fixture(autouse=True)
def _private_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may touch the data of the person who runs it."""
    monkeypatch.setenv("SOTTO_HOME", str(next(_homes)))


@pytest.fixture(autouse=True)
def _no_unexpected_log_lines(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A log line of WARNING or above fails the test, unless the test takes it out of ``caplog`` with ``caplog.clear()``."""
    yield
    lines = [
        f"{record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if lines:
        pytest.fail("unexpected log lines:\n" + "\n".join(lines))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh data folder."""
    return tmp_path / "home"
