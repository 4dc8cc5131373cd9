"""Compiling llama-cpp-python from its hash-checked source, in a folder that stays where it is until the wheel is done.

Sources and object files live side by side in that folder, so an interrupted build goes on with the files that were left.
The tools (CMake, Ninja, scikit-build-core) are locked and hashed too and live in an environment of their own.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tarfile
import venv
from collections.abc import Collection, Mapping
from pathlib import Path

from setup_steps import commands, lock_file
from setup_steps.layout import Layout, SetupError
from setup_steps.progress import Progress, duration, ninja_step
from setup_steps.stamps import Stamps, digest

TOOLS = ("cmake", "ninja", "packaging", "pathspec", "scikit-build-core")
_MEMORY_PER_JOB_BYTES = 1_000_000_000
"""The largest compiler process of llama.cpp 0.3.36 stays under this."""

_REASONS = (
    ("No space left on device", "the disk is full: free about 2 GB and run the command again"),
    (
        "Killed signal",
        "the compiler ran out of memory: close other programs and run it again with CMAKE_BUILD_PARALLEL_LEVEL=1",
    ),
    ("CMAKE_CXX_COMPILER", "no working C++ compiler was found: type `sudo apt-get install -y build-essential`"),
    ("CMAKE_C_COMPILER", "no working C compiler was found: type `sudo apt-get install -y build-essential`"),
    (
        "THESE PACKAGES DO NOT MATCH THE HASHES",
        "a downloaded file is not the one that was locked: try again on another network",
    ),
    ("No matching distribution found", "the package registry could not be reached: check the network and run it again"),
    (
        "Failed to establish a new connection",
        "the package registry could not be reached: check the network and run it again",
    ),
    (
        "Temporary failure in name resolution",
        "the package registry could not be reached: check the network and run it again",
    ),
)


def why_it_failed(log_text: str) -> str:
    """One clause for people, with the next step where the log gives the reason away."""
    for mark, reason in _REASONS:
        if mark in log_text:
            return reason
    return "the compiler stopped with an error, shown above"


FOR_EVERY_PROCESSOR = shlex.join(
    (
        "-DGGML_NATIVE=OFF",
        "-DGGML_BACKEND_DL=ON",
        "-DGGML_CPU_ALL_VARIANTS=ON",
        "-DGGML_BACKEND_DIR:STRING=llama_cpp/lib",
        "-DLLAVA_BUILD=OFF",
    )
)
"""Settings for packages: the arithmetic is compiled once for each generation of processors, and the fitting one is loaded at run
time. llama.cpp installs those into the folder that is named, here the one of the Python package's other libraries. What reads
pictures and sound is left out; Sotto has other means."""


_AMX_FLAG = "amx_int8"
"""How /proc/cpuinfo names it."""
WITHOUT_AMX = "-U__AMX_INT8__ -U__AMX_TILE__ -U__AMX_BF16__"
"""For both compilers. llama.cpp's code for AMX asks for these macros, which every compiler lets one take back."""


def for_this_processor(features: Collection[str], environ: Mapping[str, str]) -> Mapping[str, str]:
    """The environment to compile in on a processor with ``features``.

    AMX, which is in servers alone, is left out as it is from packages: on a virtual machine whose processor has it llama.cpp ended
    with an illegal instruction when it read a prompt, although it asks the kernel for leave (ARCH_REQ_XCOMP_PERM) before.
    """
    if _AMX_FLAG not in features:
        return environ
    return {**environ, **{name: f"{environ.get(name, '')} {WITHOUT_AMX}".strip() for name in ("CFLAGS", "CXXFLAGS")}}


def recipe(layout: Layout, environ: Mapping[str, str]) -> str:
    """Everything but the sources and the processor that decides what the wheel will be."""
    ours = (layout.root / "packaging" / "llama_build.cmake").read_text(encoding="utf-8")
    return "\n".join((ours, environ.get("CMAKE_ARGS", ""), environ.get("CFLAGS", ""), environ.get("CXXFLAGS", "")))


