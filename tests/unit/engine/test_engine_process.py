"""An engine whose window is gone ends by itself, without a word on anybody's terminal."""

from __future__ import annotations

import io
import os

import pytest

from assistant.engine_process import serve
from assistant.errors import StorageError
from assistant.frames import FrameWriter
from assistant.front_door import AssistantApi
from assistant.testing.front_door import ScriptedAssistant

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("opens", [True, False])
def test_a_window_that_died_while_the_engine_opened(opens: bool) -> None:
    assistant = ScriptedAssistant()

    def open_assistant() -> AssistantApi:
        if not opens:
            raise StorageError("The disk is full.", "Free some space.")
        return assistant

    nobody_reads, end = os.pipe()
    os.close(nobody_reads)
    with os.fdopen(end, "wb", buffering=0) as stream:
        status = serve(open_assistant, io.BytesIO(), FrameWriter(stream))
    assert status == (0 if opens else 1)
    assert assistant.closed is opens
