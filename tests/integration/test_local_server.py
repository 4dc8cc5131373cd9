"""The local server over the real small models, asked by OpenAI's own client; and what it refuses."""

from __future__ import annotations

import http.client
import io
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openai
import pytest

from assistant import Paths, open_assistant
from assistant.events import AnswerDelta, Event, ExamFinished, ExamProgress, IndexFinished, TurnFinished
from assistant.front_door import AssistantApi
from assistant.local_server.guest_gate import MOST_GUESTS
from models.store import default_root
from tests.local_server import LONG_STORY, QUESTION_OF_USER, SMALL, WAIT_S, Asking

pytestmark = pytest.mark.integration

QUESTION = [{"role": "user", "content": "Say hello."}]


def nearness(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssistantApi]:
    paths = Paths(home=tmp_path_factory.mktemp("served") / "home", models=default_root())
    overrides = {"server_on": True, "server_port": 0}
    assistant = open_assistant(paths, offline=True, chosen_models={"chat": SMALL}, setting_overrides=overrides)
    yield assistant
    assistant.close()


@pytest.fixture
def client(engine: AssistantApi) -> Iterator[Any]:
    status = engine.local_server()
    with openai.OpenAI(base_url=status.address, api_key=status.key, max_retries=0) as opened:
        yield opened


def test_a_chat_whole_and_streamed(client: Any) -> None:
    whole = client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=8, temperature=0)
    assert whole.choices[0].message.content
    assert whole.choices[0].finish_reason == "length"
    assert whole.usage.completion_tokens == 8
    pieces = list(
        client.chat.completions.create(
            model=SMALL,
            messages=QUESTION,
            max_tokens=8,
            temperature=0,
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
    assert text == whole.choices[0].message.content
    assert pieces[-1].usage.total_tokens == whole.usage.total_tokens
    assert SMALL in [model.id for model in client.models.list()]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"sweet": {"type": "boolean"}}, "required": ["sweet"]},
        {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        {"enum": ["quince", "plum", "ジャム"]},
        {"type": "object", "properties": {"甘さ": {"type": ["number", "null"]}}, "required": ["甘さ"]},
    ],
)
def test_an_answer_under_a_schema_is_json_of_that_schema(client: Any, schema: dict[str, Any]) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    answer = client.chat.completions.create(
        model=SMALL, messages=QUESTION, max_tokens=64, temperature=1.5, seed=7, response_format=form
    )
    found = json.loads(answer.choices[0].message.content)
    match schema:
        case {"enum": choices}:
            assert found in choices
        case {"type": "array"}:
            assert [type(one) for one in found] == [int, int]
        case {"required": names}:
            assert list(found) == names


def test_embeddings_find_what_belongs_together(client: Any) -> None:
    texts = ["The cat sleeps on the sofa.", "A kitten naps on the couch.", "Interest rates rose by a quarter point."]
    cat, kitten, rates = (one.embedding for one in client.embeddings.create(model="sotto", input=texts).data)
    assert nearness(cat, kitten) > nearness(cat, rates)


def test_what_it_says_it_hears(client: Any) -> None:
    spoken = client.audio.speech.create(model="sotto", voice="any", input="The jam is sweet.", response_format="wav")
    sound = io.BytesIO(spoken.content)
    sound.name = "speech.wav"
    heard = client.audio.transcriptions.create(model="sotto", file=sound, response_format="verbose_json", language="en")
    assert "jam is sweet" in heard.text
    assert heard.segments[0].end > heard.segments[0].start


