"""Options that choose documents."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

import pytest

from assistant.cli.places import add_places, look_in
from assistant.errors import InvalidInput
from assistant.records import DocumentKind, LookIn

pytestmark = pytest.mark.unit


def chosen(*options: str) -> LookIn:
    parser = argparse.ArgumentParser()
    add_places(parser)
    return look_in(parser.parse_args(options))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), LookIn()),
        (("--collection", "house", "--in", "lease"), LookIn(collection="house", name="lease")),
        (("--kind", "pdf", "--kind", "mail"), LookIn(kinds=(DocumentKind.PDF, DocumentKind.MAIL))),
        (
            ("--since", "2025-02", "--until", "2025-02"),
            LookIn(since=datetime.date(2025, 2, 1), until=datetime.date(2025, 2, 28)),
        ),
        (("--since", "2025"), LookIn(since=datetime.date(2025, 1, 1))),
        (("--until", "2025-03-31"), LookIn(until=datetime.date(2025, 3, 31))),
    ],
)
def test_options_choose(options: tuple[str, ...], expected: LookIn) -> None:
    assert chosen(*options) == expected


def test_a_path_is_made_whole_and_a_name_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert chosen("--in", "docs").name == "docs"
    assert chosen("--in", "./docs").name == str(tmp_path / "docs")


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidInput, match="whenever"):
        chosen("--since", "whenever")
