"""Fetches the source archive of one package; run by the environment's Python: ``source_archive.py NAME VERSION FOLDER SHA256…``.

pip would run the package's own build to learn its metadata. The archive must have one of the digests; ``PIP_INDEX_URL`` names
another package index than the usual one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from pypi_simple import PYPI_SIMPLE_ENDPOINT, PyPISimple


def fetch(name: str, version: str, folder: Path, digests: list[str]) -> Path:
    """Raises ``LookupError`` when the index has no such archive, ``ValueError`` when it is another one than was locked."""
    with PyPISimple(os.environ.get("PIP_INDEX_URL") or PYPI_SIMPLE_ENDPOINT) as index:
        for package in index.get_project_page(name).packages:
            if package.version == version and package.package_type == "sdist":
                file = folder / Path(package.filename).name
                index.download_package(package, file, verify=False)  # the lock has the digests
                if hashlib.sha256(file.read_bytes()).hexdigest() not in digests:
                    file.unlink()
                    raise ValueError(f"{file.name} is not the file that was locked")
                return file
    raise LookupError(f"No matching distribution found: the source of {name} {version}")


if __name__ == "__main__":
    print(fetch(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
