"""Run by the environment's interpreter once it is complete: can what was installed be loaded on this machine?

Prints a line for each part that cannot, and ends with the status 1. What needs a display or a sound card is looked at before, among
the system libraries.
"""

from __future__ import annotations

import importlib
import sys

PARTS = ("llama_cpp", "onnxruntime", "ctranslate2", "piper", "tokenizers", "pypdfium2", "assistant", "models")


def vector_search() -> None:
    """Load sqlite-vec into a database in memory, with pysqlite3 where the interpreter's own module refuses extensions."""
    sqlite_vec = importlib.import_module("sqlite_vec")
    refused: Exception | None = None
    for name in ("sqlite3", "pysqlite3"):
        try:
            connection = importlib.import_module(name).connect(":memory:")
            connection.enable_load_extension(True)
            sqlite_vec.load(connection)
        except (ImportError, AttributeError) as error:
            refused = error
        else:
            return
    raise RuntimeError(
        "this Python's sqlite3 loads no extensions; make the environment with another one, such as the system's: "
        "make clean, then make setup PYTHON=/usr/bin/python3"
    ) from refused


def main() -> int:
    """The exit status."""
    failures = []
    for part in PARTS:
        try:
            importlib.import_module(part)
        except Exception as error:  # noqa: BLE001  # whatever a native library does on a foreign machine is the answer here
            failures.append(f"{part}: {error}")
    try:
        vector_search()
    except Exception as error:  # noqa: BLE001  # as above
        failures.append(f"sqlite: {error}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
