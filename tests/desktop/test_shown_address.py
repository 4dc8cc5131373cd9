"""What is shown of an address before it is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from ui.widgets.shown_address import shown_address

pytestmark = pytest.mark.desktop


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://example.org/%E6%97%A5%E6%9C%AC", "https://example.org/\u65e5\u672c"),
        ("https://\u0430pple.example/", "https://xn--pple-43d.example/"),  # a Cyrillic letter
        ("https://bank.example:login@example.org/", "https://bank.example:login@example.org/"),
        ("https://example.org/%E2%80%AEgpj", "https://example.org/%E2%80%AEgpj"),  # right to left from here
        ("https://example.org/a%20%20%20b", "https://example.org/a%20%20%20b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_an_address_is_not_shown_as_another(address: str, shown: str) -> None:
    assert shown_address(QUrl(address)) == shown
