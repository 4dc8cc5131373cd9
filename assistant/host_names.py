"""The host of an address that the user typed, as it goes over the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f.]*:[0-9a-f:.]*(?:%[a-z0-9._-]+)?")


def plain_host(parts: SplitResult) -> str:
    """The host in ASCII: a name whose letters only look like those of another is shown as what it is (``xn--…``).

    Raises ``ValueError`` where there is none, and where a name or password stands before it, which would be shown and kept.
    """
    if "@" in parts.netloc:
        raise ValueError("an address with a name or password")
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError("no name of a host")
    return host
