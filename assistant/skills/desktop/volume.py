"""The loudness of the system, where the desktop has a mixer to ask: "volume up", "mute", 「音量を上げて」."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence

from assistant.errors import DeviceUnavailable
from assistant.skills.base import AsksNothing, Change, Conflict, Context, Intent, Plan, Planned, Say, Understood
from assistant.skills.time_words.numbers import NUMBER, number

STORE = "volume"
KEY = "output"
STEP = 10
LOUDEST = 100
TIMEOUT_S = 3.0

_NOUN = r"(?:the |your |my |system |speaker |all )*(?:volume|sound|audio)"
_IT = r"(?:turn|put) (?:it|that|this|things)"
_BIT = r"(?: (?:just )?(?:a (?:little )?(?:bit|little|notch|touch)|some(?: more)?|more|slightly)(?: more)?)?"
_BIT_JA = r"(?:もう)?(?:ちょっと|少し|すこし)?(?:だけ)?(?:もっと)?"
_TO = rf"(?P<to>{NUMBER}|max(?:imum)?|full|loudest|half|min(?:imum)?)(?:\s*(?:%|percent|setting))?"
_SET = re.compile(
    rf"^(?:(?:set|turn|change|put)\s+)?{_NOUN}(?: on speakers)?(?:\s+(?:up|down))?\s+(?:to|at)\s+(?:the\s+)?{_TO}$"
    rf"|^(?:システムの)?音量を(?P<to_ja>\d+|最大|最小|半分)(?:%|パーセント)?に(?:して|設定|変更|上げて|下げて).*$",
    re.IGNORECASE,
)
_UP = re.compile(
    rf"^(?:turn up {_NOUN}|(?:turn|put) {_NOUN} (?:back )?up|(?:raise|increase) {_NOUN}|{_NOUN} up|i want {_NOUN} (?:raised|higher"
    rf"|up)|{_IT} (?:back )?up|(?:make it )?(?:a (?:little |bit )?(?:bit )?)?louder|i can[’']?t hear you){_BIT}(?: on speakers)?$"
    rf"|^{_BIT_JA}(?:システムの)?(?:音量|音|ボリューム)を?{_BIT_JA}(?:上げて|大きくして|アップ).*$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    rf"^(?:turn down {_NOUN}|(?:turn|put) {_NOUN} (?:back )?down|(?:lower|decrease|reduce) {_NOUN}|{_NOUN} down"
    rf"|i want {_NOUN} (?:lowered|lower|down)|{_IT} (?:back )?down|(?:make it )?(?:a (?:little |bit )?(?:bit )?)?(?:quieter|softer)"
    rf"|(?:it[’']?s|that[’']?s) too loud){_BIT}(?: on speakers)?$"
    rf"|^{_BIT_JA}(?:システムの)?(?:音量|音|ボリューム)を?{_BIT_JA}(?:下げて|小さくして|ダウン).*$",
    re.IGNORECASE,
)
_MUTE = re.compile(
    rf"^(?:mute(?: {_NOUN}| everything)?|turn off {_NOUN})$|^(?:消音"
    rf"|ミュート)(?:に?して)?(?:ください)?$",
    re.IGNORECASE,
)
_UNMUTE = re.compile(
    rf"^(?:unmute(?: {_NOUN}| everything)?|turn on {_NOUN}|{_NOUN} on)$|^(?:消音"
    rf"|ミュート)を?解除.*$",
    re.IGNORECASE,
)
_NAMED = {
    "max": 100,
    "maximum": 100,
    "full": 100,
    "loudest": 100,
    "half": 50,
    "min": 0,
    "minimum": 0,
    "最大": 100,
    "最小": 0,
    "半分": 50,
}

Run = Callable[[Sequence[str]], str]


class Mixer:
    """A ``StateStore`` of the system's loudness, through ``pactl`` (PulseAudio, PipeWire). ``"40"`` or ``"40 muted"``."""

    def __init__(self, run: Run | None = None) -> None:
        """``run`` gives what a command printed, and raises ``OSError`` or ``subprocess.SubprocessError``."""
        self._run = run or _run

    def read(self, key: str) -> str | None:
        """The loudness in percent, None where there is no mixer."""
        del key
        try:
            volume = self._run(["get-sink-volume", "@DEFAULT_SINK@"])
            muted = self._run(["get-sink-mute", "@DEFAULT_SINK@"])
        except (OSError, subprocess.SubprocessError):
            return None
        match = re.search(r"(\d+)%", volume)
        if match is None:
            return None
        return f"{match[1]} muted" if re.search(r":\s*yes", muted) else match[1]

    def write(self, key: str, value: str | None) -> None:
        """Sets it. Raises ``DeviceUnavailable``."""
        del key
        if value is None:
            return
        try:
            self._run(["set-sink-volume", "@DEFAULT_SINK@", f"{value.removesuffix(' muted')}%"])
            self._run(["set-sink-mute", "@DEFAULT_SINK@", "1" if value.endswith(" muted") else "0"])
        except (OSError, subprocess.SubprocessError) as error:
            raise DeviceUnavailable(
                "The system's volume cannot be set.", "Set it in the desktop's sound settings."
            ) from error

    def merge(self, change: Change, current: str | None) -> str | None:
        """Someone else set it since: theirs stays."""
        del current
        raise Conflict(change.store)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SetVolume:
    """To ``percent``, or by ``step`` from what it is; ``muted`` None leaves that as it is."""

    percent: int | None = None
    step: int = 0
    muted: bool | None = None


class VolumeSet(AsksNothing):
    """Sets how loud the system's speaker is."""

    name = "volume.set"

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        del context
        found = _wish(text)
        return Intent(skill=self.name, arguments=found) if found is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: SetVolume = intent.arguments
        before = self._mixer.read(KEY)
        if before is None:
            return Say(
                sentence=context.words(
                    "This desktop does not let me set its volume.", "このデスクトップでは音量を変えられません。"
                )
            )
        percent, muted = before.removesuffix(" muted"), before.endswith(" muted")
        wanted = wish.percent if wish.percent is not None else int(percent) + wish.step
        wanted = max(0, min(LOUDEST, wanted))
        quiet = wish.muted if wish.muted is not None else muted and not (wish.step or wish.percent is not None)
        after = f"{wanted}{' muted' if quiet else ''}"
        done = context.words(f"The volume is {wanted} %.", f"音量を{wanted}%にしました。")
        if quiet:
            done = context.words("The sound is off.", "消音にしました。")
        if after == before:
            return Say(sentence=done)
        return Plan(preview=done, done=done, changes=(Change(store=STORE, key=KEY, before=before, after=after),))


def _wish(text: str) -> SetVolume | None:
    if match := _SET.match(text):
        to = (match["to"] or match["to_ja"]).lower()
        return SetVolume(percent=_NAMED[to] if to in _NAMED else int(number(to)))
    if _UP.match(text):
        return SetVolume(step=STEP)
    if _DOWN.match(text):
        return SetVolume(step=-STEP)
    if _MUTE.match(text):
        return SetVolume(muted=True)
    return SetVolume(muted=False) if _UNMUTE.match(text) else None


def _run(arguments: Sequence[str]) -> str:
    program = shutil.which("pactl")
    if program is None:
        raise FileNotFoundError("pactl")
    # Its words are read: in English, whatever the desktop speaks.
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=TIMEOUT_S, check=True, env=environment
    )
    return done.stdout
