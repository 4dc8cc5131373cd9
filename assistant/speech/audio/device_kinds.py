"""What kind of device a name tells of, where the system says nothing else. Pure."""

from __future__ import annotations

import re

_BLUETOOTH = re.compile(r"bluetooth|bluez|hands ?-?free|\b(?:HFP|HSP|A2DP|mSBC)\b|air ?pods|\bbuds\b", re.IGNORECASE)
_BUILT_IN = re.compile(
    r"built ?-?in|internal|\bintegrated\b|digital microphone|\bDMIC\b|\bHDA\b|\bALC\d|macbook|内蔵", re.IGNORECASE
)


def is_bluetooth_name(name: str) -> bool:
    """Whether a device of this name is one of Bluetooth's."""
    return bool(_BLUETOOTH.search(name))


def is_built_in_name(name: str) -> bool:
    """Whether a device of this name is part of the computer."""
    return bool(_BUILT_IN.search(name)) and not is_bluetooth_name(name)
