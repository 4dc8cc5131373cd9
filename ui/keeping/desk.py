"""What the desks of the window have in common: each asks for something, has the engine do it, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from ui.operations import Operations
from ui.widgets.banner import Banner


class Desk(QObject):
    """``parent`` is the window its dialogs belong to; ``banner`` is made when something is first said on it."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        banner: Callable[[], Banner],
        tell_error: Callable[[ErrorReport], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._banner, self._tell_error = api, operations, banner, tell_error
        self._window = parent
