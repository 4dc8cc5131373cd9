"""What ``sotto bench voice`` makes of the turns it measured."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from assistant.cli.bench_voice import PARTS, figures_of
from assistant.cli.spoken_trial import Reply
from assistant.errors import ModelUnavailable
from assistant.records import VoiceLatency
from assistant.speech.audio.real_time_audio import clip_of
from assistant.speech.base import MICROPHONE_RATE_HZ

pytestmark = pytest.mark.unit


def reply(total_s: float | None, **parts: float) -> Reply:
    return Reply(total_s=total_s, cut=total_s is None, latency=VoiceLatency(**parts))


def test_the_median_and_its_parts_leave_out_what_was_not_answered() -> None:
    replies = [reply(0.9, endpoint=500.0), reply(0.7, endpoint=400.0), reply(1.4, endpoint=600.0), reply(None)]
    figures = list(figures_of(replies))
    assert {figure.part for figure in figures} == {"voice"}
    assert {figure.unit for figure in figures} == {"ms"}
    assert [figure.value for figure in figures[:3]] == pytest.approx([900.0, 1400.0, 500.0])
    assert [figure.value for figure in figures[3:]] == [0.0] * (len(PARTS) - 1)


def test_every_part_of_the_wait_has_words() -> None:
    assert set(PARTS) == {field.name for field in dataclasses.fields(VoiceLatency)} - {"total"}


def test_nothing_answered_is_an_error() -> None:
    with pytest.raises(ModelUnavailable):
        list(figures_of([reply(None), Reply(total_s=None, cut=False, latency=None)]))


def test_a_clip_begins_shortly_before_its_speech_and_knows_its_end() -> None:
    samples = np.zeros(3 * MICROPHONE_RATE_HZ, dtype=np.float32)
    samples[MICROPHONE_RATE_HZ : 2 * MICROPHONE_RATE_HZ] = 0.5
    clip = clip_of(samples)
    assert clip.end_sample == round(1.3 * MICROPHONE_RATE_HZ)
    assert len(clip.samples) == round(2.3 * MICROPHONE_RATE_HZ)
