"""The local server's HTTP: loopback alone, a key in every request, no page of a browser.

Threads of the standard library's server do; the models compute one request at a time anyway.
"""

from __future__ import annotations

import contextlib
import hmac
import http.server
import io
import json
import logging
import math
import secrets
import select
import socket
import socketserver
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

from assistant.errors import InvalidInput, UserFacingError
from assistant.llm.base import GenerationEnd, TextDelta
from assistant.local_server import wire_format
from assistant.local_server.connections import IDLE_TIMEOUT_S, MOST_CONNECTIONS, InTime
from assistant.local_server.local_models import LocalModels

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
MAX_BODY_BYTES = 100_000_000
WAV_HEADER_BYTES = 44

_LONGEST_LENGTH = 20
"""Digits; Python refuses to read thousands of them as a number."""

Answer = dict[str, Any] | bytes | Generator[dict[str, Any], None, None]


class LocalHttpServer(http.server.ThreadingHTTPServer):
    """Listens from the moment it is made. Port 0 takes a free one. Raises ``OSError`` where the port is taken.

    Each connection has a thread; beyond ``MOST_CONNECTIONS`` they are hung up on."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, key: str, models: LocalModels) -> None:
        self.key = key
        self.models = models
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((LOOPBACK, port), _Request)

    def server_bind(self) -> None:
        """Without the look-up of this machine's name that the base class makes."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """As the base class, while there is a place."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """As the base class; the place is free afterwards."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A program that hangs up is no news."""
        del request, client_address


