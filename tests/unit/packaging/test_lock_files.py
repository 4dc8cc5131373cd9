"""The lock files of this repository, and reading them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from setup_steps import lock_file
from setup_steps.layout import SetupError

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "requirements-package.lock")

SAMPLE = f"""\
alpha-one==1.0 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via sotto (pyproject.toml)
Beta.Two[extra]==2.0.post1 ; sys_platform == 'linux' \\
    --hash=sha256:{"c" * 64}
    # via
    #   alpha-one
"""


def declared(group: str | None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = project["project"]["dependencies"] if group is None else project["dependency-groups"][group]
    return {lock_file.normalized(re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0]) for text in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_host_no_index_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra|--find-links|--trusted|\bfile:| @ |(^|\s)/", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    pins = lock_file.read(ROOT / name)
    assert len(pins) > 5
    assert all(pin.hashes for pin in pins)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("requirements.lock", (None,)),
        ("requirements-dev.lock", (None, "dev")),
        ("requirements-build.lock", ("build",)),
        ("requirements-package.lock", ("package",)),
    ],
)
def test_what_the_project_declares_is_locked(name: str, groups: tuple[str | None, ...]) -> None:
    locked = {pin.name for pin in lock_file.read(ROOT / name)}
    assert set().union(*map(declared, groups)) - locked == set()


def test_all_lock_files_agree_on_versions() -> None:
    runtime, dev, *others = ({(pin.name, pin.version) for pin in lock_file.read(ROOT / name)} for name in LOCKS)
    assert runtime <= dev
    for other in others:
        shared = {name for name, _ in dev} & {name for name, _ in other}
        assert {pin for pin in other if pin[0] in shared} <= dev


def test_parsing_keeps_names_versions_markers_and_hashes() -> None:
    first, second = lock_file.parse(SAMPLE)
    assert (first.name, first.version, first.hashes) == ("alpha-one", "1.0", ("a" * 64, "b" * 64))
    assert (second.name, second.version, second.hashes) == ("beta-two", "2.0.post1", ("c" * 64,))
    assert "sys_platform == 'linux'" in second.text
    assert "via" not in first.text + second.text


def test_what_is_written_for_pip_reads_back(tmp_path: Path) -> None:
    pins = lock_file.parse(SAMPLE)
    assert lock_file.read(lock_file.write(pins, tmp_path / "new" / "packages.txt")) == pins


def test_choosing_pins_by_name() -> None:
    pins = lock_file.parse(SAMPLE)
    assert [pin.name for pin in lock_file.only(pins, "beta-two")] == ["beta-two"]
    assert [pin.name for pin in lock_file.without(pins, "beta-two")] == ["alpha-one"]


def test_an_unpinned_line_is_refused() -> None:
    with pytest.raises(ValueError, match="requests>=2"):
        lock_file.parse("requests>=2\n")


def test_a_missing_lock_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"requirements\.lock is missing"):
        lock_file.read(tmp_path / "requirements.lock")
