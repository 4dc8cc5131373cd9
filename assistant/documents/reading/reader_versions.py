"""Since when each kind of document is read as it is today (pure). What was read by an older version is read again.

Whoever changes what a reader gives (its text, its tables, the places of its words) raises ``CURRENT`` and names the kinds of
documents that are worth reading again.
"""

from __future__ import annotations

from collections.abc import Mapping

CURRENT = 13
SCANS_SINCE = 11
"""The version from which a scan that lies on a side, on its head or askew is read and shown upright (8), one that is written
downwards too (11)."""
TITLES_TOLD_SINCE = 6
"""The version from which a file whose own title tells nothing is called by its name (``titles``)."""
_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."

READ_SINCE: Mapping[str, int] = {
    # Rows that can be counted: of files that are tables, and of tables in texts, mails and archives; by cells with a unit (10).
    "text/csv": 10,
    "text/tab-separated-values": 10,
    "application/json": 8,  # letters that were written as \\u…
    "text/plain": 1,
    "text/markdown": 10,
    "application/vnd.ms-excel": 10,
    # What stands below thousands of empty rows (9); comments, here and in the other office files (11).
    f"{_OOXML}spreadsheetml.sheet": 11,
    f"{_ODF}spreadsheet": 11,
    # Tables on paper (2); footnotes by their sentence, chapters at the top of pages, words broken between pages (4); what is
    # written downwards (8); who wrote a comment, and the names of the fields of a form (11); sentences whose lines stand
    # far apart (13).
    "application/pdf": 13,
    f"{_OOXML}wordprocessingml.document": 11,
    "application/epub+zip": 8,  # how kanji are read is no part of the words
    f"{_OOXML}presentationml.presentation": 11,
    f"{_ODF}text": 11,
    f"{_ODF}presentation": 11,
    "text/html": 8,
    # Recordings in them (3); what lies in a file in them under the names of both, and the next mail under its own alone (7).
    "application/zip": 7,
    "application/mbox": 7,
    "message/rfc822": 3,
}
"""The version from which documents of a media type are read as today; those of others were never read otherwise."""

NOW_READ: Mapping[str, int] = {
    ".doc": 3,
    ".dot": 3,
    ".msg": 3,
    ".ppt": 4,
    ".pps": 4,
    ".pot": 4,
    ".odt": 5,
    ".ods": 5,
    ".odp": 5,
    ".pdf": 12,  # a form that ended the reader
}
"""Endings of files that could not be read, or not under a password, before a version."""
