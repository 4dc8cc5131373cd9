"""What ``sotto bench`` finds out."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One result. ``model`` is empty where the front door does not name it."""

    part: str
    what: str
    value: float
    unit: str
    model: str = ""
