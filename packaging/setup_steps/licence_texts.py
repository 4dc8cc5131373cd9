"""The full texts of the licences of all that a package of Sotto holds, which go along with it.

Wheels bring most texts in their ``.dist-info`` folders, which a frozen program has not. Where a wheel has none, its licence as it
states it stands with the standard text.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from setup_steps import lock_file
from setup_steps.layout import Layout, SetupError
from setup_steps.other_parts import PARTS

_IS_ONE = re.compile(r"(?i)^(licen[cs]e|copying|notice|thirdpartynotices|authors)")
_CODE = {".py", ".pyc", ".pyi"}
# In the order in which they are looked for in what a wheel without a text says of itself.
_STANDARD = {"LGPL-3.0": "LGPL-3.0-only.txt", "Apache": "Apache-2.0.txt", "MIT": "MIT.txt"}


def installed(layout: Layout) -> dict[str, importlib.metadata.Distribution]:
    """The locked packages that are in the environment, by normalized name, in that order."""
    (site_packages,) = (layout.venv / "lib").glob("python*/site-packages")
    locked = {pin.name for pin in lock_file.read(layout.lock(dev=False))}
    found = {
        lock_file.normalized(one.metadata["Name"]): one
        for one in importlib.metadata.distributions(path=[str(site_packages)])
    }
    return {name: one for name, one in sorted(found.items()) if name in locked}


def gather(packages: Iterable[importlib.metadata.Distribution], standard: Path, target: Path) -> None:
    """Writes a folder for each package, and each other part, into ``target``, which must not exist; ``standard`` is
    ``packaging/licences``. Raises ``SetupError`` for a package that has no text, and whose licence is none of the standard ones."""
    for package in packages:
        name = package.metadata["Name"]
        folder = target / f"{name}-{package.version}"
        folder.mkdir(parents=True)
        texts = texts_of(package)
        for name_here, file in texts.items():
            shutil.copyfile(file, folder / name_here)
        if not texts:
            _state(package, standard, folder)
    for part in PARTS:
        for text in part.texts:
            folder = target / part.name.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(standard / text, folder / text)


def texts_of(package: importlib.metadata.Distribution) -> dict[str, Path]:
    """The files of a package that are texts of licences, by the names that they get: those in its metadata's folder, and those at
    the top of its modules."""
    texts = {}
    for file in package.files or ():
        of_metadata, collected = file.parts[0].endswith(".dist-info"), "licenses" in file.parts
        if not (len(file.parts) == 2 or collected) or ".." in file.parts or file.suffix in _CODE:
            continue
        place = Path(str(file.locate()))
        if (_IS_ONE.match(file.name) or (of_metadata and collected)) and place.is_file():
            inside = file.parts[1:] if of_metadata else file.parts
            texts["-".join(part for part in inside if part != "licenses")] = place
    return dict(sorted(texts.items()))


def _state(package: importlib.metadata.Distribution, standard: Path, folder: Path) -> None:
    metadata = package.metadata.json
    stated = " ".join(
        str(metadata.get(field, "")) for field in ("license_expression", "license", "classifier") if field in metadata
    )
    found = [text for word, text in _STANDARD.items() if word in stated]
    if not found:
        raise SetupError(f"{metadata['name']} brings no text of its licence, and states {stated!r}.")
    lines = [f"{metadata['name']} {package.version}", f"Licence, as the package states it: {stated}"]
    lines += [f"{field}: {metadata[field]}" for field in ("author", "author_email", "home_page") if metadata.get(field)]
    (folder / "STATED.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for text in found:
        shutil.copyfile(standard / text, folder / text)