def test_errors_are_those_the_client_knows(engine: AssistantApi, client: Any) -> None:
    with pytest.raises(openai.AuthenticationError):
        openai.OpenAI(base_url=engine.local_server().address, api_key="wrong", max_retries=0).models.list()
    with pytest.raises(openai.BadRequestError, match="mp3"):
        client.audio.speech.create(model="sotto", voice="any", input="Hi.", response_format="mp3")
    quoted = {"type": "object", "properties": {'a "b"': {"type": "null"}}, "required": ['a "b"']}
    with pytest.raises(openai.BadRequestError, match="simpler JSON schema"):
        client.chat.completions.create(
            model=SMALL,
            messages=QUESTION,
            response_format={"type": "json_schema", "json_schema": {"name": "answer", "schema": quoted}},
        )
    with pytest.raises(openai.BadRequestError, match="no message"):
        client.chat.completions.create(model=SMALL, messages=[])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example:80"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Authorization": "Bearer no"}, 401),
        ({"Authorization": "Bearer \xe9"}, 401),
    ],
)
def test_a_page_of_a_browser_and_a_program_without_the_key_are_refused(
    engine: AssistantApi, headers: dict[str, str], status: int
) -> None:
    here = engine.local_server()
    address = urllib.parse.urlsplit(here.address)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=30)
    connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {here.key}"} | headers)
    response = connection.getresponse()
    assert response.status == status
    assert response.getheader("Connection") == (None if status == 200 else "close")
    connection.close()


def test_it_is_off_until_it_is_switched_on_and_the_key_is_private(tmp_path: Path) -> None:
    paths = Paths(home=tmp_path / "home", models=default_root())
    engine = open_assistant(paths, offline=True)
    assert engine.local_server().address == ""
    assert not paths.server_key.exists()
    engine.set_setting("server_port", 0)
    engine.set_setting("server_on", True)
    status = engine.local_server()
    assert status.key
    assert paths.server_key.stat().st_mode & 0o077 == 0
    assert status.key not in repr(status)
    engine.set_setting("server_on", False)
    assert engine.local_server().address == ""
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection(urllib.parse.urlsplit(status.address).netloc, timeout=30).request(
            "GET", "/v1/models"
        )
    engine.close()


def test_the_command_serves_behind_the_offline_seal(tmp_path: Path) -> None:
    """The real program, sealed by Python and the kernel: it listens on loopback, answers, and nothing was refused."""
    command = [sys.executable, "-m", "assistant", "--home", str(tmp_path / "home"), "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as served:
        assert served.stdout is not None
        status = json.loads(served.stdout.readline())
        try:
            with openai.OpenAI(base_url=status["address"], api_key=status["key"], max_retries=0) as client:
                assert client.embeddings.create(model="sotto", input="The cat sleeps.").data[0].embedding
        finally:
            served.terminate()
    assert " refused " not in (tmp_path / "home" / "network.log").read_text(encoding="utf-8")


def asked_raw(
    engine: AssistantApi, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> socket.socket:
    """A connection on which this was sent, as it is."""
    address = urllib.parse.urlsplit(engine.local_server().address)
    connection = socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=WAIT_S)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", *(f"{name}: {headers[name]}" for name in headers)]
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
    return connection


def status_of(connection: socket.socket) -> int:
    with connection, connection.makefile("rb") as answer:
        return int(answer.readline().split()[1])


def key(engine: AssistantApi) -> dict[str, str]:
    return {"Authorization": f"Bearer {engine.local_server().key}"}


def test_speech_and_what_is_heard_come_as_streams_too(client: Any) -> None:
    with client.audio.speech.with_streaming_response.create(
        model="sotto", voice="any", input="The jam is sweet.", response_format="wav"
    ) as spoken:
        sound = io.BytesIO(b"".join(spoken.iter_bytes(4096)))
    assert sound.getvalue().startswith(b"RIFF")
    sound.name = "speech.wav"
    pieces = list(client.audio.transcriptions.create(model="sotto", file=sound, language="en", stream=True))
    assert [piece.type for piece in pieces[-1:]] == ["transcript.text.done"]
    assert "jam is sweet" in pieces[-1].text
    assert "".join(piece.delta for piece in pieces[:-1]).split() == pieces[-1].text.split()


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}, "no tools"),
        ({"functions": [{"name": "f", "parameters": {"type": "object"}}]}, "no tools"),
        ({"logprobs": True}, "Leave “logprobs” out"),
        ({"n": 2}, "one answer"),
        ({"messages": [{"role": "tool", "tool_call_id": "1", "content": "x"}]}, "tool"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]}, "Only text"),
    ],
)
def test_what_is_not_done_here_is_refused_in_words(client: Any, asks: dict[str, Any], says: str) -> None:
    with pytest.raises(openai.BadRequestError, match=says):
        client.chat.completions.create(**{"model": SMALL, "messages": QUESTION, **asks})


