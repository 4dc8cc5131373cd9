"""Sotto's engine: a personal assistant that runs wholly on this machine.

``Assistant`` runs in this process, ``RemoteAssistant`` in a child process that is started again when it dies; both are the
same front door (``AssistantApi``). Events, records, settings and errors are the plain values that go through it.
Importing this package loads no native library.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.version import __version__

if TYPE_CHECKING:
    from assistant.errors import ErrorReport, UserFacingError
    from assistant.front_door import AssistantApi, Listener
    from assistant.network_seal import NetworkSeal
    from assistant.paths import Paths
    from assistant.remote import RemoteAssistant
    from assistant.settings import Settings, Value
    from assistant.speech.base import AudioSystem

__all__ = [
    "AssistantApi",
    "ErrorReport",
    "Listener",
    "Paths",
    "RemoteAssistant",
    "Settings",
    "UserFacingError",
    "__version__",
    "open_assistant",
]

_HOMES = {
    "AssistantApi": "assistant.front_door",
    "ErrorReport": "assistant.errors",
    "Listener": "assistant.front_door",
    "Paths": "assistant.paths",
    "RemoteAssistant": "assistant.remote",
    "Settings": "assistant.settings",
    "UserFacingError": "assistant.errors",
}


def __getattr__(name: str) -> object:
    """Loads what is asked for when it is asked for: the window is on the screen before it needs most of this."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def open_assistant(
    paths: Paths,
    *,
    offline: bool = False,
    chosen_models: Mapping[str, str] | None = None,
    setting_overrides: Mapping[str, Value] | None = None,
    audio: AudioSystem | None = None,
    seal: NetworkSeal | None = None,
    secret: str = "",
) -> AssistantApi:
    """An ``Assistant`` in this process over the folders of ``paths``. Close it when done.

    ``offline`` refuses every network use; ``chosen_models`` name a model for a role, and ``setting_overrides`` settings, for
    this run alone. Without ``audio`` it is the machine's own sound. ``seal`` is this process's own where it has one
    (``assistant.network_seal``). ``secret`` is the passphrase or recovery code of an encrypted home whose key is not
    in the keyring. Raises ``UserFacingError`` when the data folder or the database cannot be used, ``KeyNeeded`` without a
    secret that it needs.
    """
    from assistant.wiring import wire  # native libraries load here, not on import of the package

    return wire(
        paths,
        offline=offline,
        chosen_models=chosen_models,
        setting_overrides=setting_overrides,
        audio=audio,
        seal=seal,
        secret=secret,
    )
