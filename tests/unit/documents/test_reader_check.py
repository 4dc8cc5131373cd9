"""What the doctor says of the limits of the reader process."""

from __future__ import annotations

import pytest

from assistant import doctor

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (0, "limited by Sotto alone; this system has no Landlock"),
        (1, "the kernel refuses it writing and other programs (Landlock 1)"),
        (4, "the kernel refuses it writing, other programs and TCP (Landlock 4)"),
    ],
)
def test_the_doctor_claims_no_more_than_the_kernel_has(
    version: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "landlock_version", lambda: version)
    assert doctor._reader().detail == said
