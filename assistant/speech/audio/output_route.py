"""Whether sound is heard through headphones, guessed from the device's name. Pure."""

from __future__ import annotations

import re

from assistant.speech.audio.duplex import HEADPHONES

SPEAKERS = "speakers"
_HEADPHONES = re.compile(
    r"head ?-?(?:phone|set)|ear ?-?(?:phone|bud|pod)|air ?pods|\bbuds\b|hands ?-?free"
    r"|ヘッド(?:ホン|フォン|セット)|イヤ(?:ホン|フォン)",
    re.IGNORECASE,
)


def output_route(setting: str, device_name: str) -> str:
    """``setting`` where it decides; for ``auto`` what the name says. A name that says nothing counts as speakers."""
    if setting != "auto":
        return setting
    return HEADPHONES if _HEADPHONES.search(device_name) else SPEAKERS
