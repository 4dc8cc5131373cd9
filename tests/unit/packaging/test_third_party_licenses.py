"""The list of licences says what the packages' metadata say."""

from __future__ import annotations

import email.message
import importlib.metadata
from pathlib import Path

import pytest

import third_party_licenses as licences

pytestmark = pytest.mark.unit


def metadata(*fields: tuple[str, str]) -> importlib.metadata.PackageMetadata:
    message = email.message.EmailMessage()
    message["Name"] = "alpha"
    for name, value in fields:
        message[name] = value

    class One(importlib.metadata.Distribution):
        def read_text(self, filename: str) -> str | None:
            return message.as_string() if filename == "METADATA" else None

        def locate_file(self, path: object) -> Path:
            raise FileNotFoundError

    return One().metadata


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ((("License-Expression", "MIT"), ("Classifier", "License :: OSI Approved :: BSD License")), "MIT"),
        ((("Classifier", "License :: OSI Approved :: BSD License"), ("License", "x")), "BSD License"),
        ((("License", "Apache 2.0"),), "Apache 2.0"),
        ((), "not stated in the package's metadata; see its licence files"),
    ],
)
def test_the_most_exact_field_wins(fields: tuple[tuple[str, str], ...], licence: str) -> None:
    assert licences.declared_licence(metadata(*fields)) == licence


def test_rows_read_back_from_the_written_file() -> None:
    rows = {"alpha-one": licences.row("Alpha_One", "1.0", "MIT | BSD"), "beta": licences.row("beta", "2", "MIT")}
    assert licences.listed_rows(licences.HEADER + "\n".join(rows.values()) + "\n") == rows


def test_a_changed_a_missing_and_a_left_over_package_are_told_apart_from_another_platforms() -> None:
    installed = {"same": "| same | 1 | MIT |", "changed": "| changed | 2 | MIT |", "new": "| new | 1 | MIT |"}
    listed = {
        "same": "| same | 1 | MIT |",
        "changed": "| changed | 1 | MIT |",
        "gone": "| gone | 1 | MIT |",
        "elsewhere": "| elsewhere | 1 | MIT |",
    }
    locked = {"same", "changed", "new", "elsewhere"}
    assert licences.differences(installed, listed, locked) == ["changed", "gone", "new"]
