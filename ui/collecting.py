"""Python's garbage collector, on the GUI thread alone.

By itself it runs on whichever thread makes the object that is one too many. Widgets often lie in circles, as a button whose slot
knows its dialog: found on a worker's thread, Qt's part of them would be taken apart there, while the window paints. Only
the GUI thread may do that, so this looks from a timer.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


class Collector(QObject):
    """From now on nothing is collected but by ``collect``, which its timer calls on the thread that made it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(INTERVAL_MS)

    def collect(self) -> None:
        """Collects what is due by Python's own thresholds: young objects, and now and then older ones."""
        due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if all(due) else 1 if due[1] else 0)
