"""The desktop entry starts a program that the project installs."""

from __future__ import annotations

import configparser
import mimetypes
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from assistant.documents.reading.formats import SUFFIXES

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[3]
FILE = ROOT / "packaging" / "linux" / "sotto.desktop"


# Of those that the library's own list lacks.
ENDINGS = {
    "application/epub+zip": ".epub",
    "application/mbox": ".mbox",
    "application/vnd.ms-outlook": ".msg",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rtf": ".rtf",
    "application/xhtml+xml": ".xhtml",
    "text/markdown": ".md",
}


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(FILE, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_starts_the_installed_window_with_the_files_to_open(entry: configparser.SectionProxy) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["gui-scripts"]
    assert entry["Type"] == "Application"
    program, files = entry["Exec"].split()
    assert program in scripts
    assert files == "%F"
    for key in ("GenericName", "Comment", "Keywords"):
        assert entry[f"{key}[ja]"] not in ("", entry[key])


def test_it_offers_itself_for_kinds_of_files_that_are_read(entry: configparser.SectionProxy) -> None:
    kinds = entry["MimeType"].rstrip(";").split(";")
    assert len(kinds) == len(set(kinds)) > 20
    library = mimetypes.MimeTypes(filenames=())
    for kind in kinds:
        endings = {ENDINGS[kind]} if kind in ENDINGS else set(library.guess_all_extensions(kind))
        assert endings & set(SUFFIXES), kind


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_entry_is_valid() -> None:
    result = subprocess.run(["desktop-file-validate", str(FILE)], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")