PATHS = ["/v1/chat/completions", "/v1/embeddings", "/v1/audio/transcriptions", "/v1/audio/speech"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_without_the_key_nothing_is_even_read(engine: AssistantApi, path: str, given: dict[str, str]) -> None:
    """Most of the body never comes: who waited for it would not answer."""
    assert status_of(asked_raw(engine, "POST", path, {**given, "Content-Length": "99999999"}, b"{")) == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": "100000001"}, 413),
        ({"Content-Length": "9" * 6000}, 413),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": "１"}, 411),
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Length": "0"}, 400),
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_bodies_that_are_too_big_or_of_no_length_are_refused(
    engine: AssistantApi, path: str, headers: dict[str, str], status: int
) -> None:
    sent = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert status_of(asked_raw(engine, "POST", path, {**key(engine), **sent})) == status


def test_a_big_body_that_is_allowed_is_read(engine: AssistantApi) -> None:
    body = json.dumps({"input": "", "padding": "x" * 30_000_000}).encode()
    assert (
        status_of(asked_raw(engine, "POST", PATHS[1], {**key(engine), "Content-Length": str(len(body))}, body)) == 400
    )


def test_programs_that_hang_up_or_read_slowly_hold_up_nobody(engine: AssistantApi, client: Any) -> None:
    def stream(tokens: int) -> socket.socket:
        body = json.dumps({"messages": QUESTION, "stream": True, "max_tokens": tokens, "temperature": 0}).encode()
        headers = {**key(engine), "Content-Length": str(len(body))}
        return asked_raw(engine, "POST", PATHS[0], headers, body)

    slow = stream(40)
    for _ in range(3):
        gone = stream(2000)
        assert gone.recv(1)
        gone.close()
        asked_raw(engine, "POST", PATHS[0], {**key(engine), "Content-Length": "5000"}, b'{"messages"').close()
    assert client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=4).choices[0].message.content
    with slow, slow.makefile("rb") as answer:
        lines = answer.read().splitlines()
    assert lines[-2] == b"data: [DONE]"
    pieces = [json.loads(line.removeprefix(b"data: "))["choices"][0] for line in lines if line.startswith(b"data: {")]
    whole = client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=40, temperature=0).choices[0]
    assert "".join(piece["delta"].get("content", "") for piece in pieces) == whole.message.content
    assert pieces[-1]["finish_reason"] == whole.finish_reason


def test_programs_ask_at_once_while_the_user_is_answered(engine: AssistantApi, client: Any) -> None:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    unsubscribe = engine.subscribe(events.put)
    turn = engine.ask("Tell me a long story about a lighthouse.", max_tokens=60)
    while not isinstance(event := events.get(timeout=WAIT_S), AnswerDelta):
        pass
    calls: list[Callable[[], Any]] = [
        lambda: client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=4).choices[0].message.content,
        lambda: "".join(
            piece.choices[0].delta.content or ""
            for piece in client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=4, stream=True)
        ),
        lambda: client.embeddings.create(model="sotto", input="The cat sleeps.").data[0].embedding,
        lambda: client.audio.speech.create(model="sotto", voice="any", input="Hi.", response_format="wav").content,
    ]
    with ThreadPoolExecutor(8) as programs:
        answers = list(programs.map(lambda call: call(), calls * 2))
    assert all(answers)
    while not (isinstance(event, TurnFinished) and event.turn_id == turn):
        event = events.get(timeout=WAIT_S)
    unsubscribe()
    assert event.error is None
    assert event.answer is not None
    assert event.answer.text


