"""The small shared vocabulary: errors, events, paths, workers, and what importing the package costs."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import assistant.errors
from assistant.cancellation import CancelToken
from assistant.conversation.turn import Turn
from assistant.crash_report import crash_report_text, write_crash_report
from assistant.errors import EngineStopped, ErrorReport, Interrupted, UserFacingError
from assistant.event_hub import EventHub
from assistant.events import (
    AnswerDelta,
    DictationReady,
    DictationStopped,
    DownloadFinished,
    DownloadProgress,
    Event,
    ExamFinished,
    IndexFinished,
    TurnFinished,
    VoiceReady,
    VoiceStopped,
)
from assistant.ids import OperationId, TurnId
from assistant.paths import Paths
from assistant.records import ExamWork
from assistant.unfinished import UnfinishedWork
from assistant.workers import Worker

pytestmark = pytest.mark.unit

STOPPED = ErrorReport(kind="engine_stopped", message="m", remedy="r")


def user_facing_errors() -> list[type[UserFacingError]]:
    return [
        value
        for value in vars(assistant.errors).values()
        if isinstance(value, type) and issubclass(value, UserFacingError)
    ]


@pytest.mark.parametrize("cls", user_facing_errors())
def test_an_error_comes_out_of_its_report_as_it_went_in(cls: type[UserFacingError]) -> None:
    back = ErrorReport.of(cls("What happened.", "What to do.")).to_exception()
    assert type(back) is cls
    assert (back.message, back.remedy) == ("What happened.", "What to do.")


def test_kinds_are_distinct() -> None:
    kinds = [cls.kind for cls in user_facing_errors()]
    assert len(kinds) == len(set(kinds))


def test_a_bugs_report_holds_no_words_of_its_text() -> None:
    assert "secret" not in ErrorReport.of(ValueError("secret words")).message


def test_a_crash_report_tells_where_and_not_what(tmp_path: Path) -> None:
    def fail(words: str) -> None:
        raise ValueError(words)

    with pytest.raises(ValueError, match="secret") as caught:
        fail("secret words")
    text = crash_report_text(caught.value, "1.2.3")
    assert "secret" not in text
    assert "ValueError" in text
    assert "in fail" in text
    assert sys.version.split()[0] in text
    file = write_crash_report(tmp_path / "reports", caught.value, "1.2.3")
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    # two bugs in one second are two reports
    assert write_crash_report(tmp_path / "reports", caught.value, "1.2.3") != file


def test_paths_prefer_arguments_then_environment(tmp_path: Path) -> None:
    environ = {"SOTTO_HOME": str(tmp_path / "h"), "SOTTO_MODELS": str(tmp_path / "m")}
    assert Paths.choose(environ=environ) == Paths(home=tmp_path / "h", models=tmp_path / "m")
    assert Paths.choose(home=tmp_path / "x", environ=environ).home == tmp_path / "x"
    default = Paths.choose(environ={})
    assert default.home not in default.models.parents


def test_importing_the_package_loads_nothing_native_and_no_network() -> None:
    code = "import sys, assistant; print([m for m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in (
        "llama_cpp",
        "onnxruntime",
        "faster_whisper",
        "piper",
        "numpy",
        "sqlite_utils",
        "sounddevice",
        "requests",
    ):
        assert f"'{heavy}'" not in loaded, heavy


def test_a_worker_runs_in_order_on_one_thread_and_reenters() -> None:
    worker = Worker("test")
    seen: list[int] = []
    for number in range(5):
        worker.post(seen.append, number)
    threads = {worker.run(threading.get_ident), worker.run(lambda: worker.run(threading.get_ident))}
    assert seen == [0, 1, 2, 3, 4]
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    worker.close()


def test_a_worker_hands_exceptions_to_who_waits() -> None:
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        worker.run(lambda: 1 // 0)
    worker.close()


def test_cancel_token() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    token.cancel()
    with pytest.raises(Interrupted):
        token.raise_if_cancelled()


def test_one_failing_listener_does_not_silence_the_others(caplog: pytest.LogCaptureFixture) -> None:
    hub = EventHub()
    heard: list[Event] = []

    def fails(event: Event) -> None:
        raise RuntimeError

    hub.subscribe(fails)
    unsubscribe = hub.subscribe(heard.append)
    event = AnswerDelta(turn_id=TurnId("t"), text="x")
    hub.publish(event)
    unsubscribe()
    hub.publish(event)
    assert heard == [event]
    assert "a listener failed" in caplog.text
    caplog.clear()


def test_a_turn_ends_once_and_gives_nothing_after() -> None:
    turn = Turn(TurnId("t"))
    turn.put(AnswerDelta(turn_id=turn.id, text="a"))
    last = TurnFinished(turn_id=turn.id, answer=None)
    turn.put(last)
    turn.put(AnswerDelta(turn_id=turn.id, text="late"))
    assert [type(event).__name__ for event in turn.events()] == ["AnswerDelta", "TurnFinished"]
    assert turn.finished


def test_a_turn_that_says_nothing_is_given_up() -> None:
    with pytest.raises(EngineStopped):
        Turn(TurnId("t")).result(timeout_s=0)


def test_whatever_was_begun_is_seen_to_end_when_the_process_dies() -> None:
    work = UnfinishedWork()
    work.note_event(AnswerDelta(turn_id=TurnId("dead"), text="x"))
    work.note_event(AnswerDelta(turn_id=TurnId("done"), text="x"))
    work.note_event(TurnFinished(turn_id=TurnId("done"), answer=None))
    work.note_call("documents.add", (), "ingest")
    work.note_call("models.get", (["m", "not begun"],), "get")
    work.note_call("exam.take", (), None)
    work.note_event(
        DownloadProgress(operation_id=OperationId("get"), model_id="m", bytes_done=1, bytes_total=2, bytes_per_s=1.0)
    )
    work.note_event(VoiceReady(t_s=0.0, input_device="", output_device=""))
    work.note_event(DictationReady(input_device=""))
    ended = work.end_all(STOPPED)
    kinds = [
        TurnFinished,
        IndexFinished,
        DownloadFinished,
        DownloadFinished,
        ExamFinished,
        VoiceStopped,
        DictationStopped,
    ]
    assert [type(event) for event in ended] == kinds
    assert [event.model_id for event in ended if isinstance(event, DownloadFinished)] == ["m", "not begun"]
    assert isinstance(ended[0], TurnFinished)
    assert ended[0].turn_id == "dead"
    assert work.end_all(STOPPED) == []


def test_what_ended_before_its_call_returned_is_not_ended_twice() -> None:
    work = UnfinishedWork()
    work.note_event(
        IndexFinished(operation_id=OperationId("fast"), indexed=1, partly=0, failed=0, unchanged=0, seconds=0.1)
    )
    work.note_event(DownloadFinished(operation_id=OperationId("got"), model_id="m"))
    work.note_event(ExamFinished(work=ExamWork.MAKING, done=1))
    work.note_call("documents.unlock", (), "fast")
    work.note_call("models.get", (["m"],), "got")
    work.note_call("exam.make", (5,), None)
    assert work.end_all(STOPPED) == []
