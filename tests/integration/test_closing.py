"""What ends while the engine closes tells nobody who is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.events import DownloadFinished, Event, ModelsChanged
from assistant.paths import Paths

pytestmark = pytest.mark.integration

SMALLEST = "silero-vad-v6-faster-whisper"


def test_a_download_that_ends_while_the_engine_closes_logs_no_failure(tmp_path: Path) -> None:
    assistant = open_assistant(Paths.choose(tmp_path / "home", tmp_path / "models"), offline=True)
    heard: list[Event] = []

    def listen(event: Event) -> None:
        heard.append(event)

    assistant.subscribe(listen)
    assistant.models.get([SMALLEST])
    assistant.close()
    # closing waits for the download's end; with listeners left over, its last event would reach closed workers and be logged
    assert [type(event) for event in heard] == [DownloadFinished, ModelsChanged]
