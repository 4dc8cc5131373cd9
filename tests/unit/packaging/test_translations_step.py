"""The step of the set-up that compiles the words of the window."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup_steps.layout import Layout, SetupError
from setup_steps.stamps import Stamps
from setup_steps.translations import ensure_translations, remove_compiled

pytestmark = pytest.mark.unit

COMPILE = """
from pathlib import Path
folder = Path("ui/translations")
for file in folder.glob("*.ts"):
    file.with_suffix(".qm").write_text(file.read_text())
(folder / "engine_places.txt").touch()
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A clone whose environment is this one, with a compiler that copies."""
    made = Layout(root=tmp_path, wheel_cache=tmp_path / "cache")
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    folder = tmp_path / "ui" / "translations"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "__init__.py").touch()
    (folder / "compiling.py").write_text(COMPILE)
    (folder / "sotto_ja.ts").write_text("first")
    return made


def test_it_compiles_what_has_changed_or_is_gone_and_nothing_else(layout: Layout) -> None:
    stamps = Stamps(layout.stamps)
    folder = layout.root / "ui" / "translations"
    result = folder / "sotto_ja.qm"
    ensure_translations(layout, stamps)
    assert result.read_text() == "first"
    result.write_text("left alone")
    ensure_translations(layout, stamps)
    assert result.read_text() == "left alone"
    (folder / "sotto_ja.ts").write_text("second")
    ensure_translations(layout, stamps)
    assert result.read_text() == "second"
    remove_compiled(layout)
    assert sorted(file.suffix for file in folder.iterdir() if file.is_file()) == [".py", ".py", ".ts"]
    ensure_translations(layout, stamps)
    assert result.exists()


def test_a_compiler_that_fails_stops_the_set_up(layout: Layout) -> None:
    (layout.root / "ui" / "translations" / "compiling.py").write_text("raise SystemExit('no tools here')")
    with pytest.raises(SetupError, match="no tools here"):
        ensure_translations(layout, Stamps(layout.stamps))
