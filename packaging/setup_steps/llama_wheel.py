"""Which llama-cpp-python wheel to install: the user's own, one from the cache that all clones share, or a new build.

The registry has this package as source only, and compiling it takes minutes. The cache lives in the user's cache folder, one
sub-folder for each kind of build; a wheel gets there by one rename, next to its digest, so a half one is never seen.
"""

from __future__ import annotations

import dataclasses
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from setup_steps import commands, llama_build, lock_file
from setup_steps.layout import Layout, SetupError
from setup_steps.stamps import digest, file_digest

WHEEL_VARIABLE = "SOTTO_LLAMA_WHEEL"
INDEX_VARIABLE = "SOTTO_LLAMA_INDEX"
PACKAGE = "llama-cpp-python"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LlamaSource:
    """Where pip gets llama-cpp-python from: ``arguments`` for ``pip install``; ``content`` changes when the wheel does."""

    arguments: tuple[str, ...]
    content: str


def cpu_features(cpuinfo: str) -> tuple[str, ...]:
    """The instruction sets that /proc/cpuinfo names for the first core: "flags" on x86, "Features" on ARM. Empty elsewhere."""
    for line in cpuinfo.splitlines():
        label, _, features = line.partition(":")
        if label.strip() in {"flags", "Features"}:
            return tuple(sorted(set(features.split())))
    return ()


def cache_key(pin: lock_file.Pin, machine: str, features: tuple[str, ...], libc: str, recipe: str) -> str:
    """A folder name for one kind of build: llama.cpp is compiled for this very processor, and a wheel runs on no lesser one.

    The wheel itself is good for every Python version (its tag is ``py3-none``), so the interpreter is no part of the key.
    """
    kind = digest(*pin.hashes, "\n".join(features), libc, recipe)
    return f"{pin.version}-{machine}-{kind[:16]}"


def cached_wheel(folder: Path) -> Path | None:
    """The finished wheel in a cache folder, or ``None`` when there is none or its bytes are not the ones that were built."""
    for wheel in sorted(folder.glob("*.whl")):
        recorded = wheel.with_suffix(".whl.sha256")
        if recorded.is_file() and recorded.read_text().strip() == file_digest(wheel):
            return wheel
    return None


def store(built: Path, folder: Path) -> Path:
    """Move a built wheel into a cache folder on the same file system; the digest goes first, the wheel's rename last."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / built.name
    wheel.with_suffix(".whl.sha256").write_text(file_digest(built) + "\n")
    built.replace(wheel)
    return wheel


def _features() -> tuple[str, ...]:
    try:
        return cpu_features(Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return (platform.processor(),)


def resolve(
    layout: Layout, environ: Mapping[str, str] = os.environ, *, for_every_processor: bool = False
) -> LlamaSource:
    """Decide and, if need be, build: for this processor, or for every one of its kind, as packages need it. Raises
    ``SetupError``."""
    pin = lock_file.only(lock_file.read(layout.lock(dev=False)), PACKAGE)[0]
    if given := environ.get(WHEEL_VARIABLE):
        wheel = Path(given).expanduser().absolute()
        if not wheel.is_file() or wheel.suffix != ".whl":
            raise SetupError(
                f"{WHEEL_VARIABLE} names {wheel}, which is not a wheel file: correct it, or unset it to build one."
            )
        return LlamaSource(arguments=(str(wheel),), content=file_digest(wheel))
    if index := environ.get(INDEX_VARIABLE):
        arguments = ("--index-url", index, "--only-binary", PACKAGE, f"{PACKAGE}=={pin.version}")
        return LlamaSource(arguments=arguments, content=digest(pin.version, index))
    features = _features()
    if for_every_processor:
        features = ()
        environ = {
            **environ,
            "CMAKE_ARGS": f"{llama_build.FOR_EVERY_PROCESSOR} {environ.get('CMAKE_ARGS', '')}".strip(),
        }
    environ = llama_build.for_this_processor(features, environ)
    wheel = _from_cache_or_build(layout, pin, environ, features)
    return LlamaSource(arguments=(str(wheel),), content=digest(str(wheel.name), wheel.parent.name))


def _from_cache_or_build(
    layout: Layout, pin: lock_file.Pin, environ: Mapping[str, str], features: tuple[str, ...]
) -> Path:
    recipe = llama_build.recipe(layout, environ)
    libc = "-".join(platform.libc_ver())
    key = cache_key(pin, platform.machine(), features, libc, recipe)
    folder = layout.wheel_cache / f"{PACKAGE}-{key}"
    if wheel := cached_wheel(folder):
        return wheel

    def waiting() -> None:
        print("Another set-up is building llama.cpp for this machine; waiting for its wheel", flush=True)

    with commands.exclusive(layout.wheel_cache / f"{PACKAGE}-{key}.lock", waiting) as lock:
        if wheel := cached_wheel(folder):
            return wheel
        building = layout.wheel_cache / f"{PACKAGE}-{key}.building"
        built = llama_build.build(layout, pin, building, environ, keep_open=lock)
        wheel = store(built, folder)
        shutil.rmtree(building)
    print(f"Kept the wheel for other clones ({wheel.stat().st_size / 1e6:.0f} MB)", file=sys.stdout, flush=True)
    return wheel
