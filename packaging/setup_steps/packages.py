"""``make package``: the frozen program, and from it a tarball and a Debian package, with the list of all parts (CycloneDX).

PyInstaller and its companions live in an environment of their own that sees Sotto's, so that they are never part of the program.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tomllib
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup_steps import (
    commands,
    ffmpeg_build,
    licence_texts,
    llama_wheel,
    lock_file,
    opencv_build,
    other_parts,
    slimming,
    sqlcipher_build,
)
from setup_steps.layout import Layout, SetupError
from setup_steps.linux_tree import INSTALLER, Contents, debian_control, lay_out
from setup_steps.shared_libraries import libraries_in, oldest_c_library
from setup_steps.stamps import Stamps, digest
from third_party_licenses import declared_licence

LOCK = "requirements-package.lock"
_FROM_SOURCE = "argparse-manpage"
"""The one tool without a wheel; its build needs setuptools, which is locked too."""

LINES_ALONE = "PYTHONNODEBUGRANGES"
"""Compiled code then tells the lines of an error and not the columns, and is a quarter smaller."""
QT_SETTINGS = f"[Paths]\nPrefix = {slimming.INSIDE}/PySide6/Qt\n"
"""Beside the program, from where Qt reads it: where its plug-ins and translations are."""


def make(layout: Layout) -> None:
    """Writes everything to ``dist``. Raises ``SetupError``."""
    log = layout.work / "package.log"
    log.unlink(missing_ok=True)
    version = tomllib.loads((layout.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    python = tools(layout, log, llama_wheel.resolve(layout, for_every_processor=True))
    small = slimming.Small(
        opencv=opencv_build.library(layout),
        sqlcipher=sqlcipher_build.library(layout, python),
        ffmpeg=ffmpeg_build.libraries(layout),
    )
    dist = layout.root / "dist"
    dist.mkdir(exist_ok=True)
    print("Freezing the program, a few minutes", flush=True)
    frozen = _freeze(layout, python, small, log)
    papers = _papers(layout, python, log)
    packed = licence_texts.installed(layout)
    shutil.rmtree(papers / "licences", ignore_errors=True)
    licence_texts.gather(packed.values(), layout.root / "packaging" / "licences", papers / "licences")
    name = f"sotto-{version}-linux-{platform.machine()}"
    contents = Contents(root=layout.root, program=frozen, papers=papers)
    tree = layout.work / "package" / name
    shutil.rmtree(tree.parent, ignore_errors=True)
    lay_out(contents, tree)
    print(f"Wrote {shutil.make_archive(str(dist / name), 'gztar', tree.parent, name)}", flush=True)
    _debian_package(layout, tree, version, log)
    parts = dist / f"sotto-{version}.cdx.json"
    _run((python.with_name("cyclonedx-py"), "requirements", "requirements.lock", "-o", str(parts)), layout, log)
    other_parts.complete_file(
        parts,
        {name: declared_licence(one.metadata) for name, one in packed.items()},
        {name: one.version for name, one in packed.items()},
    )
    print(f"Wrote {parts}", flush=True)
    _lay_source_beside(layout, dist)


def _lay_source_beside(layout: Layout, dist: Path) -> None:
    """Whoever passes packages on passes FFmpeg's source on as well, from the same place (LGPL 2.1, section 4)."""
    try:
        archive = ffmpeg_build.source_archive(layout)
    except SetupError as error:
        print(error, file=sys.stderr)
        print(f"Before a package is passed on, {ffmpeg_build.SOURCE} must lie beside it.", flush=True)
        return
    shutil.copyfile(archive, dist / archive.name)
    print(f"Wrote {dist / archive.name}", flush=True)


