"""What numbers count."""

from __future__ import annotations

import pytest

from assistant.documents.citing.measures import measures, mismeasured

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 months", {"15": {"month"}}),
        ("from 15 May, the 3rd", {"15": {"date"}, "3": {""}}),
        ("May 15", {"15": {"date"}}),
        ("three weeks or 21-day", {"3": {"week"}, "21": {"day"}}),
        ("£85, 1,200 euros, 8 %", {"85": {"pound"}, "1200": {"euro"}, "8": {"percent"}}),
        ("2 to 4 weeks", {"2": {"week"}}),
        ("3か月前、3日、月額300円", {"3": {"month", "day"}, "300": {"yen"}}),
        ("12 eggs", {"12": {""}}),
    ],
)
def test_measures(text: str, expected: dict[str, set[str]]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("The lease is for 15 months.", "It is let from 15 May 2025.", True),
        ("It takes 15 minutes.", "15 minutes, on 15 May", False),
        ("It takes 15 minutes.", "The 15 of them", False),
        ("15 of them", "from 15 May", False),
        ("It takes 4 weeks.", "It takes 2 to 4 weeks.", False),
        ("It takes 2 days.", "It takes 2 to 4 weeks.", True),
        ("It costs 85 pounds.", "It costs £85.", False),
        ("It costs 85 euros.", "It costs £85.", True),
        ("期間は3年です。", "3か月前に届け出る。", True),
        ("3か月前に届け出ます。", "3ヶ月前に届け出る。", False),
    ],
)
def test_a_number_that_counts_something_else(claim: str, source: str, *, expected: bool) -> None:
    assert mismeasured(claim, source) is expected
