"""The small SQLCipher of packages: the locked source, compiled with the OpenSSL that comes along with Python anyway.

The wheel's has an OpenSSL of its own in it, of which SQLCipher calls a cipher, a digest and a source of random numbers.
"""

from __future__ import annotations

import platform
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from setup_steps import compiled_parts
from setup_steps.compiled_parts import pin_of
from setup_steps.layout import Layout
from setup_steps.stamps import digest

PACKAGE = "sqlcipher3"
MODULE = f"_sqlite3{sysconfig.get_config_var('EXT_SUFFIX')}"
_TRIED = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
import sqlcipher3.dbapi2 as sqlcipher
assert sqlcipher.__file__.startswith(sys.argv[1])
file = pathlib.Path(sys.argv[1]) / "jam.db"
for round in range(2):
    kept = sqlcipher.connect(file)
    kept.execute(f"PRAGMA key = \\"x'{'ab' * 32}'\\"")
    if round == 0:
        kept.execute("CREATE VIRTUAL TABLE jars USING fts5(said)")
        kept.execute("INSERT INTO jars VALUES ('quince jam')")
        kept.commit()
    assert kept.execute("SELECT said FROM jars('jam')").fetchall() == [("quince jam",)]
    assert kept.execute("PRAGMA cipher_version").fetchone() and kept.execute("PRAGMA cipher_integrity_check").fetchall() == []
    kept.enable_load_extension(True)
    kept.close()
assert b"SQLite format 3" not in file.read_bytes()
"""


def library(layout: Layout, python: Path) -> Path | None:
    """The compiled module, from the cache that all clones share, or built now by ``python``, which has setuptools; ``None``, with a
    line that says so, where it cannot be built, and packages have the wheel's."""

    def make(folder: Path, lock: int) -> list[Path]:
        built = _build(layout, python, folder, keep_open=lock)
        try_out(layout, built)
        return [built]

    return compiled_parts.or_the_wheels(
        lambda: compiled_parts.kept(place(layout), "SQLCipher", make) / MODULE, "SQLCipher", 6
    )


def place(layout: Layout) -> Path:
    """Where it is kept: another place for another source, another Python, or another C library."""
    pin = pin_of(layout, PACKAGE)
    kind = digest(*pin.hashes, MODULE, sys.version, "-".join(platform.libc_ver()))
    return layout.wheel_cache / f"{PACKAGE}-{pin.version}-{platform.machine()}-{kind[:16]}"


def try_out(layout: Layout, built: Path) -> None:
    """Has the module keep something encrypted and find it again, with the Python files of the wheel around it. Raises
    ``SetupError``."""
    with tempfile.TemporaryDirectory() as folder:
        (wheel,) = (layout.venv / "lib").glob(f"python*/site-packages/{PACKAGE}")
        around = shutil.copytree(wheel, Path(folder) / PACKAGE, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
        shutil.copyfile(built, around / MODULE)
        compiled_parts.try_out(layout.python, _TRIED, Path(folder), "SQLCipher")


def _build(layout: Layout, python: Path, folder: Path, *, keep_open: int) -> Path:
    """The module, inside ``folder``."""
    log = layout.work / "sqlcipher-build.log"
    log.unlink(missing_ok=True)
    pin = pin_of(layout, PACKAGE)
    print(f"Building a small SQLCipher {pin.version}, once for all clones: a minute or two", flush=True)
    print(f"  log: {log.relative_to(layout.root)}", flush=True)
    source = compiled_parts.locked_source(layout, pin, folder, "SQLCipher", log)
    argv = (str(python), "setup.py", "--quiet", "build_ext", "--build-lib", "made")
    compiled_parts.run(argv, "SQLCipher", log, cwd=source, keep_open=(keep_open,))
    return source / "made" / PACKAGE / MODULE
