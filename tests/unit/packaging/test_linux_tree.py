"""What a package of Sotto lays out on Linux, and what its remover leaves."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from setup_steps.linux_tree import Contents, debian_control, lay_out

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    program, papers = tmp_path / "frozen", tmp_path / "papers"
    program.mkdir()
    (program / "sotto").write_text("the program")
    papers.mkdir()
    for name in ("sotto.1", "sotto.bash", "sotto.zsh"):
        (papers / name).write_text(name)
    for place in ("48x48/apps/sotto.png", "scalable/apps/sotto.svg"):
        (papers / "icons" / place).parent.mkdir(parents=True)
        (papers / "icons" / place).write_text("a picture")
    (papers / "licences/FFmpeg").mkdir(parents=True)
    (papers / "licences/FFmpeg/LGPL-2.1-or-later.txt").write_text("a licence")
    tree = tmp_path / "usr"
    lay_out(Contents(root=ROOT, program=program, papers=papers), tree)
    return tree


def remove(tree: Path, home: Path, answers: str) -> str:
    done = subprocess.run(
        [tree / "lib/sotto/uninstall.sh"],
        input=answers,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_both_names_are_the_program(tree: Path) -> None:
    for name in ("sotto", "sotto-gui"):
        assert (tree / "bin" / name).read_text() == "the program"
        assert not (tree / "bin" / name).readlink().is_absolute()


def test_the_texts_of_all_licences_go_along(tree: Path) -> None:
    papers = tree / "share/doc/sotto"
    assert (papers / "licences/FFmpeg/LGPL-2.1-or-later.txt").read_text() == "a licence"
    assert "FFmpeg" in (papers / "THIRD_PARTY_LICENSES.md").read_text()


def test_the_package_names_its_size_and_needs() -> None:
    control = debian_control("1.2.3", "amd64", 4096, "2.36")
    assert "Version: 1.2.3\n" in control
    assert "Installed-Size: 4096\n" in control
    assert re.search(r"^Depends: .*libc6 \(>= 2\.36\), ", control, re.MULTILINE)
    assert control.endswith("\n")


def test_the_remover_leaves_no_file_of_the_program_and_the_data_unless_told(tree: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    mine, models = home / ".local/share/sotto/sotto.db", home / ".local/share/sotto-models/a.gguf"
    for file in (mine, models):
        file.parent.mkdir(parents=True)
        file.write_text("data")
    said = remove(tree, home, "n\ny\n")
    assert "Remove the models as well?" in said
    assert mine.exists()
    assert not models.exists()
    assert not [file for file in tree.rglob("*") if not file.is_dir() or file.is_symlink()]


def test_the_remover_asks_nothing_where_there_is_no_data(tree: Path, tmp_path: Path) -> None:
    assert "Remove your" not in remove(tree, tmp_path / "home", "")


def test_data_that_were_moved_are_asked_about_where_they_are(tree: Path, tmp_path: Path) -> None:
    home, moved = tmp_path / "home", tmp_path / "another disk"
    pointer = home / ".local/share/sotto/moved-to"
    for file in (pointer, moved / "sotto.db"):
        file.parent.mkdir(parents=True)
        file.write_text(f"{moved}\n")
    assert f"your documents as well? {moved} [y/N]" in remove(tree, home, "n\n")
    assert (moved / "sotto.db").exists()
    assert pointer.exists()


def test_with_moved_data_their_pointer_goes_and_a_disk_that_is_away_is_said(tree: Path, tmp_path: Path) -> None:
    home, moved = tmp_path / "home", tmp_path / "another disk"
    pointer = home / ".local/share/sotto/moved-to"
    pointer.parent.mkdir(parents=True)
    pointer.write_text(f"{moved}\n")
    kept = shutil.copytree(tree, tmp_path / "again", symlinks=True)
    assert f"moved to {moved}, which is not there" in remove(tree, home, "y\n")
    assert pointer.exists()
    moved.mkdir()
    remove(kept, home, "y\n")
    assert not moved.exists()
    assert not pointer.parent.exists()


def install(tree: Path, home: Path, *folder: str) -> str:
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [tree / "lib/sotto/install.sh", *folder],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_user_installs_the_tarball_without_root_and_removes_it_again(tree: Path, tmp_path: Path) -> None:
    home = tmp_path / "my home"
    assert "in the menu" in install(tree, home)
    local = home / ".local"
    assert (local / "bin/sotto-gui").read_text() == "the program"
    entry = (local / "share/applications/sotto.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{local}/bin/sotto-gui" %F\n' in entry
    assert (local / "share/icons/hicolor/48x48/apps/sotto.png").exists()
    remove(local, home, "")
    left = [file for file in local.rglob("*") if not file.is_dir() or file.is_symlink()]
    # update-desktop-database, where it is installed, leaves its list.
    assert [file.name for file in left] in ([], ["mimeinfo.cache"])


def test_an_upgrade_leaves_nothing_of_the_older_one_and_all_that_is_the_users(tree: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    older, mine = home / ".local/lib/sotto/_internal/libolder.so", home / ".local/share/sotto/sotto.db"
    others = home / ".local/share/applications/another.desktop"
    for file in (older, mine, others):
        file.parent.mkdir(parents=True)
        file.write_text("kept")
    install(tree, home)
    install(tree, home)
    assert not older.exists()
    assert mine.read_text() == others.read_text() == "kept"


def test_what_was_unpacked_in_its_place_is_told_to_the_desktop(tree: Path, tmp_path: Path) -> None:
    install(tree, tmp_path / "home", str(tree))
    assert f'Exec="{tree}/bin/sotto-gui"' in (tree / "share/applications/sotto.desktop").read_text(encoding="utf-8")
    assert (tree / "bin/sotto").read_text() == "the program"


def test_a_portable_program_is_not_taken_apart(tree: Path, tmp_path: Path) -> None:
    (tree / "portable").mkdir()
    with pytest.raises(subprocess.CalledProcessError) as refused:
        install(tree, tmp_path / "home")
    assert "portable" in refused.value.stderr
    assert not (tmp_path / "home/.local/bin").exists()


def test_what_a_portable_program_kept_is_asked_about_too(tree: Path, tmp_path: Path) -> None:
    kept = tree / "portable/data/sotto.db"
    kept.parent.mkdir(parents=True)
    kept.touch()
    assert "portable Sotto kept" in remove(tree, tmp_path / "home", "no\n")
    assert kept.exists()


def test_the_metadata_tell_the_version_and_say_everything_twice() -> None:
    metadata = ET.parse(ROOT / "packaging/linux/sotto.metainfo.xml").getroot()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    release = metadata.find("releases/release")
    assert release is not None
    assert release.get("version") == project["version"]
    assert (metadata.findtext("id") or "").startswith("internal."), "a domain that nobody can own"
    for element in ("summary", "description/p", "description/ul/li"):
        found = [item.get(LANGUAGE) for item in metadata.findall(element)]
        assert found.count("ja") * 2 == len(found) > 0
