"""Sotto's engine: a personal assistant that runs wholly on this machine.

``Assistant`` runs in this process, ``RemoteAssistant`` in a child process that is started again when it dies; both are the
same front door (``AssistantApi``). Events, records, settings and errors are the plain values that go through it.
Importing this package loads no native library.
"""

from __future__ import annotations

from assistant.errors import ErrorReport, UserFacingError
from assistant.front_door import AssistantApi, Listener
from assistant.paths import Paths
from assistant.settings import Settings

__version__ = "0.1.0"

__all__ = ["AssistantApi", "ErrorReport", "Listener", "Paths", "Settings", "UserFacingError", "__version__"]