def test_the_user_goes_first_and_the_program_sees_a_pause_alone(engine: AssistantApi, client: Any) -> None:
    """How long the user waits is measured in ``benchmarks/test_guests.py``."""
    # Kernels add up in another order while a prompt is read for the first time, and with some of them another word wins.
    for _ in ("first read", "in view"):
        whole = "".join(piece.choices[0].delta.content or "" for piece in client.chat.completions.create(**LONG_STORY))
    user = Asking(engine)
    user.first_word_s(QUESTION_OF_USER)
    between: list[int] = []
    came: list[str] = []
    with client.chat.completions.create(**LONG_STORY) as stream, ThreadPoolExecutor(1) as program:
        begun = threading.Event()

        def read() -> None:
            for piece in stream:
                came.append(piece.choices[0].delta.content or "")
                begun.set()

        reading = program.submit(read)
        assert begun.wait(WAIT_S)
        # What was written before the question may still be read while it is answered; the fewest of some rounds count.
        while len(between) < 12 and not (between and min(between) <= 2):
            before = len(came)
            user.first_word_s(QUESTION_OF_USER)
            between.append(len(came) - before)
        assert not reading.done()
        reading.result(WAIT_S)
    user.close()
    assert "".join(came) == whole
    assert min(between) <= 2, "one was under way, one may come after the answer"


def test_the_exam_and_the_program_have_the_model_in_turn(engine: AssistantApi, client: Any, tmp_path: Path) -> None:
    lease = tmp_path / "lease.txt"
    lease.write_text("The tenant pays a rent of 940 euros a month.\n\nThe notice is two months.\n", encoding="utf-8")
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    unsubscribe = engine.subscribe(events.put)
    engine.documents.add([lease])
    while not isinstance(events.get(timeout=WAIT_S), IndexFinished):
        pass
    about = (
        "the rent",
        "the notice",
        "the tenant",
        "the month",
        "the lease",
        "the two months",
        "the 940 euros",
        "the end",
    )
    asked = [f"What is said of {what}?" for what in about]
    for question in asked:
        engine.exam.write(question)
    came: list[str] = []
    begun, enough = threading.Event(), threading.Event()
    with (
        client.chat.completions.create(**LONG_STORY | {"max_tokens": 1500}) as stream,
        ThreadPoolExecutor(1) as program,
    ):

        def read() -> None:
            for piece in stream:
                came.append(piece.choices[0].delta.content or "")
                begun.set()
                if enough.is_set():
                    return

        reading = program.submit(read)
        assert begun.wait(WAIT_S)
        at = []
        engine.exam.take()
        while not isinstance(event := events.get(timeout=WAIT_S), ExamFinished):
            at += [len(came)] if isinstance(event, ExamProgress) else []
        assert event.error is None
        assert event.done == len(asked)
        assert not reading.done(), "the exam does not wait for the end of the program's answer"
        enough.set()
        reading.result(WAIT_S)
    unsubscribe()
    # Without turns a token comes between two questions: one that was under way when the next took the model.
    assert at[-1] - at[0] > 2 * (len(asked) - 1), at


def test_programs_beyond_the_places_are_refused_and_one_that_hangs_up_frees_its_own(
    engine: AssistantApi, client: Any
) -> None:
    body = json.dumps(LONG_STORY | {"max_tokens": 1500}).encode()
    headers = {**key(engine), "Content-Length": str(len(body))}
    waiting = [asked_raw(engine, "POST", PATHS[0], headers, body) for _ in range(MOST_GUESTS)]
    assert waiting[0].recv(1)

    def ask_until(refused: bool) -> None:
        # Programs come to their places, and are missed there, at their own time.
        while True:
            try:
                client.chat.completions.create(model=SMALL, messages=QUESTION, max_tokens=1)
            except openai.RateLimitError:
                if refused:
                    return
            else:
                if not refused:
                    return
                # A story may have come to its end before the last of them began.
                waiting.append(asked_raw(engine, "POST", PATHS[0], headers, body))

    ask_until(refused=True)
    for connection in waiting:
        connection.close()
    ask_until(refused=False)