class _Request(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Sotto", ""
    timeout = IDLE_TIMEOUT_S
    server: LocalHttpServer

    def setup(self) -> None:
        """As the base class, but reads in time."""
        super().setup()
        self.rfile.close()
        self._incoming = InTime(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def do_GET(self) -> None:
        self._answer({"/v1/models": lambda _: wire_format.models(self.server.models.names())})

    def do_POST(self) -> None:
        self._answer(
            {
                "/v1/chat/completions": self._chat,
                "/v1/embeddings": self._embeddings,
                "/v1/audio/transcriptions": self._transcription,
                "/v1/audio/speech": self._speech,
            }
        )

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """The log holds nothing of what other programs ask."""

    def _answer(self, routes: dict[str, Callable[[bytes], Answer]]) -> None:
        try:
            if not self._is_meant_for_us():
                self._refuse(403, "This server is for programs of this machine.", "forbidden")
            elif not self._has_key():
                self._refuse(401, "The key is missing or wrong.", "invalid_api_key")
            elif (route := routes.get(self.path.split("?")[0])) is None:
                self._refuse(404, "There is nothing here.", "not_found")
            elif (body := self._body()) is not None:
                self._send(route(body))
        except wire_format.BadRequest as error:
            self._refuse(400, str(error), "invalid_request_error")
        except wire_format.TooManyRequests as error:
            self._refuse(429, str(error), "rate_limit_exceeded")
        except UserFacingError as error:
            wrong = isinstance(error, InvalidInput)
            kind = "invalid_request_error" if wrong else error.kind
            self._refuse(400 if wrong else 503, f"{error.message} {error.remedy}", kind)
        except (BrokenPipeError, ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception:  # noqa: BLE001 - a bug ends this request alone; it is logged
            _log.exception("a request of the local server failed")
            self._refuse(500, "Something went wrong inside Sotto.", "bug")

    def _is_meant_for_us(self) -> bool:
        """A page in a browser that had its own name point here would send that name, and its origin."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in (LOOPBACK, "localhost") and "Origin" not in self.headers

    def _has_key(self) -> bool:
        given = self.headers.get("Authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {self.server.key}".encode()):
            return False
        self._incoming.until = math.inf
        return True

    def _body(self) -> bytes | None:
        """What was sent; None when it was refused."""
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            self._refuse(411, "The length of the request must be given.", "invalid_request_error")
            return None
        if len(length) > _LONGEST_LENGTH or int(length) > MAX_BODY_BYTES:
            self._refuse(413, "The request is too long.", "invalid_request_error")
            return None
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionError("the program hung up before all was sent")
        return body

    def _still_there(self) -> bool:
        """Whether the program has not hung up, as far as the system knows."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return not readable or bool(self.connection.recv(1, socket.MSG_PEEK))
        except ValueError:
            return True  # too many files are open to be asked for one
        except OSError:
            return False

    def _chat(self, body: bytes) -> Answer:
        request = wire_format.decode(body, wire_format.ChatRequest)
        items = self.server.models.chat(request.chat_messages(), request.options(), self._still_there)
        number = f"chatcmpl-{secrets.token_hex(12)}"
        model = request.model
        if request.stream:
            wants_usage = request.stream_options is not None and request.stream_options.include_usage
            return _streamed(items, number, model, wants_usage=wants_usage)
        text = ""
        for item in items:
            if isinstance(item, TextDelta):
                text += item.text
            elif isinstance(item, GenerationEnd):
                return wire_format.completion(number, model, text, item)
        raise RuntimeError("a generation had no end")

    def _embeddings(self, body: bytes) -> Answer:
        request = wire_format.decode(body, wire_format.EmbeddingRequest)
        texts = [request.input] if isinstance(request.input, str) else request.input
        if not texts or not all(text.strip() for text in texts):
            raise wire_format.BadRequest("A text is empty. Send texts with words in them.")
        for text in texts:
            wire_format.check_length([text])
        model, vectors = self.server.models.embed(texts, self._still_there)
        return wire_format.embeddings(model, vectors, request.encoding_format)

    def _transcription(self, body: bytes) -> Answer:
        fields = wire_format.form_fields(self.headers.get("Content-Type", ""), body)
        if not fields.get("file"):
            raise wire_format.BadRequest("There is no file in the form. Send the sound as “file”.")
        form = fields.get("response_format", b"json").decode("utf-8", "replace")
        if form not in ("json", "text", "verbose_json"):
            raise wire_format.BadRequest("The answer cannot have this form. Ask for json, text or verbose_json.")
        language = fields.get("language", b"").decode("utf-8", "replace") or "auto"
        heard = self.server.models.hear(fields["file"], language, self._still_there)
        if fields.get("stream", b"").lower() == b"true":
            return (piece for piece in wire_format.transcription_stream(heard))
        if form == "text":
            self._send_bytes(f"{heard.text}\n".encode(), "text/plain; charset=utf-8")
            return b""
        return wire_format.transcription(heard, form)

    def _speech(self, body: bytes) -> Answer:
        request = wire_format.decode(body, wire_format.SpeechRequest)
        if not request.input.strip():
            raise wire_format.BadRequest("There is nothing to say. Send a text with words in it.")
        wire_format.check_length([request.input])
        sound = self.server.models.speak(request.input, self._still_there)
        if request.response_format == "pcm":
            self._send_bytes(sound[WAV_HEADER_BYTES:], "audio/pcm")
        else:
            self._send_bytes(sound, "audio/wav")
        return b""

    def _send(self, answer: Answer) -> None:
        if isinstance(answer, dict):
            self._send_json(200, answer)
        elif not isinstance(answer, bytes):
            self._send_stream(answer)

    def _send_stream(self, pieces: Generator[dict[str, Any], None, None]) -> None:
        with contextlib.closing(pieces):
            self._send_pieces(pieces)

    def _send_pieces(self, pieces: Generator[dict[str, Any], None, None]) -> None:
        # The first piece decides whether it goes well; until then an error still has a status of its own.
        first = next(pieces, None)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if first is not None:
            self._send_event(json.dumps(first))
        for piece in pieces:
            self._send_event(json.dumps(piece))
        self._send_event("[DONE]")

    def _send_event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def _send_json(self, status: int, value: dict[str, Any]) -> None:
        self._send_bytes(json.dumps(value).encode(), "application/json", status)

    def _send_bytes(self, data: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")  # or the next request is sent into a closed one
        self.end_headers()
        self.wfile.write(data)

    def _refuse(self, status: int, message: str, kind: str) -> None:
        self.close_connection = True  # what it sent besides was not read
        self._send_json(status, wire_format.error(message, kind))


def _streamed(
    items: Iterator[Any], number: str, model: str, *, wants_usage: bool
) -> Generator[dict[str, Any], None, None]:
    for item in items:
        if isinstance(item, TextDelta):
            yield wire_format.delta(number, model, item.text)
        elif isinstance(item, GenerationEnd):
            yield wire_format.stream_end(number, model, item)
            if wants_usage:
                yield wire_format.stream_usage(number, model, item)
