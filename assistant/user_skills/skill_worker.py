"""The process of one call of a user's skill: ``python -m assistant.user_skills.skill_worker``.

It reads one request in JSON from its standard input, runs the skill, and answers in JSON on its standard output. It may
compute and nothing else: it writes no file, starts no program, reaches no network, and reads nothing but Python's own files.
The kernel holds it to that where it can, an audit hook everywhere. What the skill is to change it changes in values that were
handed to it.
"""

from __future__ import annotations

import datetime
import decimal
import json
import os
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import assistant
from assistant.documents.reading.landlock import give_up_files
from assistant.kernel_seal import refuse_others
from assistant.own_modules import is_frozen
from assistant.private_crashes import refuse_core_files

MEMORY_LIMIT_BYTES = 600_000_000
MODULE = "skill"
LONGEST_REASON = 200
# Audit events (https://docs.python.org/3/library/audit_events.html) of what no skill needs.
_FORBIDDEN = (
    *("socket.", "subprocess.", "ctypes.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.kill"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil."),
    *("webbrowser.", "signal.pthread_kill", "sqlite3.connect"),
)
_READS = frozenset({"open", "os.listdir", "os.scandir", "glob.glob"})
_PYTHON: dict[str, Callable[[Any], object]] = {
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
    "Decimal": decimal.Decimal,
}


def main() -> int:
    """Answers the one request."""
    replies = _own_stdout()
    request = json.load(sys.stdin.buffer)
    _seal(int(request["cpu_s"]))
    replies.write(json.dumps(answer(request)).encode())
    replies.flush()
    return 0


def answer(request: Mapping[str, Any]) -> dict[str, object]:
    """What came of a call: the skill's ``text`` with what it was handed, as it is now, or why it ``failed`` and in which line."""
    file = f"{request['name']}.py"
    handed = dict(request["handed"])
    try:
        module = types.ModuleType(MODULE)
        sys.modules[MODULE] = module
        exec(compile(request["source"], file, "exec"), module.__dict__)  # noqa: S102 - the user's own code, allowed by hand
        skill = getattr(module, request["title"])()
        skill.now = datetime.datetime.fromisoformat(request["now"])
        skill.japanese = request["japanese"]
        for name, values in handed.items():
            setattr(skill, name, values)
        text = skill.run(**{name: _value(kind, value) for name, kind, value in request["arguments"]})
        after = {name: getattr(skill, name) for name in handed}
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is said and harms nothing
        return _failed(error, file)
    if not isinstance(text, str) or not text.strip():
        return {"failed": "“run” must return a text", "line": 0}
    if not all(_are_texts(values) for values in after.values()):
        return {"failed": "values and notes must be texts under texts", "line": 0}
    return {"text": text.strip(), "handed": after}


def _value(kind: str, value: Any) -> object:
    """An argument in the type that the skill gave it."""
    return _PYTHON[kind](value) if kind in _PYTHON else value


def _failed(error: BaseException, file: str) -> dict[str, object]:
    line, frame = 0, error.__traceback__
    while frame is not None:
        line = frame.tb_lineno if frame.tb_frame.f_code.co_filename == file else line
        frame = frame.tb_next
    said = " ".join(str(error).split())[:LONGEST_REASON]
    return {"failed": f"{type(error).__name__}: {said}" if said else type(error).__name__, "line": line}


def _are_texts(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(one, str) for pair in values.items() for one in pair)


def _own_stdout() -> BinaryIO:
    """The real standard output, for the answer alone: what a skill prints is read by nobody."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def _seal(cpu_s: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        refuse_core_files(for_good=True)
    if not is_frozen():
        # What lies beside this package is not the skill's to import: it has the standard library alone. Of a frozen program the
        # standard library itself lies there.
        beside = str(Path(assistant.__file__).parents[1])
        sys.path[:] = [folder for folder in sys.path if folder != beside]
    readable = _python_folders()
    give_up_files(readable)
    refuse_others()
    sys.addaudithook(_hook(tuple(f"{folder}{os.sep}" for folder in readable)))


def _python_folders() -> list[Path]:
    """Where Python and the libraries it is made of lie, and what tells the time zones. The frozen program holds Python's modules in
    its own file."""
    folders = {
        *sys.path,
        sys.prefix,
        sys.base_prefix,
        "/usr/lib",
        "/usr/share/zoneinfo",
        "/etc/localtime",
        "/lib",
        "/lib64",
        *([sys.executable] if is_frozen() else []),
    }
    return sorted({Path(os.path.realpath(folder)) for folder in folders if folder and Path(folder).exists()})


def _hook(readable: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"a skill may not do this: {event}")
        if event in _READS and not isinstance(arguments[0], int):
            path = os.path.realpath(os.fsdecode(arguments[0] or "."))  # type: ignore[arg-type]  # a path, in any form
            if not f"{path}{os.sep}".startswith(readable):
                raise PermissionError("a skill may not read files")

    return look


if __name__ == "__main__":
    sys.exit(main())
