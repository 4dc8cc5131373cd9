"""What went over the network."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NetworkUse:
    """The network since ``since``, the day (YYYY-MM-DD) of this home's first start, empty when nothing was counted yet.

    ``sent_bytes`` are those of all requests, before encryption: for models, to a smart home and to a chat server that the user
    named; ``to_chat_server_bytes`` of them went to that server. ``received_bytes`` are those of the answers. ``refused`` counts
    attempts that were stopped, and ``last_refused`` names the Python module that made the last one. ``kernel`` says whether the
    kernel too holds the engine to this, whatever language a library is written in.
    """

    sent_bytes: int = 0
    to_chat_server_bytes: int = 0
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChatServerStatus:
    """The chat server that the user named: a model on another machine that answers in place of the one here.

    ``address`` is empty when none is named. ``on`` says whether it answers typed questions now, ``spoken`` whether it answers what
    is said too. ``model`` is empty until it was reached or one was chosen; ``context_tokens`` is 0 and ``grammars`` None until it
    was first asked. ``key_kept`` says where its key is: ``keyring``, ``memory`` (until Sotto ends), ``environment``, or empty where
    it has none.
    """

    address: str = ""
    on: bool = False
    spoken: bool = False
    model: str = ""
    context_tokens: int = 0
    grammars: bool | None = None
    key_kept: str = ""
