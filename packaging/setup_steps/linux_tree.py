"""Where the files of the program lie, below ``/usr`` or a folder of the user's (Filesystem Hierarchy Standard)."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

INSTALLER = "install.sh"
"""Beside the remover in tarballs; dpkg installs the Debian package."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is laid out: the clone's ``root``, the frozen ``program`` and the ``papers`` made for it."""

    root: Path
    program: Path
    papers: Path


def lay_out(contents: Contents, tree: Path) -> None:
    """Copies everything into ``tree``, which must not exist."""
    shutil.copytree(contents.program, tree / "lib/sotto", symlinks=True)
    programs = tree / "bin"
    programs.mkdir()
    for name in ("sotto", "sotto-gui"):
        (programs / name).symlink_to("../lib/sotto/sotto")
    linux = contents.root / "packaging" / "linux"
    places = {
        linux / "sotto.desktop": "share/applications/sotto.desktop",
        linux / "sotto.metainfo.xml": "share/metainfo/sotto.metainfo.xml",
        contents.papers / "sotto.1": "share/man/man1/sotto.1",
        contents.papers / "sotto.bash": "share/bash-completion/completions/sotto",
        contents.papers / "sotto.zsh": "share/zsh/site-functions/_sotto",
        contents.root / "LICENSE": "share/doc/sotto/LICENSE",
        contents.root / "THIRD_PARTY_LICENSES.md": "share/doc/sotto/THIRD_PARTY_LICENSES.md",
        contents.root / "CHANGELOG.md": "share/doc/sotto/CHANGELOG.md",
    }
    for source, place in places.items():
        target = tree / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    shutil.copytree(contents.papers / "icons", tree / "share/icons/hicolor")
    shutil.copytree(contents.papers / "licences", tree / "share/doc/sotto/licences")
    for script in (INSTALLER, "uninstall.sh"):
        beside = tree / "lib/sotto" / script
        shutil.copyfile(linux / script, beside)
        beside.chmod(0o755)


def debian_control(version: str, architecture: str, installed_kilobytes: int, c_library: str) -> str:
    """The control file. Of the libraries some are those that Qt asks the system for, to draw and to speak to the desktop; the
    others come along, and are named for the files of the system that they read: keyboards, fonts, sound."""
    asked = f"libc6 (>= {c_library}), libegl1, libgl1, libxcb1, libwayland-client0, libwayland-cursor0"
    depends = f"{asked}, libxkbcommon0, libxkbcommon-x11-0, libdbus-1-3, libfontconfig1, libportaudio2"
    return "\n".join(
        (
            "Package: sotto",
            f"Version: {version}",
            f"Architecture: {architecture}",
            f"Installed-Size: {installed_kilobytes}",
            "Section: utils",
            "Priority: optional",
            "Maintainer: The developers of Sotto <nobody@localhost>",
            f"Depends: {depends}",
            "Description: personal assistant that runs wholly on this machine",
            " Chat, voice conversations and questions over your own documents. Nothing leaves the computer.",
            "",
        )
    )
