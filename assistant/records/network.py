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
