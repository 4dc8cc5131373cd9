"""What is in Sotto and is no Python package of its own: libraries in C and C++ that come inside packages, or are compiled for them.

Their licences stand in THIRD_PARTY_LICENSES.md, their texts in packages (``licence_texts``), and they in the list of parts.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from setup_steps import ffmpeg_build, lock_file


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``version`` is empty where it is that of the package that the part is ``inside`` of. ``licence`` is an SPDX expression;
    ``texts`` are its files below ``packaging/licences``, none where the package brings them along. ``source`` tells where the
    source lies, with the digest of its archive where that is known."""

    name: str
    inside: str
    licence: str
    source: str
    version: str = ""
    sha256: str = ""
    texts: tuple[str, ...] = ()


PARTS = (
    Part(
        name="FFmpeg",
        inside="av",
        version=ffmpeg_build.VERSION,
        licence="LGPL-2.1-or-later",
        source=ffmpeg_build.SOURCE,
        sha256=ffmpeg_build.SHA256,
        texts=("LGPL-2.1-or-later.txt",),
    ),
    Part(
        name="Qt",
        inside="PySide6_Essentials",
        licence="LGPL-3.0-only",
        source="https://download.qt.io/official_releases/qt/",
        texts=("LGPL-3.0-only.txt",),
    ),
    Part(
        name="SQLCipher",
        inside="sqlcipher3",
        version="4.19.0",
        licence="BSD-3-Clause",
        source="https://github.com/sqlcipher/sqlcipher",
        texts=("SQLCipher.txt",),
    ),
    Part(
        name="OpenSSL",
        inside="sqlcipher3 and Python",
        licence="Apache-2.0",
        source="https://github.com/openssl/openssl",
        texts=("Apache-2.0.txt",),
    ),
    Part(name="SQLite", inside="pysqlite3 and Python", licence="blessing", source="https://sqlite.org/download.html"),
    Part(
        name="OpenCV",
        inside="opencv-python-headless",
        licence="Apache-2.0",
        source="https://github.com/opencv/opencv",
        texts=("Apache-2.0.txt",),
    ),
    Part(
        name="llama.cpp and ggml",
        inside="llama_cpp_python",
        licence="MIT",
        source="https://github.com/ggml-org/llama.cpp",
        texts=("llama.cpp.txt",),
    ),
    Part(name="libsoxr", inside="soxr", licence="LGPL-2.1-or-later", source="https://sourceforge.net/projects/soxr/"),
    Part(name="GEOS", inside="shapely", licence="LGPL-2.1-or-later", source="https://libgeos.org/usage/download/"),
    Part(
        name="PDFium",
        inside="pypdfium2",
        licence="BSD-3-Clause AND Apache-2.0",
        source="https://pdfium.googlesource.com/pdfium/",
    ),
    Part(
        name="eSpeak NG",
        inside="piper-tts",
        licence="GPL-3.0-or-later",
        source="https://github.com/espeak-ng/espeak-ng",
    ),
)


def table() -> str:
    """The parts as a table of Markdown."""
    lines = ["| part | version | inside | licence | source |", "|---|---|---|---|---|"]
    for part in PARTS:
        source = part.source + (f" (SHA-256 `{part.sha256}`)" if part.sha256 else "")
        version = part.version or "the package's"
        lines.append(f"| {part.name} | {version} | {part.inside} | {part.licence} | {source} |")
    return "\n".join(lines) + "\n"


def complete(parts_list: dict[str, Any], licences: Mapping[str, str], versions: Mapping[str, str]) -> dict[str, Any]:
    """A list of parts (CycloneDX) of the locked packages, with their ``licences`` as they declare them, and with the parts inside
    them. Both mappings go by the packages' names. What is locked for other systems and other Pythons, and so not among the
    ``versions``, is not in the package and leaves the list."""
    listed = [
        component
        for component in parts_list["components"]
        if versions.get(lock_file.normalized(component["name"])) == component["version"]
    ]
    components = [
        component | ({"licenses": [{"license": {"name": licence}}]} if licence else {})
        for component in listed
        for licence in (licences.get(lock_file.normalized(component["name"]), ""),)
    ]
    for part in PARTS:
        reference: dict[str, Any] = {"type": "source-distribution", "url": part.source}
        if part.sha256:
            reference["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
        version = part.version or versions.get(lock_file.normalized(part.inside), "")
        components.append(
            {
                "bom-ref": f"inside-{part.inside.partition(' ')[0]}-{part.name.partition(' ')[0]}",
                "type": "library",
                "name": part.name,
                "description": f"inside {part.inside}",
                "licenses": [{"expression": part.licence}],
                "externalReferences": [reference],
            }
            | ({"version": version} if version else {})
        )
    gone = {one.get("bom-ref") for one in parts_list["components"]} - {one.get("bom-ref") for one in listed}
    dependencies = [one for one in parts_list["dependencies"] if one["ref"] not in gone]
    return parts_list | {"components": components, "dependencies": dependencies}


def complete_file(file: Path, licences: Mapping[str, str], versions: Mapping[str, str]) -> None:
    """``complete`` on a file."""
    parts_list = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(complete(parts_list, licences, versions), indent=2) + "\n", encoding="utf-8")
