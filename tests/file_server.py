"""A real HTTP server on this machine that serves files and package indexes, and misbehaves when told to."""

from __future__ import annotations

import dataclasses
import hashlib
import http.server
import io
import json
import random
import threading
import time
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from models import Artifact, Catalog, CatalogEntry, HubSource, Member, ModelStore, PackageSource, Wheel

REVISION = "0123456789" * 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fault:
    """One misbehaviour, used up by one request. ``after`` is the number of body bytes sent before it shows."""

    kind: str
    after: int = 0
    status: int = 0
    target: str = ""
    seconds: float = 0.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as the server saw it."""

    path: str
    range: str
    if_range: str


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FileServer

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Requests are noted in ``seen`` instead."""

    def do_GET(self) -> None:
        server = self.server
        server.seen.append(
            Seen(path=self.path, range=self.headers.get("Range", ""), if_range=self.headers.get("If-Range", ""))
        )
        fault = server.faults[self.path].pop(0) if server.faults[self.path] else Fault(kind="none")
        if fault.kind == "status":
            self._short(fault.status)
        elif fault.kind == "redirect":
            self._short(302, {"Location": fault.target})
        elif self.path.startswith("/simple/"):
            self._index()
        elif self.path in server.content:
            self._file(server.content[self.path], fault)
        else:
            self._short(404)

    def _short(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _index(self) -> None:
        project = self.path.removeprefix("/simple/").strip("/")
        files = self.server.index.get(project)
        if files is None:
            self._short(404)
            return
        body = json.dumps({"meta": {"api-version": "1.0"}, "name": project, "files": files}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, content: bytes, fault: Fault) -> None:
        start = 0
        wanted = self.headers.get("Range", "")
        if wanted and fault.kind != "no_range":
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        body = content[start:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()[:16]}"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault.kind == "corrupt":
            body = body[: fault.after] + bytes([body[fault.after] ^ 1]) + body[fault.after + 1 :]
        for at in range(0, len(body), 16_384):
            block = body[at : at + 16_384]
            if fault.kind in ("cut", "stall") and at + len(block) > fault.after:
                self.wfile.write(block[: fault.after - at])
                self.wfile.flush()
                if fault.kind == "stall":
                    self.server.closing.wait(fault.seconds)
                self.close_connection = True
                return
            self.wfile.write(block)
            self.server.sent_bytes += len(block)
            if fault.kind == "slow":
                self.server.closing.wait(fault.seconds)


class FileServer(http.server.ThreadingHTTPServer):
    """``content`` by path, ``index`` by project, ``faults`` by path in the order of requests, ``seen`` requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content: dict[str, bytes] = {}
        self.index: dict[str, list[dict[str, object]]] = {}
        self.faults: defaultdict[str, list[Fault]] = defaultdict(list)
        self.seen: list[Seen] = []
        self.sent_bytes = 0
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the game."""

    @property
    def url(self) -> str:
        """Root of this server."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def path(self, filename: str) -> str:
        """The path of a file pinned to a revision."""
        return f"/{REVISION}/{filename}"

    def hub_source(self, files: Mapping[str, bytes]) -> HubSource:
        """Serves files as a model hub does."""
        for name, content in files.items():
            self.content[self.path(name)] = content
        return HubSource(urls={name: self.url + self.path(name) for name in files})

    def wheel(self, name: str, members: Mapping[str, bytes]) -> Wheel:
        """Serves a wheel through the package index."""
        filename = f"{name}-1.0.0-py3-none-any.whl"
        content = zip_of(members)
        sha256 = hashlib.sha256(content).hexdigest()
        self.content[f"/wheels/{filename}"] = content
        self.index[name.replace("_", "-")] = [
            {"filename": filename, "url": f"{self.url}/wheels/{filename}", "hashes": {"sha256": sha256}}
        ]
        return Wheel(filename=filename, size_bytes=len(content), sha256=sha256)

    def requests_for(self, path: str) -> list[Seen]:
        """Requests of one path, in order."""
        return [seen for seen in self.seen if seen.path == path]

    def wait_for_bytes(self, count: int) -> None:
        """Until so many body bytes went out."""
        deadline = time.monotonic() + 20
        while self.sent_bytes < count:
            assert time.monotonic() < deadline, "the client never asked"
            time.sleep(0.01)


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of these members, compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


class ModelMaker:
    """Makes catalog entries out of bytes."""

    def noise(self, size: int, seed: int = 1) -> bytes:
        """Bytes that do not compress, the same each time."""
        return random.Random(seed).randbytes(size)

    def entry(
        self, files: Mapping[str, bytes], *sources: HubSource | PackageSource, entry_id: str = "small-model"
    ) -> CatalogEntry:
        """An entry of these files."""
        return CatalogEntry(
            id=entry_id,
            title="Small model",
            roles=("chat",),
            runtime="llama.cpp",
            licence="MIT",
            commercial_use=True,
            memory_bytes=1_000_000,
            files=tuple(
                Artifact(filename=name, size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
                for name, content in files.items()
            ),
            sources=sources,
        )

    def package_source(self, wheels: Sequence[Wheel], members: Mapping[str, Sequence[str]]) -> PackageSource:
        """A package source, its members written as in the catalog."""
        parsed = {name: tuple(Member.parse(text) for text in texts) for name, texts in members.items()}
        return PackageSource(wheels=tuple(wheels), members=parsed)

    def store(self, root: Path, *entries: CatalogEntry) -> ModelStore:
        """A store whose catalog has these entries."""
        return ModelStore(root, Catalog(entries))

    def zip_of(self, members: Mapping[str, bytes]) -> bytes:
        """A zip archive of these members."""
        return zip_of(members)

    def fault(self, kind: str, after: int = 0, status: int = 0, target: str = "", seconds: float = 0.0) -> Fault:
        """One misbehaviour of the server."""
        return Fault(kind=kind, after=after, status=status, target=target, seconds=seconds)
