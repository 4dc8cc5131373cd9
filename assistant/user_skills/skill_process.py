"""The parent's side of a call of a user's skill: starts its process, hands it everything, and waits for it, not for long.

What comes back is that of a program nobody vouches for: it may be endless, no JSON, or another answer than the worker gives.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

import assistant
from assistant.own_modules import module_command
from assistant.skills.base import Context
from assistant.user_skills.arguments import Plain
from assistant.user_skills.skill_file import SkillFile

TIME_LIMIT_S = 5.0
LONGEST_TEXT = 8_000
MOST_HANDED = 2_000_000
"""Letters of values or notes, in and out."""
_MOST_BYTES = 4 * MOST_HANDED


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a skill answered, and what it was handed as it left it."""

    text: str
    handed: Mapping[str, Mapping[str, str]]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why a call came to nothing: ``reason`` in Python's words with the ``line`` of the file, or it took ``too_long``, or its
    process broke down (neither)."""

    reason: str = ""
    line: int = 0
    too_long: bool = False


def run_skill(
    skill: SkillFile,
    arguments: Mapping[str, Plain],
    handed: Mapping[str, Mapping[str, str]],
    context: Context,
    *,
    time_limit_s: float = TIME_LIMIT_S,
) -> Ran | Failed:
    """Calls a skill. ``handed`` holds what it may use; nothing of it is changed here."""
    request = {
        "name": skill.name,
        "title": skill.title,
        "source": skill.source,
        "arguments": [(name, skill.argument(name).kind, value) for name, value in arguments.items()],
        "handed": handed,
        "now": context.now.isoformat(),
        "japanese": context.japanese,
        "cpu_s": max(1, round(time_limit_s)),
    }
    command = module_command("assistant.user_skills.skill_worker", interpreter_options=("-P", "-S", "-X", "utf8", "-B"))
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    assert process.stdin is not None  # noqa: S101 - made just above
    assert process.stdout is not None  # noqa: S101
    exchange = threading.Thread(
        target=_exchange,
        args=(process.stdin, process.stdout, json.dumps(request).encode(), said := bytearray()),
        name="skill-answer",
        daemon=True,
    )
    exchange.start()
    exchange.join(time_limit_s)
    if exchange.is_alive():
        _end(process)
        return Failed(too_long=True)
    if len(said) > _MOST_BYTES:
        _end(process)
        return Failed()
    try:
        status = process.wait(time_limit_s)
    except subprocess.TimeoutExpired:
        status = None
    _end(process)
    return Failed(too_long=True) if status is None else _answer(bytes(said), handed, status)


class _Reply(msgspec.Struct):
    """What the worker writes."""

    text: str = ""
    handed: dict[str, dict[str, str]] = {}
    failed: str = ""
    line: int = 0


def _answer(said: bytes, handed: Mapping[str, Mapping[str, str]], status: int) -> Ran | Failed:
    try:
        reply = msgspec.json.decode(said, type=_Reply)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        reply = _Reply()
    if reply.failed:
        return Failed(reason=reply.failed, line=reply.line)
    if not reply.text or reply.handed.keys() != handed.keys():
        return Failed(too_long=status < 0 and status == -_cpu_signal())
    return Ran(text=reply.text[:LONGEST_TEXT], handed=reply.handed)


def _exchange(requests: BinaryIO, replies: BinaryIO, request: bytes, said: bytearray) -> None:
    """Hands the request over and collects the answer, of which no more is read than one may have. Ends when the other side does."""
    with contextlib.suppress(OSError), requests:
        requests.write(request)
    with contextlib.suppress(OSError, ValueError), replies:
        while len(said) <= _MOST_BYTES and (piece := replies.read(65_536)):
            said += piece


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process, and what it may have started."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _cpu_signal() -> int:
    return int(getattr(signal, "SIGXCPU", -1))


def _environment() -> dict[str, str]:
    """Nothing of the user's but what Python needs to start and to find this package."""
    root = str(Path(assistant.__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TZ") if name in os.environ}
    return {**kept, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"}
