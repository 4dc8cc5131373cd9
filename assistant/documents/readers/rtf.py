"""Rich text (RTF): its words, without what they look like."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from assistant.documents.readers.office_package import damaged
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page

MEDIA_TYPE = "application/rtf"
_ROW = re.compile(r"(?:[^\n|]*\|)+$")


def read_rtf(source: Source, limits: ReadLimits) -> Reading:
    """Reads an RTF file; its title is the file's name."""
    # RTF is ASCII; what is beyond that in a file is taken for Windows-1252, as its own escapes are unless they say otherwise.
    written = source.read_bytes().decode("cp1252", "replace")
    try:
        text = str(rtf_to_text(written, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError) as error:
        raise damaged("RTF file") from error
    builder = TextBuilder()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if _ROW.match(line):
            rows.append(line.rstrip("|").split("|"))
            continue
        builder.add_table(rows)
        rows = []
        builder.add(line)
    return (yield from built_page(builder, source.stem, MEDIA_TYPE, limits))
