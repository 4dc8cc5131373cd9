"""Colours by role, for each theme, and the contrast between two of them.

Every pair in ``TEXT_PAIRS`` holds WCAG 2.2 level AA for text (4.5 : 1), every pair in ``SHAPE_PAIRS`` for parts of controls
(3 : 1); in the themes of high contrast level AAA (7 : 1) and 4.5 : 1, hair lines included. The unit test reads the same lists.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """One theme's colours as ``#rrggbb``."""

    window: str
    side: str
    surface: str
    hover: str
    selected: str
    bubble: str
    code: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    notice: str
    mark: str
    dark: bool


LIGHT = Colours(
    window="#fbfaf8",
    side="#f3f1ec",
    surface="#ffffff",
    hover="#e9e6df",
    selected="#dfe9e6",
    bubble="#e6eeeb",
    code="#f4f2ed",
    border="#e2ded6",
    control="#8a8880",
    text="#202428",
    muted="#5b626a",
    accent="#1d6b63",
    accent_hover="#175850",
    on_accent="#ffffff",
    danger="#a3261d",
    notice="#fdf3dc",
    mark="#ffe394",
    dark=False,
)

DARK = Colours(
    window="#1c1d1f",
    side="#161719",
    surface="#26282b",
    hover="#303337",
    selected="#2b3a38",
    bubble="#2a3836",
    code="#232528",
    border="#3a3d42",
    control="#7d828a",
    text="#e7e6e2",
    muted="#a9adb3",
    accent="#72c5b7",
    accent_hover="#8ad3c7",
    on_accent="#0d2623",
    danger="#ff9b92",
    notice="#3a3322",
    mark="#5c4a10",
    dark=True,
)

HIGH_CONTRAST_LIGHT = Colours(
    window="#ffffff",
    side="#ffffff",
    surface="#ffffff",
    hover="#d9e8ff",
    selected="#cfe2ff",
    bubble="#eef4ff",
    code="#f5f5f5",
    border="#000000",
    control="#3a3a3a",
    text="#000000",
    muted="#262626",
    accent="#00378f",
    accent_hover="#002a6e",
    on_accent="#ffffff",
    danger="#8a0000",
    notice="#fff3c4",
    mark="#ffe14d",
    dark=False,
)

HIGH_CONTRAST_DARK = Colours(
    window="#000000",
    side="#000000",
    surface="#000000",
    hover="#2b2b2b",
    selected="#00386b",
    bubble="#101d2e",
    code="#141414",
    border="#ffffff",
    control="#d0d0d0",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffe14d",
    accent_hover="#fff09a",
    on_accent="#000000",
    danger="#ffb3ad",
    notice="#2e2600",
    mark="#6b5200",
    dark=True,
)

TEXT_PAIRS = (
    *(
        (ink, ground)
        for ink in ("text", "muted")
        for ground in ("window", "side", "surface", "hover", "selected", "bubble", "code", "notice")
    ),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "side"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("danger", "window"),
    ("danger", "surface"),
    ("danger", "notice"),
    ("text", "mark"),
)

SHAPE_PAIRS = (("control", "window"), ("control", "surface"), ("control", "side"), ("accent", "window"))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
