"""What went over the network."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NetworkUse:
    """The network since ``since``, the day (YYYY-MM-DD) of this home's first start, empty when nothing was counted yet.

    ``sent_bytes`` are those of requests for models, before encryption; ``received_bytes`` those of models. ``refused`` counts
    attempts that were stopped, and ``last_refused`` names the Python module that made the last one. ``kernel`` says whether the
    kernel too holds the engine to this, whatever language a library is written in.
    """

    sent_bytes: int = 0
    received_bytes: int = 0
    refused: int = 0
    since: str = ""
    last_refused: str = ""
    kernel: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LocalServerStatus:
    """The server for programs of this machine: its address while it listens, and the key that each request needs. ``trouble`` says
    why it is not there though it should be."""

    address: str = ""
    key: str = dataclasses.field(default="", repr=False)
    trouble: str = ""
