"""Parts that packages have compiled for themselves, from source whose digest is known: kept once for all clones of one machine.

Where one cannot be compiled, or does not do what is asked of it, packages have the wheel's, which is larger.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from setup_steps import commands, lock_file
from setup_steps.layout import Layout, SetupError
from setup_steps.llama_build import why_it_failed
from setup_steps.stamps import Stamps, digest


def kept(folder: Path, name: str, make: Callable[[Path, int], Iterable[Path]]) -> Path:
    """``folder``, with the files that ``make`` made once. ``make`` is given a folder to build in, where an interrupted build goes
    on, and the lock that its programs hold on to. What it raises goes through."""

    def waiting() -> None:
        print(f"Another clone is building {name}; waiting for it", flush=True)

    with commands.exclusive(folder.with_name(f"{folder.name}.lock"), waiting) as lock:
        if not folder.is_dir():
            building, ready = folder.with_name(f"{folder.name}.building"), folder.with_name(f"{folder.name}.ready")
            made = list(make(building, lock))
            shutil.rmtree(ready, ignore_errors=True)
            ready.mkdir(parents=True)
            for file in made:
                shutil.copyfile(file, ready / file.name)
            ready.replace(folder)
            shutil.rmtree(building)
    return folder


def or_the_wheels(make: Callable[[], Path], name: str, megabytes: int) -> Path | None:
    """What ``make`` gives; ``None``, with a line that says how much larger the package will be, where it cannot be made."""
    try:
        return make()
    except SetupError as error:
        print(error, file=sys.stderr)
        print(f"The package will have the whole {name} of its wheel, some {megabytes} MB more.", flush=True)
        return None


def pin_of(layout: Layout, package: str) -> lock_file.Pin:
    """The locked version of a package."""
    return lock_file.only(lock_file.read(layout.lock(dev=False)), package)[0]


def unpacked(folder: Path, fetch: Callable[[], None], digests: Sequence[str]) -> Path:
    """The sources below ``folder``, from the one archive that ``fetch`` puts there; it sees to the ``digests``."""
    source = folder / "source"
    stamps = Stamps(folder)
    if stamps.holds("unpacked", digest(*digests)) and source.is_dir():
        return source
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fetch()
    archive = next(folder.glob("*.tar.*"))
    unpacking = folder / "unpacking"
    with tarfile.open(archive) as tar:
        tar.extractall(unpacking, filter="data")
    archive.unlink()
    next(unpacking.iterdir()).rename(source)
    stamps.mark("unpacked", digest(*digests))
    return source


def locked_source(layout: Layout, pin: lock_file.Pin, folder: Path, name: str, log: Path) -> Path:
    """The unpacked sources of a locked package, from the package index."""
    script = Path(__file__).with_name("source_archive.py")
    argv = (str(layout.python), str(script), pin.name, pin.version, str(folder), *pin.hashes)
    return unpacked(folder, lambda: run(argv, name, log, "its source could not be fetched"), pin.hashes)


def run(
    argv: Sequence[str],
    name: str,
    log: Path,
    trouble: str = "",
    *,
    on_line: Callable[[str], None] = commands.ignore,
    cwd: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    keep_open: Sequence[int] = (),
) -> None:
    """Raises ``SetupError`` where the program fails, with the ``trouble``, or what its lines tell."""
    if shutil.which(argv[0], path=environ.get("PATH")) is None:
        raise SetupError(f"{name} could not be built: {argv[0]} is not on this machine.")
    if commands.run_logged(argv, log, on_line, cwd=cwd, environ=environ, keep_open=keep_open) != 0:
        reason = trouble or why_it_failed(log.read_text(encoding="utf-8", errors="replace"))
        raise SetupError(f"{commands.tail(log)}\n{name} could not be built: {reason}. The whole log is in {log}.")


def try_out(python: Path, script: str, folder: Path, name: str, libraries: Path | None = None) -> None:
    """Runs ``script`` with ``folder``, its one argument, and the ``libraries`` in sight. Raises ``SetupError`` where it fails."""
    environ = {**os.environ, **({"LD_LIBRARY_PATH": str(libraries)} if libraries else {})}
    argv = (str(python), "-I", "-c", script, str(folder))
    done = subprocess.run(argv, capture_output=True, text=True, check=False, env=environ)
    if done.returncode != 0:
        raise SetupError(f"{done.stderr.strip()}\nThe {name} that was built does not do what is asked of it.")
