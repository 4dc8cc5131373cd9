"""Write THIRD_PARTY_LICENSES.md: what Sotto runs on, read from the metadata of the installed packages.

``--check`` writes nothing and ends with the status 1 when the file does not say what is installed. Only packages of
requirements.lock are listed, not the developer's tools. A locked package that is for another platform is not installed and not
listed; a line that another platform's run added is left alone by ``--check`` as long as the lock file names the package.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from pathlib import Path

from setup_steps import lock_file, other_parts

ROOT = Path(__file__).resolve().parents[1]
TABLE = "| package | version | licence |\n|---|---|---|\n"
HEADER = f"""# Third-party licences

Sotto itself is under the GNU General Public License, version 3 or later (see LICENSE). It runs on the packages below, each under
its own licence. The full texts come with the packages, in their `.dist-info` folders inside the environment; what `make package`
makes has all of them in `share/doc/sotto/licences`. Model weights have licences of their own, which `sotto models list` shows.

## Parts inside the packages

Qt, FFmpeg, libsoxr and GEOS are used under the GNU Lesser General Public License: they are separate shared libraries, which you may
replace by your own. FFmpeg is compiled for packages by `packaging/setup_steps/ffmpeg_build.py`, unchanged, without any part that is
under another licence; `make package` lays the archive of its source beside the packages, and whoever passes a package on passes
that on as well, or offers it for three years. The sources of the others are where the table says.

{other_parts.table()}
## Packages

This file is written by `packaging/third_party_licenses.py` (part of `make lock`).

{TABLE}"""
_SHORT = 120
_TROVE = "License :: "


def declared_licence(metadata: importlib.metadata.PackageMetadata) -> str:
    """The SPDX expression where there is one, else the classifiers' words, else a licence field of one short line."""
    fields = metadata.json
    expression = fields.get("license_expression")
    if isinstance(expression, str) and expression:
        return expression
    classifiers = fields.get("classifier", [])
    words = [text.removeprefix(_TROVE) for text in classifiers if text.startswith(_TROVE)]
    names = [text.removeprefix("OSI Approved :: ") for text in words if text != "OSI Approved"]
    if names:
        return "; ".join(names)
    lines = [line.strip() for line in str(fields.get("license", "")).splitlines() if line.strip()]
    return lines[0][:_SHORT] if lines else "not stated in the package's metadata; see its licence files"


def row(name: str, version: str, licence: str) -> str:
    """One line of the table."""
    return f"| {name} | {version} | {licence.replace('|', '/')} |"


def installed_rows(names: set[str]) -> dict[str, str]:
    """The table's line of each of these packages that is installed, by normalized name, in that order."""
    rows = {}
    for distribution in importlib.metadata.distributions():
        name = lock_file.normalized(distribution.metadata["Name"])
        if name in names:
            licence = declared_licence(distribution.metadata)
            rows[name] = row(distribution.metadata["Name"], distribution.version, licence)
    return dict(sorted(rows.items()))


def listed_rows(text: str) -> dict[str, str]:
    """The lines of an existing file's table of packages, by normalized name."""
    text = text.rpartition(TABLE)[2]
    lines = re.findall(r"^\| (?!package \|)([A-Za-z0-9][^ |]*) \|.*$", text, re.MULTILINE)
    whole = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| package |")]
    return dict(zip((lock_file.normalized(name) for name in lines), whole, strict=True))


def differences(installed: dict[str, str], listed: dict[str, str], locked: set[str]) -> list[str]:
    """The normalized names for which the file is not what it should be."""
    wrong = {name for name, line in installed.items() if listed.get(name) != line}
    return sorted(wrong | (listed.keys() - locked))


def main(arguments: list[str]) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description="Write THIRD_PARTY_LICENSES.md")
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    check = parser.parse_args(arguments).check
    target = ROOT / "THIRD_PARTY_LICENSES.md"
    locked = {pin.name for pin in lock_file.read(ROOT / "requirements.lock")}
    rows = installed_rows(locked)
    if not check:
        target.write_text(HEADER + "\n".join(rows.values()) + "\n", encoding="utf-8")
        return 0
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    wrong = differences(rows, listed_rows(text), locked)
    if wrong or not text.startswith(HEADER):
        about = ", ".join(wrong) or "its introduction"
        print(f"THIRD_PARTY_LICENSES.md is out of date ({about}): run `python packaging/third_party_licenses.py`")
        return 1
    print(f"{len(rows)} licences are as the packages state them")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
