"""Logs whose lines are all made alike: access logs of web servers, ``key=value`` lines, and time, level and message (pure)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

_TIME = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
# https://httpd.apache.org/docs/current/logs.html: the common log format, and the combined one with two more fields.
_ACCESS = re.compile(
    r'(?P<host>\S+) \S+ (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>\S+)(?: [^"]*)?" (?P<status>\d{3}) '
    r'(?P<bytes>\d+|-)(?: "(?P<referrer>[^"]*)" "(?P<agent>[^"]*)")?.*'
)
_LEVELLED = re.compile(
    rf"\[?(?P<time>{_TIME})\]?[ \t]*[-|]?[ \t]*\[?(?P<level>TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\]?:?"
    r"[ \t]*[-|]?[ \t]*(?P<message>.*)"
)
_PAIR = re.compile(r'([A-Za-z_][\w.]*)=(?:"([^"]*)"|(\S*))')
_SAMPLE_LINES = 200
_LEAST_LINES = 3
_MOST = 0.9


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LogFormat:
    """How the lines of a log are made. Lines that are not, such as those of a stack trace, are left out."""

    pattern: re.Pattern[str] | None
    keys: tuple[str, ...]

    def rows(self, text: str) -> Iterator[Sequence[str]]:
        """The names of the fields, then a row a line."""
        yield self.keys
        for found in re.finditer(r"[^\n]+", text):
            row = self._row(found.group())
            if row is not None:
                yield row

    def _row(self, line: str) -> Sequence[str] | None:
        if self.pattern is not None:
            match = self.pattern.fullmatch(line.strip())
            return None if match is None else [match[key] or "" for key in self.keys]
        pairs = {key: quoted or bare for key, quoted, bare in _PAIR.findall(line)}
        return [pairs.get(key, "") for key in self.keys] if len(pairs) > 1 else None


def log_format(text: str) -> LogFormat | None:
    """How the lines of a text are made; None when it is no log."""
    lines = [line.strip() for line in text[:100_000].split("\n") if line.strip()][:_SAMPLE_LINES]
    if len(lines) < _LEAST_LINES:
        return None
    for pattern in (_ACCESS, _LEVELLED):
        if sum(pattern.fullmatch(line) is not None for line in lines) >= _MOST * len(lines):
            return LogFormat(pattern=pattern, keys=tuple(pattern.groupindex))
    keys: dict[str, None] = {}
    paired = 0
    for line in lines:
        found = [key for key, _, _ in _PAIR.findall(line)]
        paired += len(found) > 2
        keys.update(dict.fromkeys(found))
    return LogFormat(pattern=None, keys=tuple(keys)) if paired >= _MOST * len(lines) else None
