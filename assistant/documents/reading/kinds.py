"""Which files are of which kind, by their endings."""

from __future__ import annotations

from assistant.records import DocumentKind


def _endings(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ENDINGS = {
    DocumentKind.PDF: _endings("pdf"),
    DocumentKind.TEXT: _endings("docx docm dotx dotm doc dot odt ott rtf txt text md markdown html htm xhtml epub"),
    DocumentKind.SPREADSHEET: _endings("xlsx xlsm xltx xls xlsb ods ots csv tsv tab"),
    DocumentKind.SLIDES: _endings("pptx pptm ppsx potx ppt pps pot odp otp"),
    DocumentKind.MAIL: _endings("eml mbox msg"),
    DocumentKind.PICTURE: _endings("png jpg jpeg tif tiff webp bmp gif"),
    DocumentKind.RECORDING: _endings("wav mp3 flac ogg oga opus m4a m4b aac wma aif aiff amr mka weba"),
}
"""Endings of each kind, small letters, without the dot."""
