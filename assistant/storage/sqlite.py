"""The SQLite binding that sqlite-utils chose: pysqlite3 where it is installed, else the standard library's.

Many builds of CPython have no loadable extensions, which sqlite-vec needs; pysqlite3's wheels have them.
"""

from __future__ import annotations

import sqlite_utils.utils

sqlite3 = sqlite_utils.utils.sqlite3  # type: ignore[attr-defined]  # chosen there, not declared as exported

__all__ = ["sqlite3"]