def tools(layout: Layout, log: Path, llama: llama_wheel.LlamaSource | None = None) -> Path:
    """The Python of the environment with the tools of ``LOCK``, which sees Sotto too. Packages have a ``llama`` of their own in it,
    found before the one that was compiled for this processor. Raises ``SetupError``."""
    folder = layout.work / "package-tools"
    python = folder / "bin" / "python"
    pins = lock_file.read(layout.root / LOCK)
    stamps = Stamps(folder)
    content = digest(str(layout.root), sys.version, *(pin.text for pin in pins))
    if not stamps.holds("installed", content):
        _install_tools(layout, python, pins, log)
        stamps.mark("installed", content)
    if llama is not None and not stamps.holds("llama", digest(content, llama.content)):
        (seen,) = (folder / "lib").glob("python*/site-packages")
        for old in seen.glob("llama_cpp*"):
            shutil.rmtree(old)
        # The other one is in sight, and must neither count as installed nor go.
        install = ("-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "--ignore-installed")
        _run((python, *install, *llama.arguments), layout, log)
        stamps.mark("llama", digest(content, llama.content))
    return python


def _install_tools(layout: Layout, python: Path, pins: Sequence[lock_file.Pin], log: Path) -> None:
    folder = python.parents[1]
    print("Installing the tools that make packages", flush=True)
    venv.create(folder, clear=True, symlinks=True, with_pip=True)
    (sotto,) = (layout.venv / "lib").glob("python*/site-packages")
    (seen,) = (folder / "lib").glob("python*/site-packages")
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--no-deps", "--require-hashes")
    wheels = lock_file.write(lock_file.without(pins, _FROM_SOURCE), layout.work / "package-tools.txt")
    _run((*pip, "--only-binary", ":all:", "-r", str(wheels)), layout, log)
    source = lock_file.write(lock_file.only(pins, _FROM_SOURCE), layout.work / "package-source.txt")
    _run((*pip, "--no-build-isolation", "-r", str(source)), layout, log)
    (seen / "sotto.pth").write_text(f"{sotto}\n{layout.root}\n", encoding="utf-8")


def _freeze(layout: Layout, python: Path, small: slimming.Small, log: Path) -> Path:
    folder = layout.work / "frozen"
    places = ("--distpath", str(folder), "--workpath", str(folder / "work"))
    spec = layout.root / "packaging" / "frozen" / "sotto.spec"
    freeze = (python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, str(spec))
    _run(freeze, layout, log, {**os.environ, LINES_ALONE: "1"})
    program = folder / "sotto"
    (program / "qt.conf").write_text(QT_SETTINGS, encoding="utf-8")
    slimming.slim(program, small)
    parts = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in slimming.largest_parts(program))
    print(f"The program has {slimming.size_bytes(program) / 1e6:.0f} MB; its largest parts: {parts}", flush=True)
    return program


def _papers(layout: Layout, python: Path, log: Path) -> Path:
    """The man page and the completions, made from the command's own grammar, and the icon in every size."""
    folder = layout.work / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    grammar = "assistant.cli.parser"
    _run(
        (
            python.with_name("argparse-manpage"), "--module", grammar, "--function", "build_parser", "--prog", "sotto",
            "--project-name", "Sotto", "--manual-title", "User Commands",
            "--description", "a personal assistant that runs wholly on this machine",
            "--format", "single-commands-section", "--output", str(folder / "sotto.1"),
        ),
        layout,
        log,
    )  # fmt: skip
    _run((python, "packaging/linux/icons.py", str(folder / "icons")), layout, log)
    for shell in ("bash", "zsh"):
        output = str(folder / f"sotto.{shell}")
        _run((python, "-m", "shtab", f"--shell={shell}", f"{grammar}.build_parser", "-o", output), layout, log)
    return folder


def _debian_package(layout: Layout, tree: Path, version: str, log: Path) -> None:
    program = shutil.which("dpkg-deb")
    if program is None:
        print("No Debian package: dpkg-deb is not on this machine", flush=True)
        return
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    root = tree.with_name("debian")
    shutil.copytree(tree, root / "usr", symlinks=True, ignore=shutil.ignore_patterns(INSTALLER))
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    kilobytes = sum(file.lstat().st_size for file in root.rglob("*") if not file.is_dir()) // 1024
    c_library = oldest_c_library(libraries_in(root))
    control.write_text(debian_control(version, architecture, kilobytes, c_library), encoding="utf-8")
    after_removal = control.with_name("postrm")
    shutil.copyfile(layout.root / "packaging" / "linux" / "postrm", after_removal)
    after_removal.chmod(0o755)
    file = layout.root / "dist" / f"sotto_{version}_{architecture}.deb"
    arguments = ("--root-owner-group", "-Zgzip", "-z1", "--build", str(root), str(file))
    if commands.run_logged((program, *arguments), log) != 0:
        raise SetupError(f"The Debian package could not be made:\n{commands.tail(log)}")
    print(f"Wrote {file}", flush=True)


def _run(argv: Sequence[str | Path], layout: Layout, log: Path, environ: Mapping[str, str] | None = None) -> None:
    if commands.run_logged([str(word) for word in argv], log, cwd=layout.root, environ=environ) != 0:
        raise SetupError(f"{Path(argv[0]).name} failed:\n{commands.tail(log)}\nThe whole log is in {log}.")
