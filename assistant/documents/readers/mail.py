"""Mails (EML) and mailboxes (MBOX): a page a mail, and the pages of what is attached after it."""

from __future__ import annotations

import dataclasses
import email
import email.message
import email.policy
import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

from assistant.documents.base import Heading, ReadPage
from assistant.documents.readers.encoding import decode
from assistant.documents.readers.html import html_builder
from assistant.documents.readers.parts import PartsReader, mail_heading, parts_document
from assistant.documents.readers.reading import Reader, Reading, ReadLimits, Source, TextBuilder, clean
from assistant.errors import DocumentUnreadable

_HEADERS = ("From", "To", "Cc", "Date")
_FROM_LINE = re.compile(rb"^From \S+.*\d{4}\s*$")
_LARGEST_MAIL_BYTES = 100_000_000
_BODIES = frozenset({"text/plain", "text/html"})
_DEEPEST = 20
Part = email.message.MIMEPart


def read_mail(source: Source, limits: ReadLimits, read: Reader) -> Reading:
    """Reads a mail; its title is its subject. Attachments are read by ``read``."""
    parts = PartsReader(read, limits)
    message = _parse(source.read_bytes())
    title = _header(message, "Subject") or source.stem
    yield from _pages(message, source, parts, "")
    return parts_document(parts, title, "message/rfc822")


def read_mailbox(source: Source, limits: ReadLimits, read: Reader) -> Reading:
    """Reads a mailbox mail by mail; its title is the file's name. Attachments are read by ``read``."""
    parts = PartsReader(read, limits)
    with source.open() as stream:
        for data in split_mailbox(stream):
            if parts.full:
                break
            message = _parse(data)
            subject = _header(message, "Subject")
            yield from _pages(message, source, parts, subject, mail_heading(source, subject))
    return parts_document(parts, source.stem, "application/mbox")


def split_mailbox(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of a mailbox (RFC 4155): each begins with a "From " line after an empty one. Longer ones are cut at 100 MB."""
    lines: list[bytes] = []
    size, after_empty = 0, True
    for line in stream:
        if after_empty and _FROM_LINE.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size < _LARGEST_MAIL_BYTES:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        after_empty = not line.strip()
    if any(line.strip() for line in lines):
        yield b"".join(lines)


def _parse(data: bytes) -> email.message.EmailMessage:
    if b"\0" in data[:200]:  # saved as UTF-16 by a text editor
        data = decode(data).encode("utf-8")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, email.message.EmailMessage):
        raise TypeError("the default policy makes an EmailMessage")
    return message


def _pages(
    message: email.message.EmailMessage,
    source: Source,
    parts: PartsReader,
    subject: str,
    *around: Heading,
) -> Generator[ReadPage, None, None]:
    builder = TextBuilder()
    builder.add(subject or _header(message, "Subject"), level=1)
    for number, name in enumerate(_HEADERS):
        value = _header(message, name)
        if value:
            builder.add(f"{name}: {value}", close=number > 0)
    attachments: list[tuple[str, bytes]] = []
    _add_bodies(builder, message, attachments)
    if builder.text:
        page = builder.page(None, max(1, len(builder.text)))
        yield parts.page(dataclasses.replace(page, headings=(*around, *page.headings)))
    for name, data in attachments:
        if parts.full:
            return
        try:
            part = source.part(name, data)
        except DocumentUnreadable:  # too deep or too much
            parts.leave_out(name)
            continue
        for page in parts.read_part(part):
            yield dataclasses.replace(page, headings=(*around, *page.headings))


def _add_bodies(builder: TextBuilder, part: Part, attachments: list[tuple[str, bytes]], depth: int = 0) -> None:
    """Adds the words of a mail and collects what is attached to it. Of alternatives the plain one is taken."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        attachments.extend((f"{_header(each, 'Subject') or 'mail'}.eml", each.as_bytes()) for each in part.iter_parts())
    elif part.is_multipart():
        children = list(part.iter_parts()) if depth < _DEEPEST else []
        if kind == "multipart/alternative":
            chosen = [each for each in children if each.get_content_type() == "text/plain" and _payload(each).strip()]
            children = chosen[:1] or children[-1:]
        for child in children:
            _add_bodies(builder, child, attachments, depth + 1)
    elif part.get_filename() or part.get_content_disposition() == "attachment" or kind not in _BODIES:
        # Pictures that a mail shows in its text are mostly signatures.
        if part.get_content_maintype() != "image" or not part.get("Content-ID"):
            attachments.append((_file_name(part), _payload(part)))
    elif kind == "text/html":
        html = html_builder(_payload(part), str(part.get_content_charset() or ""))
        builder.add(html.text)
    else:
        builder.add(decode(_payload(part), str(part.get_content_charset() or "")))


def _payload(part: Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Part) -> str:
    name = " ".join(clean(str(part.get_filename() or "")).replace("\\", "/").rsplit("/", 1)[-1].split())
    return name[:200] or f"attachment.{part.get_content_subtype()}"


def _header(message: Part, name: str) -> str:
    """A header's text, decoded; what is not to be decoded is left out."""
    try:
        return " ".join(clean(str(message.get(name, ""))).split())
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""  # the standard library's parser of addresses and dates trips over some that are malformed
