"""What the sound server says of its devices."""

from __future__ import annotations

import os
from typing import Any

import pytest

from assistant.speech.audio.device_kinds import is_bluetooth_name, is_built_in_name
from assistant.speech.audio.sound_server import chosen, find, named_devices

pytestmark = pytest.mark.unit

INFO = {"default_sink_name": "alsa_output.pci", "default_source_name": "bluez_source.headset"}


def _each(name: str, description: str, rate: str = "s16le 2ch 48000Hz", **properties: str) -> dict[str, Any]:
    return {"name": name, "description": description, "sample_specification": rate, "properties": properties}


FOUND = [
    ("sinks", _each("alsa_output.pci", "Built-in Audio", **{"device.bus": "pci"})),
    ("sinks", _each("usb", "Box", **{"device.bus": "usb"})),
    ("sinks", _each("usb.2", "Box")),
    ("sources", _each("alsa_output.pci.monitor", "Monitor of Built-in Audio")),
    ("sources", _each("alsa_input.pci", "Built-in Audio", **{"device.form_factor": "internal"})),
    ("sources", _each("bluez_source.headset", "WH-1000", "s16le 1ch 16000Hz", **{"device.bus": "bluetooth"})),
]


def test_devices_have_the_names_that_people_know() -> None:
    devices = [one.device for one in named_devices(INFO, FOUND)]
    assert [one.name for one in devices] == ["Built-in Audio", "Box (usb)", "Box (usb.2)", "Built-in Audio", "WH-1000"]
    assert [one.is_input for one in devices] == [False, False, False, True, True]
    assert [one.is_default for one in devices] == [True, False, False, False, True]
    assert [one.is_built_in for one in devices] == [True, False, False, True, False]
    assert [one.is_bluetooth for one in devices] == [False, False, False, False, True]
    assert devices[-1].sample_rate_hz == 16_000


def test_a_device_is_found_by_its_name_or_as_the_default() -> None:
    devices = named_devices(INFO, FOUND)
    for name, is_input, key in (
        ("", False, "alsa_output.pci"),
        ("", True, "bluez_source.headset"),
        ("Built-in Audio", True, "alsa_input.pci"),
        ("Box (usb.2)", False, "usb.2"),
        ("usb.2", False, "usb.2"),
    ):
        found = find(devices, name, is_input=is_input)
        assert found is not None
        assert found.key == key
    assert find(devices, "WH-1000", is_input=False) is None
    assert find([], "", is_input=True) is None


def test_the_choice_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SOURCE", "mine")
    monkeypatch.delenv("PULSE_SINK", raising=False)
    devices = named_devices(INFO, FOUND)
    with chosen(devices[0]), chosen(devices[-1]), chosen(None):
        assert os.environ["PULSE_SINK"] == "alsa_output.pci"
        assert os.environ["PULSE_SOURCE"] == "bluez_source.headset"
    assert os.environ["PULSE_SOURCE"] == "mine"
    assert "PULSE_SINK" not in os.environ


@pytest.mark.parametrize(
    ("name", "bluetooth", "built_in"),
    [
        ("Headset (WH-1000XM4 Hands-Free)", True, False),
        ("HDA Intel PCH: ALC257 Analog (hw:0,0)", False, True),
        ("MacBook Pro Microphone", False, True),
        ("内蔵マイク", False, True),
        ("AirPods", True, False),
        ("USB Audio", False, False),
        ("", False, False),
    ],
)
def test_names_tell_of_kinds(name: str, bluetooth: bool, built_in: bool) -> None:
    assert (is_bluetooth_name(name), is_built_in_name(name)) == (bluetooth, built_in)
