"""The parent's side of a call of a user's skill: starts its process, hands it everything, and waits for it, not for long."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import assistant
from assistant.own_modules import module_command
from assistant.skills.base import Context
from assistant.user_skills.arguments import Plain
from assistant.user_skills.skill_file import SkillFile

TIME_LIMIT_S = 5.0
LONGEST_TEXT = 8_000
MOST_HANDED = 2_000_000
"""Letters of values or notes, in and out."""


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
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=time_limit_s,
            env=_environment(),
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Failed(too_long=True)
    try:
        reply = json.loads(done.stdout) if len(done.stdout) <= 4 * MOST_HANDED else {}
    except ValueError:
        reply = {}
    if "failed" in reply:
        return Failed(reason=str(reply["failed"]), line=int(reply["line"]))
    if "text" not in reply:
        return Failed(too_long=done.returncode < 0 and done.returncode == -_cpu_signal())
    return Ran(text=str(reply["text"])[:LONGEST_TEXT], handed=reply["handed"])


def _cpu_signal() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", -1))


def _environment() -> dict[str, str]:
    """Nothing of the user's but what Python needs to start and to find this package."""
    root = str(Path(assistant.__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TZ") if name in os.environ}
    return {**kept, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"}
