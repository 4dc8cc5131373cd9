"""Somebody asks by typing."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.program import Sotto

pytestmark = pytest.mark.end_to_end


def test_a_typed_question_is_answered_and_kept(sotto: Sotto) -> None:
    answer = sotto.json("ask", "What is the capital of France? Answer in one word.", "--max-tokens", "24")
    assert "paris" in answer["answer"].lower()
    assert answer["basis"] == "general"
    assert not answer["refused"]
    assert answer["model"] == "smollm2-135m-instruct-q4_1"
    assert answer["timings"]["completion_tokens"] > 0
    shown = sotto.json("chats", "show", str(answer["conversation"]))
    assert [message["role"] for message in shown["messages"]] == ["user", "assistant"]
    assert shown["messages"][1]["text"] == answer["answer"]


def test_a_conversation_goes_on(sotto: Sotto) -> None:
    first = sotto.json("ask", "My cat is called Mia.", "--max-tokens", "16")
    number = str(first["conversation"])
    second = sotto.json("ask", "What is my cat called?", "--conversation", number, "--max-tokens", "24")
    assert second["conversation"] == first["conversation"]
    assert second["turn"] == first["turn"] + 1
    assert second["timings"]["prompt_tokens"] > first["timings"]["prompt_tokens"]


def test_the_answer_streams(sotto: Sotto) -> None:
    done = sotto.run("ask", "Count from one to five.", "--max-tokens", "24", "--json", "--stream")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    deltas = [line["text"] for line in lines if line.get("event") == "delta"]
    assert len(deltas) > 3
    assert "".join(deltas).strip() == lines[-1]["answer"].strip()


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_gets_a_sentence(sotto: Sotto, question: str) -> None:
    done = sotto.run("ask", question, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["kind"] == "invalid_input"


def test_a_question_longer_than_the_context_gets_a_sentence(sotto: Sotto) -> None:
    done = sotto.run("ask", "why " * 20_000)
    assert done.returncode == 1
    assert "longer" in done.stderr


def test_ctrl_c_ends_it_and_keeps_the_question(sotto: Sotto) -> None:
    command = sotto.command(
        "ask", "Write a very long story about the sea.", "--json", "--stream", "--max-tokens", "900"
    )
    process = subprocess.Popen(command, env=dict(sotto.environ), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    (conversation,) = sotto.json("chats", "list")["conversations"]
    question, answer = sotto.json("chats", "show", str(conversation["id"]))["messages"]
    assert question["text"].startswith("Write a very long story")
    assert answer["state"] == "interrupted"
    assert answer["text"]


def test_without_a_model_it_says_where_to_get_one(sotto: Sotto) -> None:
    empty = Sotto(program=sotto.program, home=sotto.home, models=sotto.home / "none", environ=sotto.environ)
    done = empty.run("ask", "Hello?")
    assert done.returncode == 1
    assert "sotto models get" in done.stderr


def test_doctor_finds_the_libraries_and_the_models(sotto: Sotto) -> None:
    done = sotto.run("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    for name in ("llama-cpp-python", "faster-whisper", "piper-tts", "data folder", "database", "voice"):
        assert checks[name]["ok"], checks[name]
    assert checks["model files"]["ok"]
    assert "refused" in checks["network"]["detail"]
    assert done.returncode == (0 if all(check["ok"] for check in checks.values()) else 1)


def test_a_conversation_is_found_written_to_a_file_and_deleted(sotto: Sotto, tmp_path: Path) -> None:
    number = sotto.json("ask", "What is a lighthouse?", "--max-tokens", "8")["conversation"]
    (found,) = sotto.json("chats", "search", "LIGHTHOUSE")["conversations"]
    assert found["id"] == number
    assert "lighthouse" in found["text"]
    file = tmp_path / "chat.md"
    sotto.json("chats", "export", str(number), "--out", str(file))
    assert file.read_text().startswith("# What is a lighthouse?")
    assert "lighthouse" in sotto.run("chats", "export", str(number), "--format", "html").stdout
    sotto.json("chats", "delete", str(number))
    assert sotto.json("chats", "search", "lighthouse")["conversations"] == []
