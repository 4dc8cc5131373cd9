"""What to run on a machine: pure functions from hardware and catalog to entries and plain sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from models.catalog import Catalog, CatalogEntry
from models.hardware import Hardware

Fit = Literal["fits", "slow", "too_big"]

GIB = 1024**3

LARGE_CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SMALL_CHAT = "smollm2-135m-instruct-q4_1"
LARGE_CHAT_MEMORY_BYTES = 7 * GIB
"""A machine sold with 8 GB shows the system 7.2 to 7.8 GiB of it."""

SYSTEM_RESERVE_BYTES = 2 * GIB
"""Left to the desktop and the other programs."""

COMFORTABLE_TOKENS_PER_S = 5.0
"""About the speed at which people read: below it, waiting is what the user notices."""

_BANDWIDTH_PER_CORE = 12e9
_BANDWIDTH_LIMIT = 36e9
_NARROW_FACTOR: Mapping[str, float] = {"none": 0.2, "avx": 0.5, "neon": 0.8, "avx2": 1.0, "avx512": 1.0}
_GPU_BANDWIDTH = 150e9
_SHARE_OF_READING = 0.7
"""Qwen2.5 1.5B wrote 27 to 32 tokens a second, 30 to 36 GB/s, where two cores read 47 GB/s."""
_TOKEN_OVERHEAD_S = 0.002


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """An entry and one plain sentence that says why."""

    entry: CatalogEntry
    reason: str


def recommend_starter_set(hardware: Hardware, catalog: Catalog) -> tuple[Recommendation, ...]:
    """The embedded default that fits this machine, obtainable from a package index alone, in the order to fetch it."""
    gigabytes = hardware.memory_bytes / GIB
    if hardware.memory_bytes >= LARGE_CHAT_MEMORY_BYTES:
        chat = (LARGE_CHAT, f"This machine has {gigabytes:.0f} GB of memory, enough for the larger chat model.")
    else:
        chat = (
            SMALL_CHAT,
            f"This machine has {gigabytes:.1f} GB of memory; the smallest chat model leaves room for other programs.",
        )
    picks = (
        chat,
        ("faster-whisper-base-fp16", "It turns speech into text quickly on a processor alone."),
        ("piper-en_US-joe-medium", "It speaks English faster than real time without a graphics card."),
        ("all-minilm-l6-v2-int8", "It finds passages of your documents by meaning and needs little memory."),
        (
            "smart-turn-v3.2-cpu",
            "It hears whether you have finished speaking, so that answers come without long pauses.",
        ),
        ("silero-vad-v6-faster-whisper", "It tells speech from silence."),
    )
    return tuple(Recommendation(entry=catalog.entry(entry_id), reason=reason) for entry_id, reason in picks)


def fit(entry: CatalogEntry, hardware: Hardware, measured_tokens_per_s: float | None = None) -> Fit:
    """Whether the machine can run an entry: its memory need against total memory, then its speed, as measured or expected.

    Total memory counts, not what happens to be free: a verdict that changes with the open browser tabs helps nobody.
    """
    if not fit_together([entry], hardware):
        return "too_big"
    speed = measured_tokens_per_s or expected_tokens_per_s(entry, hardware)
    return "slow" if speed is not None and speed < COMFORTABLE_TOKENS_PER_S else "fits"


def fit_together(entries: Sequence[CatalogEntry], hardware: Hardware) -> bool:
    """Whether the machine has the memory for all entries at once, beside what the desktop and other programs take."""
    left = hardware.memory_bytes - min(SYSTEM_RESERVE_BYTES, hardware.memory_bytes // 2)
    return sum(entry.memory_bytes for entry in entries) <= left


def expected_tokens_per_s(entry: CatalogEntry, hardware: Hardware) -> float | None:
    """A prediction of generation speed, ``None`` for models that write no text.

    Writing one token reads all weights once, so speed is memory bandwidth over the size of the weights. The bandwidth is what was
    measured of the memory, of which llama.cpp reaches about ``_SHARE_OF_READING``. Where nothing was measured it is assumed, right
    within a factor of two at best: 12 GB/s a core up to 36 GB/s, as dual-channel laptops reach, less without AVX2, and 150 GB/s
    with a GPU. Choosing and showing a token takes some 2 ms whatever the size.
    """
    if entry.runtime != "llama.cpp" or not {"chat", "code", "vision"} & set(entry.roles):
        return None
    if hardware.memory_bytes_per_s:
        bandwidth = hardware.memory_bytes_per_s * _SHARE_OF_READING * _NARROW_FACTOR[hardware.simd]
    else:
        bandwidth = min(hardware.physical_cores * _BANDWIDTH_PER_CORE, _BANDWIDTH_LIMIT) * _NARROW_FACTOR[hardware.simd]
    if hardware.gpu:
        bandwidth = _GPU_BANDWIDTH
    weights = max(file.size_bytes for file in entry.files)
    return round(1 / (weights / bandwidth + _TOKEN_OVERHEAD_S), 1)


def choose(
    role: str,
    installed: Iterable[CatalogEntry],
    hardware: Hardware,
    preferred: str | None = None,
    *,
    language: str | None = None,
    runtimes: frozenset[str] | None = None,
) -> CatalogEntry | None:
    """The installed entry to use for a role, or ``None``.

    ``preferred`` (an id) wins whenever it is installed and has the role, whatever the machine. Else: among the entries of
    these ``runtimes`` (``None``: any), those of the ``language`` (two letters) before others, those that fit before slow
    ones before ones too big; among ones that fit the largest, since memory need is the best known proxy of quality; among
    the others the smallest.
    """
    candidates = [entry for entry in installed if role in entry.roles]
    for entry in candidates:
        if entry.id == preferred:
            return entry
    if runtimes is not None:
        candidates = [entry for entry in candidates if entry.runtime in runtimes]

    def order(entry: CatalogEntry) -> tuple[int, int, int, str]:
        verdict = fit(entry, hardware)
        size = -entry.memory_bytes if verdict == "fits" else entry.memory_bytes
        speaks = language is None or not entry.languages or language in entry.languages
        speaks = speaks or "multilingual" in entry.languages
        return (0 if speaks else 1, ("fits", "slow", "too_big").index(verdict), size, entry.id)

    return min(candidates, key=order, default=None)
