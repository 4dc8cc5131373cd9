"""Transcripts as subtitles: SubRip (SRT) and WebVTT (W3C). Pure."""

from __future__ import annotations

from collections.abc import Sequence

FORMATS = ("text", "srt", "vtt")

TimedText = tuple[float, float, str]
"""Start and end in seconds, and what was said between them."""


def srt(segments: Sequence[TimedText]) -> str:
    """A SubRip file: numbered from 1, comma before the milliseconds, an empty line after each."""
    return "".join(
        f"{number}\n{_time(start_s, ',')} --> {_time(end_s, ',')}\n{_line(text)}\n\n"
        for number, (start_s, end_s, text) in enumerate(segments, 1)
    )


def vtt(segments: Sequence[TimedText]) -> str:
    """A WebVTT file, its reserved characters escaped."""
    return "WEBVTT\n\n" + "".join(
        f"{_time(start_s, '.')} --> {_time(end_s, '.')}\n{_escaped(_line(text))}\n\n"
        for start_s, end_s, text in segments
    )


def _time(seconds: float, mark: str) -> str:
    whole_ms = max(0, round(seconds * 1000))
    minutes, ms = divmod(whole_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{ms // 1000:02}{mark}{ms % 1000:03}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
