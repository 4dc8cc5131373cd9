"""``kill -9`` of each process at each stage: the next start has everything, does the same to its end, and leaves no rest.

``SOTTO_KILL_SEED`` chooses other moments than the first; ``python -m tests.kills`` runs many of them side by side.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.kills.case import Victim, run
from tests.kills.stages import Stage

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(400)]

SEED = int(os.environ.get("SOTTO_KILL_SEED", "1"))


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("victim", Victim)
def test_killed_at_a_stage_nothing_is_lost_and_the_next_start_goes_on(
    victim: Victim, stage: Stage, tmp_path: Path
) -> None:
    run(victim, stage, SEED, tmp_path)
