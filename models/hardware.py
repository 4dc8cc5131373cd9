"""What this machine can run: cores, memory, vector instructions. The GPU is told by the caller, who may ask llama.cpp."""

from __future__ import annotations

import dataclasses
from typing import Literal

SimdLevel = Literal["none", "neon", "avx", "avx2", "avx512"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """A machine. ``gpu`` is empty without one, else the name of the back end (``"cuda"``, ``"vulkan"``, ``"metal"``)."""

    physical_cores: int
    memory_bytes: int
    available_memory_bytes: int
    simd: SimdLevel
    gpu: str = ""


def survey_hardware(gpu: str = "") -> Hardware:
    """This machine, now. Takes up to a second on the first call, because of the processor's flags."""
    import psutil  # loads a native library: only when asked

    memory = psutil.virtual_memory()
    return Hardware(
        physical_cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        memory_bytes=memory.total,
        available_memory_bytes=memory.available,
        simd=simd_level(_processor_flags()),
        gpu=gpu,
    )


def simd_level(flags: frozenset[str]) -> SimdLevel:
    """The widest vector instructions among a processor's flags, as Linux and py-cpuinfo spell them."""
    if "avx512f" in flags:
        return "avx512"
    if "avx2" in flags:
        return "avx2"
    if "avx" in flags or "avx1.0" in flags:
        return "avx"
    return "neon" if flags & {"neon", "asimd"} else "none"


def _processor_flags() -> frozenset[str]:
    import cpuinfo  # starts processes on some systems: only when asked

    return frozenset(str(flag).lower() for flag in cpuinfo.get_cpu_info().get("flags", ()))
