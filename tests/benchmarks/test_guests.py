"""The user's wait while the local server writes a long answer for another program: a Markdown row, no verdict."""

from __future__ import annotations

import statistics
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openai
import pytest

from assistant import Paths, open_assistant
from models.store import default_root
from tests.local_server import LONG_STORY, QUESTION_OF_USER, SMALL, WAIT_S, Asking

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

ROUNDS = 12


def test_the_users_first_word_beside_a_programs_answer(tmp_path: Path) -> None:
    engine = open_assistant(
        Paths(home=tmp_path / "home", models=default_root()),
        offline=True,
        chosen_models={"chat": SMALL},
        setting_overrides={"server_on": True, "server_port": 0},
    )
    status = engine.local_server()
    user = Asking(engine)
    user.first_word_s(QUESTION_OF_USER)
    alone_s = [user.first_word_s(QUESTION_OF_USER) for _ in range(ROUNDS)]
    beside_s: list[float] = []
    with (
        openai.OpenAI(base_url=status.address, api_key=status.key, max_retries=0) as client,
        client.chat.completions.create(**LONG_STORY) as stream,
        ThreadPoolExecutor(1) as program,
    ):
        begun = threading.Event()

        def read() -> None:
            for _ in stream:
                begun.set()

        reading = program.submit(read)
        assert begun.wait(WAIT_S)
        while len(beside_s) < ROUNDS and not reading.done():
            beside_s.append(user.first_word_s(QUESTION_OF_USER))
        reading.result(WAIT_S)
    user.close()
    engine.close()
    alone, beside = statistics.median(alone_s), statistics.median(beside_s)
    print("\n| the user's first word, SmolLM2 135M | alone | beside a program's answer | ratio |\n|---|---|---|---|")
    print(f"| medians of {len(alone_s)} and {len(beside_s)} | {alone:.2f} s | {beside:.2f} s | {beside / alone:.2f} |")
