"""Devices of the smart home."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HomeDevice:
    """A light or a switch. ``state`` is ``on``, ``off`` or ``unavailable``; ``entity`` names it in Home Assistant."""

    entity: str
    name: str
    state: str
