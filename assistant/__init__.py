"""Sotto's engine: a personal assistant that runs wholly on this machine.

``Assistant`` runs in this process, ``RemoteAssistant`` in a child process that is started again when it dies; both are the
same front door (``AssistantApi``). Events, records, settings and errors are the plain values that go through it.
Importing this package loads no native library.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import ErrorReport, UserFacingError
from assistant.front_door import AssistantApi, Listener
from assistant.paths import Paths
from assistant.remote import RemoteAssistant
from assistant.settings import Settings, Value

__version__ = "0.1.0"

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


def open_assistant(
    paths: Paths,
    *,
    offline: bool = False,
    chosen_models: Mapping[str, str] | None = None,
    setting_overrides: Mapping[str, Value] | None = None,
) -> AssistantApi:
    """An ``Assistant`` in this process over the folders of ``paths``. Close it when done.

    ``offline`` refuses every network use; ``chosen_models`` name a model for a role, and ``setting_overrides`` settings, for
    this run alone. Raises ``UserFacingError`` when the data folder or the database cannot be used.
    """
    from assistant.wiring import wire  # native libraries load here, not on import of the package

    return wire(paths, offline=offline, chosen_models=chosen_models, setting_overrides=setting_overrides)
