"""Names of files as they are shown."""

from __future__ import annotations

import pytest

from assistant.documents.file_names import shown_name

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("lease.pdf", "lease.pdf"),
        ("賃貸　契約書.pdf", "賃貸　契約書.pdf"),
        ("👩\u200d🔧 café.txt", "👩\u200d🔧 café.txt"),
        ("new\nline.txt", "new\ufffdline.txt"),
        ("\x1b[2Jgone.txt", "\ufffd[2Jgone.txt"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
        ("caf\udce9.txt", "caf\ufffd.txt"),
    ],
)
def test_what_is_no_letter_is_replaced(name: str, shown: str) -> None:
    assert shown_name(name) == shown
