"""What this machine can run: cores, memory, vector instructions. The GPU is told by the caller, who may ask llama.cpp."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Literal

SimdLevel = Literal["none", "neon", "avx", "avx2", "avx512"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """A machine. ``gpu`` is empty without one, else the name of the back end (``"cuda"``, ``"vulkan"``, ``"metal"``).
    ``memory_bytes_per_s`` is 0 where it was not measured (``memory_speed``)."""

    physical_cores: int
    memory_bytes: int
    available_memory_bytes: int
    simd: SimdLevel
    gpu: str = ""
    memory_bytes_per_s: float = 0.0


def survey_hardware(gpu: str = "") -> Hardware:
    """This machine, now. Quick on Linux; elsewhere up to a second, because of the processor's flags."""
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
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        import cpuinfo  # starts processes and takes a second: only where the system does not say it itself

        return frozenset(str(flag).lower() for flag in cpuinfo.get_cpu_info().get("flags", ()))
    named = (line.partition(":") for line in lines)
    return next(
        (frozenset(flags.split()) for name, _, flags in named if name.strip() in ("flags", "Features")), frozenset()
    )