def parallel_jobs(cores: int, memory_bytes: int) -> int:
    """As many compilers at once as there are cores, and memory for them."""
    return max(1, min(cores, memory_bytes // _MEMORY_PER_JOB_BYTES))


def jobs_here() -> int:
    """``parallel_jobs`` of this machine."""
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return parallel_jobs(os.cpu_count() or 1, memory_bytes)


def build(layout: Layout, pin: lock_file.Pin, folder: Path, environ: Mapping[str, str], *, keep_open: int) -> Path:
    """The wheel, inside ``folder``. Raises ``SetupError`` with the reason; the log stays in the clone's ``.make``."""
    if not any(map(shutil.which, ("c++", "g++", "clang++"))):
        raise SetupError(
            "Sotto compiles llama.cpp and found no C++ compiler: type `sudo apt-get install -y build-essential`."
        )
    log = layout.work / "llama-build.log"
    log.unlink(missing_ok=True)
    kind, minutes = (
        ("every processor", "15 to 40")
        if FOR_EVERY_PROCESSOR in environ.get("CMAKE_ARGS", "")
        else ("this processor", "5 to 15")
    )
    print(f"Building llama.cpp {pin.version} for {kind}, once for all clones: some {minutes} minutes", flush=True)
    print(f"  log: {log.relative_to(layout.root)}", flush=True)
    python = tools(layout, log)
    source = _source(layout, pin, folder, python, log, keep_open)
    progress = Progress("llama.cpp", sys.stdout)

    def on_line(line: str) -> None:
        if step := ninja_step(line):
            progress.update(*step)

    include = layout.root / "packaging" / "llama_build.cmake"
    # CMake reads the file with our two settings from inside the build folder: its path is then the same for every clone
    shutil.copyfile(include, folder / include.name)
    settings = shlex.join([f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={folder / include.name}"])
    building = {
        **environ,
        "PATH": f"{python.parent}{os.pathsep}{environ.get('PATH', os.defpath)}",
        "CMAKE_ARGS": f"{settings} {environ.get('CMAKE_ARGS', '')}".strip(),
        "CMAKE_GENERATOR": "Ninja",
        "CMAKE_BUILD_PARALLEL_LEVEL": environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(jobs_here())),
        "SKBUILD_BUILD_DIR": str(folder / "objects"),
    }
    wheels = folder / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    argv = (
        *_pip(layout, python),
        *("wheel", "-v", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(wheels), str(source)),
    )
    status = commands.run_logged(argv, log, on_line, environ=building, keep_open=(keep_open,))
    took_s = progress.close()
    built = next(wheels.glob("*.whl"), None)
    if status != 0 or built is None:
        raise _failure(log)
    shutil.rmtree(
        layout.work / "build-tools", ignore_errors=True
    )  # 90 MB that the next wheel is not built with for a long time
    print(f"Built llama.cpp in {duration(took_s)}", flush=True)
    return built


def _failure(log: Path) -> SetupError:
    print(commands.tail(log), file=sys.stderr)
    reason = why_it_failed(log.read_text(encoding="utf-8", errors="replace"))
    return SetupError(f"llama.cpp could not be built: {reason}. The whole log is in {log}.")


def _pip(layout: Layout, tools: Path) -> tuple[str, ...]:
    return (str(layout.python), "-m", "pip", "--python", str(tools), "--disable-pip-version-check", "--no-input")


def tools(layout: Layout, log: Path) -> Path:
    """The interpreter of the environment with the build tools."""
    folder = layout.work / "build-tools"
    python = folder / "bin" / "python"
    pins = lock_file.only(lock_file.read(layout.build_lock), *TOOLS)
    stamps = Stamps(folder)
    content = digest(str(layout.root), sys.version, *(pin.text for pin in pins))
    if stamps.holds("installed", content):
        return python
    venv.create(folder, clear=True, symlinks=True, with_pip=False)
    requirements = lock_file.write(pins, layout.work / "build-tools.txt")
    install = ("install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(requirements))
    if commands.run_logged((*_pip(layout, python), *install), log) != 0:
        raise _failure(log)
    stamps.mark("installed", content)
    return python


def _source(layout: Layout, pin: lock_file.Pin, folder: Path, tools: Path, log: Path, keep_open: int) -> Path:
    """The unpacked sources, from an archive whose digest the lock file names."""
    source = folder / "source"
    stamps = Stamps(folder)
    content = digest(*pin.hashes)
    if stamps.holds("unpacked", content) and source.is_dir():
        return source
    shutil.rmtree(folder, ignore_errors=True)
    download = folder / "download"
    requirements = lock_file.write([pin], layout.work / "llama.txt")
    argv = (
        *_pip(layout, tools),
        *("download", "--no-deps", "--no-build-isolation", "--require-hashes", "--no-binary", pin.name),
        *("-r", str(requirements), "--dest", str(download)),
    )
    if commands.run_logged(argv, log, keep_open=(keep_open,)) != 0:
        raise _failure(log)
    archive = next(download.glob("*.tar.gz"))
    unpacking = folder / "unpacking"
    with tarfile.open(archive) as tar:
        # the first releases of Python 3.11 have no extraction filters; the archive's digest is checked either way
        if hasattr(tarfile, "data_filter"):
            tar.extractall(unpacking, filter="data")
        else:
            tar.extractall(unpacking)
    next(unpacking.iterdir()).rename(source)
    shutil.rmtree(download)
    stamps.mark("unpacked", content)
    return source
