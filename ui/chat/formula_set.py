"""The formulas that were set so far, and the thread that sets more."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ui.chat.formula_source import FormulaSource
from ui.operations import Operations

if TYPE_CHECKING:
    from ui.chat.typesetting import Typeset

MOST_KEPT = 1000
"""Of some 5 kB each."""
DESCENT_EM = 0.25
"""Of a line of text, as far as a formula may reach below it."""
LINE_SPACING = 0.4
"""Between lines of running text, as a part of their height; see ``ui.theme.document_style``."""
TELL_EVERY_S = 0.15
"""While more are being set."""
_CLOSE_S = 3.0


class FormulaSet(QObject):
    """Sets each formula once, in the order asked for, on a thread of its own. ``changed`` when others are ready."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = Operations(self, threads=1)
        self._known: OrderedDict[FormulaSource, Typeset | None] = OrderedDict()
        self._asked: set[FormulaSource] = set()
        self._told_s = -math.inf
        self._ready = False

    def known(self, source: FormulaSource) -> Typeset | None:
        """A formula that is ready; None for one that is not, or cannot be set."""
        return self._known.get(source)

    @property
    def waiting(self) -> bool:
        """Whether one that was asked for is neither ready nor known to be none."""
        return bool(self._asked)

    def html(self, source: FormulaSource, *, apart: bool = True) -> str | None:
        """A picture of a ready formula, for ``with_formulas``; asks for one that is not known, and gives None.

        ``apart`` says that lines stand apart, as in running text, but not in a table.
        """
        if source not in self._known:
            self._ask(source)
            return None
        self._known.move_to_end(source)
        found = self._known[source]
        return None if found is None else picture(source, found, apart=apart)

    def get_ready(self) -> None:
        """Loads what sets formulas, a third of a second of work, before the first one is asked for."""
        if not self._ready:
            self._ready = True
            self._operations.run(_load)

    def close(self) -> None:
        """Sets no more."""
        self._operations.close(_CLOSE_S)

    def _ask(self, source: FormulaSource) -> None:
        if source in self._asked:
            return
        self._asked.add(source)

        def work() -> Typeset | None:
            from ui.chat.typesetting import typeset

            return typeset(source.latex, display=source.display)

        self._operations.run(work, lambda found: self._keep(source, found))

    def _keep(self, source: FormulaSource, found: Typeset | None) -> None:
        self._asked.discard(source)
        self._known[source] = found
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        # Each time is a new layout of what is on the screen.
        if not self._asked or time.monotonic() > self._told_s + TELL_EVERY_S:
            self._told_s = time.monotonic()
            self.changed.emit()


def _load() -> None:
    from ui.chat.typesetting import typeset

    typeset("x", display=False)


def picture(source: FormulaSource, found: Typeset, *, apart: bool) -> str:
    """HTML of a formula that is set.

    It stands on its line and hangs into the space below; where that is not enough, Qt makes room above and below its middle.
    """
    space = LINE_SPACING * (found.ascent_em + DESCENT_EM) if apart and not source.display else 0.0
    place = "" if not source.display and found.descent_em <= DESCENT_EM + space else ' style="vertical-align: middle"'
    return f'<img src="{source.address}"{place}>'


@cache
def formulas() -> FormulaSet:
    """That of this process."""
    application = QCoreApplication.instance()
    found = FormulaSet(application)

    def end() -> None:
        found.close()
        # A window that is opened after the last one quit, as in tests, sets its own.
        formulas.cache_clear()

    if application is not None:
        application.aboutToQuit.connect(end)
    return found
