"""What can go wrong with model weights, in words for people.

::

    ModelsError                     message (what happened) and remedy (what to do next), one plain sentence each
    ├── UnknownModel                the catalog has no such entry, or no such role
    ├── NotInstalled                the entry is not in the store, or its files were changed or cut
    ├── NotAModel                   a file to adopt that is no model file, or cannot be read
    ├── StoreUnusable               the model folder cannot be read or written
    ├── FetchFailed                 a fetch ended without the files
    │   ├── OfflineRefused          the network is switched off by the user
    │   ├── NoNetwork               nothing answered, or the connection kept breaking
    │   ├── NoSpace                 the disk is, or would become, full
    │   ├── WrongDigest             the bytes are not the ones the catalog promises
    │   └── ServerError             the server refused, or answered nonsense
    └── FetchCancelled              the user stopped it; what was fetched stays and is used next time

``kind`` names the class in JSON output and across processes.
"""

from __future__ import annotations


class ModelsError(Exception):
    """The world's fault, never a bug. ``message`` says what happened, ``remedy`` what to do next."""

    kind = "models_error"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class UnknownModel(ModelsError):
    """The catalog has no entry of this id, or no role of this name."""

    kind = "unknown_model"


class NotInstalled(ModelsError):
    """The entry is not in the store, or what is there is not whole."""

    kind = "not_installed"


class NotAModel(ModelsError):
    """A file to adopt is not a model file Sotto can use, or cannot be read."""

    kind = "not_a_model"


class StoreUnusable(ModelsError):
    """The model folder cannot be read or written."""

    kind = "store_unusable"


class FetchFailed(ModelsError):
    """A fetch ended without the files; what arrived is kept for the next try unless it was wrong."""

    kind = "fetch_failed"


class OfflineRefused(FetchFailed):
    """The user switched the network off; no connection was tried."""

    kind = "offline"


class NoNetwork(FetchFailed):
    """Nothing answered, or the connection kept breaking until the retries were used up."""

    kind = "no_network"


class NoSpace(FetchFailed):
    """The disk is full, or would be before the end."""

    kind = "no_space"


class WrongDigest(FetchFailed):
    """The bytes are not the ones the catalog promises; they were thrown away."""

    kind = "wrong_digest"


class ServerError(FetchFailed):
    """The server refused, is overloaded, or answered something that is not the file."""

    kind = "server_error"


class FetchCancelled(ModelsError):
    """The user stopped a fetch. What arrived stays and is continued next time."""

    kind = "cancelled"
