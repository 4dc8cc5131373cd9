"""Draws the program's icon in the sizes desktops ask for: ``python packaging/linux/icons.py FOLDER``.

FOLDER becomes ``hicolor`` of the icon theme specification: ``SIZExSIZE/apps/sotto.png`` and ``scalable/apps/sotto.svg``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SVG = Path(__file__).parents[2] / "ui" / "theme" / "icons" / "program.svg"


def draw_icons(folder: Path) -> None:
    """Writes every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(SVG))
    if not renderer.isValid():
        raise SystemExit(f"{SVG} is no picture")
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        file = folder / f"{size}x{size}" / "apps" / "sotto.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(file))
    del application
    scalable = folder / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(SVG, scalable / "sotto.svg")


if __name__ == "__main__":
    draw_icons(Path(sys.argv[1]))
