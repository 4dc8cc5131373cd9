"""Mails that Outlook saved (MSG): the mail's own page, and the pages of what is attached after it.

Each property is a stream named after its number and type ([MS-OXMSG] 2.2.1): ``__substg1.0_0037001F`` is the subject in UTF-16.
"""

from __future__ import annotations

from assistant.documents.readers.html import html_builder
from assistant.documents.readers.ole_container import OleContainer, opened_container
from assistant.documents.readers.parts import PartsReader, parts_document
from assistant.documents.readers.reading import Reader, Reading, ReadLimits, Source, TextBuilder, clean
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.ms-outlook"
_KIND = "mail"
_STREAM = "__substg1.0_"
_SUBJECT, _SENDER, _TO, _CC, _BODY, _HTML = "0037", "0C1A", "0E04", "0E03", "1000", "1013"
_DATA, _LONG_NAME, _NAME = "3701", "3707", "3704"


def read_outlook_mail(source: Source, limits: ReadLimits, read: Reader) -> Reading:
    """Reads an MSG file; its title is its subject. Attachments are read by ``read``."""
    parts = PartsReader(read, limits)
    with source.open() as stream, opened_container(stream, _KIND) as container:
        title = _text(container, "", _SUBJECT)
        builder = TextBuilder()
        builder.add(title, level=1)
        for number, (name, prop) in enumerate((("From", _SENDER), ("To", _TO), ("Cc", _CC))):
            value = _text(container, "", prop)
            if value:
                builder.add(f"{name}: {value}", close=number > 0)
        html = container.read(f"{_STREAM}{_HTML}0102")
        builder.add(_text(container, "", _BODY, lines=True) or (html_builder(html).text if html else ""))
        if builder.text:
            yield parts.page(builder.page(None, max(1, len(builder.text))))
        folders = sorted({name.split("/")[0] for name in container.names() if name.startswith("__attach_version1.0_")})
        for folder in folders:
            data = container.read(f"{folder}/{_STREAM}{_DATA}0102")
            if data is None or parts.full:  # a mail in the mail, or a link
                continue
            name = _text(container, folder, _LONG_NAME) or _text(container, folder, _NAME) or "attachment"
            try:
                part = source.part(name, data)
            except DocumentUnreadable:  # too deep or too much
                parts.leave_out(name)
                continue
            yield from parts.read_part(part)
    return parts_document(parts, title or source.stem, MEDIA_TYPE)


def _text(container: OleContainer, folder: str, prop: str, *, lines: bool = False) -> str:
    """A property of text, in UTF-16 or the code page of the machine that saved it."""
    path = f"{folder}/{_STREAM}{prop}" if folder else f"{_STREAM}{prop}"
    wide, narrow = container.read(f"{path}001F"), container.read(f"{path}001E")
    text = wide.decode("utf-16-le", "replace") if wide is not None else (narrow or b"").decode("cp1252", "replace")
    return clean(text.rstrip("\0")) if lines else " ".join(clean(text).split())
