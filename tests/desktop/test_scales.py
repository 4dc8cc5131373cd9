"""Every screen on a desktop that scales, which only a process of its own can be told: walked as ``test_every_screen`` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(600)]

SCREENS = Path(__file__).with_name("test_every_screen.py")
# What laptops with a scale of 3 have; on the small screen that Qt makes up, windows would be squeezed.
WIDE = {"name": "wide", "x": 0, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


@pytest.mark.parametrize(("scale", "walk"), [("1.5", "en-light-small"), ("3", "ja-dark-small")])
def test_nothing_is_clipped_where_the_desktop_scales(tmp_path: Path, scale: str, walk: str) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [WIDE]}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "QT_SCALE_FACTOR": scale}
    test = f"{SCREENS}::test_nothing_is_clipped_nameless_lost_or_left_english[{walk}]"
    arguments = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    ran = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, timeout=500)
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert (SCREENS.parents[2] / "build" / "screens" / f"chat-{walk}-{scale}x.png").is_file()
