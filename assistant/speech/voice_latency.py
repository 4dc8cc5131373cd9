"""What the user waited for between the end of their speech and the first sound of the answer. Pure."""

from __future__ import annotations

import itertools

from assistant.records import VoiceLatency
from assistant.speech.synthesis.answer_speaker import SpeakingTimes

MS_PER_S = 1000.0


def latency_of(
    *, speech_end_s: float, committed_s: float, transcribed_s: float, times: SpeakingTimes, devices_s: float
) -> VoiceLatency:
    """The stages one after the other; ``devices_s`` is what microphone and speaker add. Zeros when nothing was heard.

    What was done before the turn was committed (an early transcript, a draft) was done while it was waited for the end of the turn,
    and counts as nothing of its own: the stages add up to ``total``.
    """
    later = (
        transcribed_s,
        times.first_text_s,
        times.first_clause_s,
        times.first_synthesized_s,
        times.first_sample_s,
    )
    known = [reading_s for reading_s in later if reading_s is not None]
    if len(known) < len(later):
        return VoiceLatency()
    readings = list(itertools.accumulate([speech_end_s, committed_s, *known], max))
    stages = [(after - before) * MS_PER_S for before, after in itertools.pairwise(readings)]
    stages[-1] += devices_s * MS_PER_S
    return VoiceLatency(
        endpoint=stages[0],
        transcribe=stages[1],
        first_token=stages[2],
        first_clause=stages[3],
        synthesize=stages[4],
        output=stages[5],
        total=sum(stages),
    )
