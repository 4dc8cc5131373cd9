"""The program's icon is drawn in every size a desktop asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

pytestmark = pytest.mark.desktop

SCRIPT = Path(__file__).parents[2] / "packaging" / "linux" / "icons.py"


def test_every_size_is_a_picture_of_that_size(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True, timeout=60)
    drawn = {file.parent.parent.name: QImage(str(file)) for file in tmp_path.rglob("sotto.png")}
    assert {"16x16", "48x48", "256x256", "512x512"} <= drawn.keys()
    for size, picture in drawn.items():
        assert f"{picture.width()}x{picture.height()}" == size
        middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
        assert middle.alpha() > 0
        corner = picture.pixelColor(0, 0)
        assert corner.alpha() < middle.alpha(), "it is a shape on nothing, and no square"
        colours = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        assert len(colours) > 8, "something is drawn on it"
    assert (tmp_path / "scalable/apps/sotto.svg").is_file()
