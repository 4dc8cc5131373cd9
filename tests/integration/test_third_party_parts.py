"""The list of parts and the texts of licences hold what packages are made of."""

from __future__ import annotations

import json
from pathlib import Path

import av
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from setup_steps import licence_texts, lock_file, other_parts
from setup_steps.layout import Layout
from third_party_licenses import declared_licence

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
STANDARD = ROOT / "packaging" / "licences"


def test_versions_of_what_is_inside_packages_are_those_that_are_loaded() -> None:
    named = {part.name: part.version for part in other_parts.PARTS if part.version}
    with sqlcipher.connect(":memory:") as database:
        (version,) = database.execute("PRAGMA cipher_version").fetchone()
    database.close()
    assert named == {"FFmpeg": av.ffmpeg_version_info, "SQLCipher": version.split()[0]}


def test_every_package_and_every_part_has_its_text(tmp_path: Path) -> None:
    installed = licence_texts.installed(Layout.of(ROOT))
    assert len(installed) > 100
    licence_texts.gather(installed.values(), STANDARD, tmp_path / "licences")
    folders = {
        folder.name: [file.read_bytes() for file in folder.iterdir()] for folder in (tmp_path / "licences").iterdir()
    }
    assert [name for name, texts in folders.items() if not texts or not all(texts)] == []
    lacking = {f"{one.metadata['Name']}-{one.version}" for one in installed.values()} - folders.keys()
    assert lacking == set()
    assert b"GNU LESSER GENERAL PUBLIC LICENSE" in folders["FFmpeg"][0]
    assert b"ZETETIC LLC" in folders["SQLCipher"][0]
    for part in other_parts.PARTS:
        if not part.texts and part.licence != "blessing":  # SQLite is in the public domain
            package = installed[lock_file.normalized(part.inside)]
            assert licence_texts.texts_of(package), part.name


def test_the_list_of_parts_names_licences_and_what_is_inside(tmp_path: Path) -> None:
    installed = licence_texts.installed(Layout.of(ROOT))
    file = tmp_path / "parts.json"
    here = installed["av"].version
    locked = [
        {"bom-ref": "L1", "name": "av", "version": here},
        {"bom-ref": "L2", "name": "av", "version": f"{here}.of-another-python"},
        {"bom-ref": "L3", "name": "pywin32", "version": "312"},
    ]
    asked = [{"ref": component["bom-ref"]} for component in locked]
    file.write_text(json.dumps({"components": locked, "dependencies": asked, "version": 1}))
    licences = {name: declared_licence(one.metadata) for name, one in installed.items()}
    other_parts.complete_file(file, licences, {name: one.version for name, one in installed.items()})
    written = json.loads(file.read_text(encoding="utf-8"))
    found = {one["name"]: one for one in written["components"]}
    assert written["version"] == 1
    assert found["av"]["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]
    assert found["av"]["version"] == here
    assert "pywin32" not in found
    assert written["dependencies"] == [{"ref": "L1"}]
    assert {part.name for part in other_parts.PARTS} <= found.keys()
    ffmpeg = found["FFmpeg"]
    assert ffmpeg["licenses"] == [{"expression": "LGPL-2.1-or-later"}]
    assert len(ffmpeg["externalReferences"][0]["hashes"][0]["content"]) == 64
    assert found["OpenCV"]["version"] == installed["opencv-python-headless"].version
    assert len({one["bom-ref"] for one in written["components"] if "bom-ref" in one}) == len(other_parts.PARTS) + 1
