"""The portable way of running: program, data and models in one folder or on a stick.

A folder named ``portable`` beside the packed program, beside the folders of an unpacked tarball, or beside an AppImage asks for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.own_modules import is_frozen

FOLDER = "portable"
HOME, MODELS = "data", "models"
"""What lies in that folder: everything the user makes, and the weights."""


def portable_folder(
    environ: Mapping[str, str] = os.environ, program: Path | None = None, *, frozen: bool | None = None
) -> Path | None:
    """The folder that takes the place of the user's data folders, or ``None`` when there is none or Sotto is not packed.

    ``program`` is the running one unless given.
    """
    if not (is_frozen() if frozen is None else frozen):
        return None
    at = Path(program or sys.executable).resolve().parent
    beside = [at]
    if (at.parent.name, at.name) == ("lib", "sotto"):
        beside.append(at.parents[1])
    if environ.get("APPIMAGE"):
        beside.append(Path(environ["APPIMAGE"]).resolve().parent)
    return next((place / FOLDER for place in beside if (place / FOLDER).is_dir()), None)
