"""The version, apart from the package's front door so that the window can read it without what the door leads to."""

from __future__ import annotations

__version__ = "0.1.0"
