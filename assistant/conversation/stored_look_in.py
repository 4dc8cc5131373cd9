"""The documents that were chosen for a question, as they are kept with it: JSON, empty where nothing was chosen. Pure."""

from __future__ import annotations

import datetime
import json

from assistant.ids import DocumentId
from assistant.records import DocumentKind, LookIn


def encoded(look_in: LookIn | None) -> str:
    """As text for the database. A document goes by its number, so that its name goes with it."""
    if look_in is None or look_in == LookIn():
        return ""
    value = {
        "collection": look_in.collection,
        "document": look_in.document,
        "beside": look_in.beside,
        "name": look_in.name if look_in.document is None else "",
        "kinds": look_in.kinds,
        "since": look_in.since.isoformat() if look_in.since else "",
        "until": look_in.until.isoformat() if look_in.until else "",
    }
    return json.dumps({key: part for key, part in value.items() if part}, ensure_ascii=False)


def decoded(stored: str) -> LookIn | None:
    """What ``encoded`` made; None where nothing was chosen."""
    if not stored:
        return None
    value = json.loads(stored)
    since, until = (value.get(key) for key in ("since", "until"))
    return LookIn(
        collection=value.get("collection", ""),
        document=DocumentId(value["document"]) if "document" in value else None,
        beside=tuple(map(DocumentId, value.get("beside", ()))),
        name=value.get("name", ""),
        kinds=tuple(map(DocumentKind, value.get("kinds", ()))),
        since=datetime.date.fromisoformat(since) if since else None,
        until=datetime.date.fromisoformat(until) if until else None,
    )
