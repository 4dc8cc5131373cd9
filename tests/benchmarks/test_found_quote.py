"""How soon a sentence of the documents stands on the screen after a question: Markdown rows, no verdict.

The whole engine in this process, asked through the front door; what is timed is ``QuoteFound``, long before the model has read the
passages. By the clock, which other programs disturb, and by processor time, which they hardly do. Needs the library that
``test_document_answers`` left in ``SOTTO_BENCH_HOME``.
"""

from __future__ import annotations

import os
import queue
import sqlite3
import statistics
import time
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.events import Event, QuoteFound, TurnFinished
from assistant.paths import Paths
from tests.benchmarks.document_pipelines import open_bench

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

WAIT_S = 120.0
EVERY = 9


def test_the_quote_comes_at_once(tmp_path: Path) -> None:
    if not os.environ.get("SOTTO_BENCH_HOME"):
        pytest.skip("set SOTTO_BENCH_HOME to the folder of a library that is read and embedded")
    bench = open_bench(tmp_path)
    asked = [one.text for questions in bench.questions.values() for one in questions[::EVERY]]
    paths = Paths.choose(home=tmp_path / "home")
    paths.prepare()
    source, copy = sqlite3.connect(bench.ours.storage.file), sqlite3.connect(paths.database)
    source.backup(copy)
    copy.close()
    source.close()
    bench.ours.storage.close()
    assistant = open_assistant(paths, offline=True)
    events: queue.Queue[Event] = queue.Queue()
    assistant.subscribe(events.put)
    clock, processor = [], []
    for question in asked:
        began, computed = time.perf_counter(), time.process_time()
        turn = assistant.ask(question, use_documents=True)
        event = events.get(timeout=WAIT_S)
        while not isinstance(event, TurnFinished):
            if isinstance(event, QuoteFound):
                clock.append((time.perf_counter() - began) * 1000)
                processor.append((time.process_time() - computed) * 1000)
                assistant.interrupt(turn)
            event = events.get(timeout=WAIT_S)
    assistant.close()
    print(
        f"\n| a sentence found, {len(clock)} of {len(asked)} questions | median ms | 90 % | worst |\n|---|---|---|---|"
    )
    for name, took in (("by the clock", clock), ("by processor time", processor)):
        worst = statistics.quantiles(took, n=10)[-1]
        print(f"| {name} | {statistics.median(took):.0f} | {worst:.0f} | {max(took):.0f} |")
