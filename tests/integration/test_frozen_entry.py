"""Where the frozen program begins, run from source: the command, or one of Sotto's modules."""

from __future__ import annotations

import ast
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import __version__
from assistant.own_modules import RUN_MODULE

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "packaging/frozen/entry.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


def test_it_is_the_command() -> None:
    assert __version__ in run("--version").stdout


def test_it_runs_a_module_with_its_arguments() -> None:
    done = run(RUN_MODULE, "assistant", "nonsense", "--json")
    assert done.returncode == 2
    assert "nonsense" in json.loads(done.stdout)["error"]["message"]


def test_the_recipe_collects_what_it_made_into_one_folder() -> None:
    recipe = ast.parse((ROOT / "packaging/frozen/sotto.spec").read_text(encoding="utf-8"))
    called = [
        node.func.id for node in ast.walk(recipe) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert {"Analysis", "PYZ", "EXE", "COLLECT"} <= set(called)


def test_other_programs_get_the_environment_as_it_was() -> None:
    give_back = runpy.run_path(str(ROOT / "packaging/frozen/entry.py"))["give_back"]
    environ = {"LD_LIBRARY_PATH": "/opt/sotto/_internal", "_PYI_PARENT_PROCESS_LEVEL": "1", "HOME": "/home/someone"}
    give_back(environ)
    assert environ == {"HOME": "/home/someone"}
    environ = {"LD_LIBRARY_PATH": "/opt/sotto/_internal:/opt/lib", "LD_LIBRARY_PATH_ORIG": "/opt/lib"}
    give_back(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/lib"}


def test_the_packed_program_does_without_what_left_its_libraries(tmp_path: Path) -> None:
    (tmp_path / "shows.py").write_text("import os; print(os.environ['CT2_USE_MKL'])")
    script = "import runpy, sys; sys.frozen = True; sys.argv = ['sotto', *sys.argv[2:]]; runpy.run_path(ENTRY, run_name='__main__')"
    script = script.replace("ENTRY", repr(str(ROOT / "packaging/frozen/entry.py")))
    environ = {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}", "CT2_USE_MKL": "1"}
    argv = [sys.executable, "-c", script, "-", RUN_MODULE, "shows"]
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


READS = """
import sys
sys.frozen = True
from assistant.user_skills import skill_worker
print(*skill_worker._python_folders(), sep="\\n")
"""


def test_a_skill_may_import_what_lies_in_the_frozen_programs_own_file() -> None:
    done = subprocess.run([sys.executable, "-c", READS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert os.path.realpath(sys.executable) in done.stdout.splitlines()


DRAWS = """
import importlib.util, sys
for name in ("QtOpenGL", "QtOpenGLWidgets"):
    spec = importlib.util.spec_from_file_location(f"PySide6.{name}", f"{sys.argv[1]}/{name}.py")
    sys.modules[f"PySide6.{name}"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
import pyqtgraph
from PySide6.QtWidgets import QApplication
application = QApplication([])
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3], [3, 1, 2])
plot.addItem(pyqtgraph.BarGraphItem(x=[1, 2], height=[1, 2], width=0.5))
print(plot.grab().toImage().pixelColor(300, 200).isValid())
"""


def test_plots_are_drawn_without_qts_modules_for_graphics_cards() -> None:
    stand_ins = str(ROOT / "packaging/frozen/no_opengl")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", DRAWS, stand_ins], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True"]
