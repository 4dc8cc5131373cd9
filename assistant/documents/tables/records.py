"""JSON that is a table in fact: lines or a list of objects with the same keys (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.documents.tables.column_typing import MOST_COLUMNS

Record = Mapping[str, Any]
_LEAST_RECORDS = 2


def json_records(text: str) -> Iterator[tuple[str, Sequence[Record]]]:
    """The lists of objects in a JSON or JSON Lines text, each with the key it stands under; none where it holds no such list."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        lines = _lines(text)
        if len(lines) >= _LEAST_RECORDS:
            yield "", lines
        return
    if _are_records(whole):
        yield "", whole
    elif isinstance(whole, dict):
        for key, value in whole.items():
            if _are_records(value):
                yield str(key), value


def rows_of_records(records: Iterable[Record]) -> Iterator[Sequence[str]]:
    """The keys of all records, then a row a record. What lies in an object of a record comes under "outer.inner"."""
    kept = [_flat(record) for record in records]
    keys = list(dict.fromkeys(key for record in kept for key in record))[:MOST_COLUMNS]
    yield keys
    for record in kept:
        yield [record.get(key, "") for key in keys]


def _lines(text: str) -> list[Record]:
    records: list[Record] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return []
        if not isinstance(value, dict):
            return []
        records.append(value)
    return records


def _are_records(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= _LEAST_RECORDS
        and all(isinstance(each, dict) and each for each in value)
    )


def _flat(record: Record) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": _cell(each) for inner, each in value.items()})
        else:
            flat[str(key)] = _cell(value)
    return flat


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.15g}"
    return json.dumps(value, ensure_ascii=False)
