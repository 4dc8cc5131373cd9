"""Transcripts as subtitle files."""

from __future__ import annotations

import pytest

from assistant.speech.recognition.subtitles import srt, vtt

pytestmark = pytest.mark.unit

SEGMENTS = [(0.0, 1.5, " Hello there."), (3661.0004, 3662.9996, "Tom & Jerry\n<3")]


def test_subrip() -> None:
    assert srt(SEGMENTS) == (
        "1\n00:00:00,000 --> 00:00:01,500\nHello there.\n\n2\n01:01:01,000 --> 01:01:03,000\nTom & Jerry <3\n\n"
    )


def test_webvtt() -> None:
    assert vtt(SEGMENTS) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello there.\n\n"
        "01:01:01.000 --> 01:01:03.000\nTom &amp; Jerry &lt;3\n\n"
    )


def test_nothing_said() -> None:
    assert srt([]) == ""
    assert vtt([]) == "WEBVTT\n\n"
