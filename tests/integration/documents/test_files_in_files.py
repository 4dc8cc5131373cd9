"""Mails with attachments, mailboxes and archives: what lies in a file is read with it, within limits."""

from __future__ import annotations

import email.message
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.finding.chunking import HeadingPath
from assistant.documents.readers.mail import split_mailbox
from assistant.errors import DocumentLocked, DocumentUnreadable

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]


def mail(subject: str, text: str, *attachments: Path) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "田中 <tanaka@example.org>", "ann@example.org", subject
    message.set_content(text)
    message.add_alternative(f"<p>{text} In colours.</p>", subtype="html")
    for file in attachments:
        message.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename=file.name)
    return message


def test_a_mail_is_a_page_and_its_attachments_follow(read_file: Read, make_pdf: Any, tmp_path: Path) -> None:
    lease = make_pdf("lease.pdf", ["The lease ends in May."], ["Rent is due monthly."])
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 junk")
    file = tmp_path / "a.eml"
    file.write_bytes(mail("契約について", "Here is the lease.", lease, broken).as_bytes())
    pages, document = read_file(file)
    assert [page.number for page in pages] == [1, 2, 3]
    assert pages[0].text == (
        "契約について\n\nFrom: 田中 <tanaka@example.org>\nTo: ann@example.org\n\nHere is the lease."
    )
    assert [page.text for page in pages[1:]] == ["The lease ends in May.", "Rent is due monthly."]
    assert pages[1].headings[0].text == "lease.pdf"
    assert pages[1].headings[0].level < 1, "it stands in no line"
    assert document.title == "契約について"
    assert document.note == "1 part was not read, or not whole: “broken.docx”."


def test_each_mail_of_a_mailbox_is_a_page(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "inbox.mbox"
    mails = [mail(f"Subject {n}", "From here on:\n\n>From the start.").as_bytes() for n in range(3)]
    file.write_bytes(b"\n".join(b"From ann@example.org Mon Jan  1 00:00:00 2024\n" + data for data in mails))
    pages, document = read_file(file)
    assert [page.text.split("\n")[0] for page in pages] == ["Subject 0", "Subject 1", "Subject 2"]
    assert document.page_count == 3
    assert len(list(split_mailbox(io.BytesIO(b"From me to you\n\nno mail at all")))) == 1


def paths(pages: list[ReadPage]) -> list[str]:
    """The headings that are open at the end of each page."""
    told, path = [], HeadingPath()
    for page in pages:
        for heading in page.headings:
            path = path.enter(heading)
        told.append(str(path))
    return told


def test_what_is_attached_stands_under_its_mail_and_the_next_mail_under_none(read_file: Read, tmp_path: Path) -> None:
    guests, archive = tmp_path / "guests.txt", tmp_path / "both.zip"
    guests.write_text("Ada and Bela.", encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("list.md", "# Food\n\nSoup.")
        members.writestr("plan.txt", "Dancing.")
    file = tmp_path / "inbox.mbox"
    mails = [mail("Wedding", "See the list.", guests, archive), mail("", "No subject."), mail("Your card", "It comes.")]
    file.write_bytes(
        b"\n".join(b"From ann@example.org Mon Jan  1 00:00:00 2024\n" + each.as_bytes() + b"\n" for each in mails)
    )
    pages, _ = read_file(file)
    assert paths(pages) == [
        "Wedding",
        "Wedding › guests.txt",
        "Wedding › both.zip › list.md › Food",
        "Wedding › both.zip › plan.txt",
        "",
        "Your card",
    ]
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as members:
        members.write(file, "inbox.mbox")
        members.writestr("z.txt", "The end.")
    pages, _ = read_file(outer)
    assert paths(pages)[1] == "inbox.mbox › Wedding › guests.txt"
    assert paths(pages)[-2:] == ["inbox.mbox › Your card", "z.txt"]


def test_an_archive_is_read_through_and_its_names_go_nowhere(read_file: Read, make_pdf: Any, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", "The boiler is serviced every autumn.")
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(make_pdf("lease.pdf", ["The lease ends in May."]), "papers/lease.pdf")
        archive.writestr("../../escaped.txt", "The key is under the stone.")
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("font.otf", bytes(range(256)))
        archive.writestr("__MACOSX/._lease.pdf", b"\0\0")
    before = sorted(tmp_path.rglob("*"))
    pages, document = read_file(file)
    assert [page.text for page in pages] == [
        "The key is under the stone.",
        "The boiler is serviced every autumn.",
        "The lease ends in May.",
    ]
    assert [heading.text for heading in pages[1].headings] == ["inner.zip", "deep.txt"]
    assert paths(pages) == ["../../escaped.txt", "inner.zip › deep.txt", "papers/lease.pdf"]
    assert document.note == "1 part was not read, or not whole: “font.otf”."
    assert sorted(tmp_path.rglob("*")) == before


def test_a_locked_archive_says_so(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "locked.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "The key is under the stone.")
    data = bytearray(file.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # APPNOTE 4.3.7 and 4.3.12: bit 0 says encrypted
        data[data.index(signature) + flags] |= 1
    file.write_bytes(data)
    with pytest.raises(DocumentLocked, match="archive is protected with a password"):
        read_file(file)
    with pytest.raises(DocumentLocked, match="password does not open this archive"):
        read_file(file, "guess")


def test_a_damaged_member_costs_itself(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "half.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The boiler is serviced every autumn. " * 50)
        archive.writestr("b.txt", "The key is under the stone.")
    data = bytearray(file.read_bytes())
    data[40:60] = bytes(20)
    file.write_bytes(data)
    pages, document = read_file(file)
    assert [page.text for page in pages] == ["The key is under the stone."]
    assert document.note == "1 part was not read, or not whole: “a.txt”."


def test_an_archive_made_to_fill_memory_costs_itself(read_file: Read, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", bytes(201_000_000))
    nested = bomb.getvalue()
    for _ in range(8):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("inner.zip", nested)
        nested = outer.getvalue()
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.zip", bomb.getvalue())
        archive.writestr("deep.zip", nested)
        archive.writestr("notes.txt", "The key is under the stone.")
    pages, document = read_file(file)
    assert [page.text for page in pages] == ["The key is under the stone."]
    assert document.note.startswith("2 parts were not read")
    (tmp_path / "deep.zip").write_bytes(nested)
    with pytest.raises(DocumentUnreadable, match="lies too deep inside other files"):
        read_file(tmp_path / "deep.zip")
    (tmp_path / "junk.zip").write_bytes(b"PK\x03\x04 junk")
    with pytest.raises(DocumentUnreadable, match="archive is damaged"):
        read_file(tmp_path / "junk.zip")
