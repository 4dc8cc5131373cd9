"""The licence of Sotto and those of the packages it runs on, as they are installed with it."""

from __future__ import annotations

PROGRAM = "LICENSE"
PACKAGES = "THIRD_PARTY_LICENSES.md"


def licence_text(name: str) -> str:
    """One of the two files; empty where they were not installed along."""
    import importlib.metadata  # a tenth of a second, and needed in this dialog alone

    try:
        return importlib.metadata.distribution("sotto").read_text(f"licenses/{name}") or ""
    except importlib.metadata.PackageNotFoundError:
        return ""
