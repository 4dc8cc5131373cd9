"""What a sound check has to say of a microphone, and of what was recorded with it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import AudioDevice, SoundSample
from ui.translations import tr

QUIET_PEAK = 0.03
"""Speech that never gets louder is half as well understood: some 30 dB under full scale."""
CLIPPED_PEAK = 0.985


def device_advice(devices: Sequence[AudioDevice], chosen: str) -> str:
    """What to know of the microphone ``chosen`` (empty: the system's) before anything was said; empty when there is nothing."""
    microphones = [one for one in devices if one.is_input]
    used = next((one for one in microphones if (one.name == chosen if chosen else one.is_default)), None)
    built_in = next((one for one in microphones if one.is_built_in), None)
    if used is None or not used.is_bluetooth:
        return ""
    words = tr("Bluetooth headsets hear and sound like a telephone while their microphone is used.")
    if built_in is not None:
        better = tr("“{name}” is mostly understood better, and the headset keeps its sound.")
        words += " " + better.format(name=built_in.name)
    return words


def sample_advice(sample: SoundSample) -> str:
    """What is wrong with a recording, or that all is well."""
    if sample.peak >= CLIPPED_PEAK:
        return tr("That was too loud: turn the microphone down, or move away from it.")
    if not sample.text:
        if sample.peak < QUIET_PEAK:
            return tr("Next to nothing was heard. Is the microphone switched on, and is it the right one?")
        if not sample.transcribed:
            return tr("The microphone hears you. What you say is understood once the starter set is here.")
        return tr("Something was heard, but no words. Try again, closer to the microphone.")
    if sample.peak < QUIET_PEAK:
        return tr("That was quiet: turn the microphone up, or come closer.")
    if sample.narrow_band:
        return tr("This microphone passes telephone quality only. Another one would be understood better.")
    return tr("That works.")
