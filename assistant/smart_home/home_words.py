"""Sentences that switch something, and which devices they name (pure)."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from assistant.records import HomeDevice
from assistant.skills.sentence import is_japanese

_ENGLISH = (
    re.compile(r"^(?:turn|switch|put)\s+(?P<state>on|off)\s+(?P<what>.+)$", re.IGNORECASE),
    re.compile(r"^(?:turn|switch|put)\s+(?P<what>.+?)\s+(?P<state>on|off)$", re.IGNORECASE),
)
_JAPANESE = re.compile(
    r"^(?P<what>.+?)(?:を|は)?(?:(?P<on>つけ|付け|点け|オンに|ONに|on に)|(?P<off>消し|けし|切っ|オフに|OFFに))"
    r"(?:て|して|る|ろ|てください|してください|てくれる|して下さい|て下さい)?(?:ください|下さい|くれる|ね|よ)?$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every|everything|both)\b|全部|すべて|全て", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:the|my|our|a|an|all|every|both|of|in|at|on|everything)\b|の|全部|すべて|全て", re.IGNORECASE
)
_DEVICE = re.compile(
    r"\b(?:lights?|lamps?|fans?|plugs?|sockets?|switch(?:es)?|heaters?|heating|humidifiers?)\b"
    r"|ライト|電気|照明|明かり|あかり|ランプ|扇風機|ファン|コンセント|加湿器|ヒーター|暖房|スイッチ",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SwitchWish:
    """``what`` is to be ``on`` or ``off``; ``every`` means all that it names, ``sure`` that it speaks of a device."""

    what: str
    state: str
    every: bool = False
    sure: bool = False


def switch_wish(words: str) -> SwitchWish | None:
    """What a sentence wants switched; None where it is about something else."""
    if is_japanese(words):
        match = _JAPANESE.match(words)
        state = "on" if match is not None and match["on"] else "off"
    else:
        match = next((found for pattern in _ENGLISH if (found := pattern.match(words))), None)
        state = match["state"].lower() if match is not None else ""
    if match is None or len(match["what"]) > 80:
        return None
    what = match["what"].strip()
    plural = re.search(r"\b(?:lights|lamps|fans|plugs|switches)$", what, re.IGNORECASE) is not None
    return SwitchWish(
        what=what,
        state=state,
        every=plural or _EVERY.search(what) is not None,
        sure=_DEVICE.search(what) is not None,
    )


def named(what: str, devices: Sequence[HomeDevice], *, every: bool = False) -> list[HomeDevice]:
    """The devices that words name: those called so, else or with ``every`` those whose names hold all the words."""
    wanted = _parts(what)
    if not wanted:
        return []
    same = [device for device in devices if _parts(device.name) == wanted]
    if same and not every:
        return same
    plain = "".join(sorted(wanted, key=len, reverse=True)) if is_japanese(what) else ""
    return [
        device
        for device in devices
        if wanted <= _parts(device.name) or (plain and plain in "".join(_plain(device.name).split()))
    ]


def _parts(text: str) -> frozenset[str]:
    return frozenset(
        word[:-1] if word.isascii() and word.endswith("s") and len(word) > 3 else word for word in _plain(text).split()
    )


def _plain(text: str) -> str:
    return re.sub(r"[^\w\s]", " ", _FILLER.sub(" ", unicodedata.normalize("NFKC", text).casefold()))
