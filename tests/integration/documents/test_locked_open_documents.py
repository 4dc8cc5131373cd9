"""OpenDocument files under a password, as office programs have written them: with a key for each member, and in one piece."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import odfdo
import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.readers.open_document_key import decrypted
from assistant.errors import DocumentLocked, DocumentUnreadable

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]
PASSWORD = "sésame 開け"
SALT = bytes(range(16))
_NAMES = (
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
# The first bytes of a file that LibreOffice encrypted (the example of mode 18400 of hashcat, which gives its password too).
_LIBRE_OFFICE = base64.b64decode(
    "BR4PHODoZvK3cQKeA6bHEZqtEyr1TE5Fgk8W9h81ekBAergnRP5jcMeyNGB1/NTC5YqyREEbOrHVMqRuIyFZnvE8PTRy/C8U1IDYwzIV5HPaZ/"
    "kFQCedPvH2Ld4xT6IieWBG5JbJUSNd34iqdUYgt4ENIuvIg1yQ3OknaUb1K46n2V0vhuTMclNmqLPtrMLOiFGOU1mRpfhNXqh5XcAr+3MbXyAu"
    "yvfUskXZKMQkhwn83z+6Ks8aCL4MHu59vtoH6MOmmDVlY16ZlSuK150xyWXyRa6Qtcw9umOHiYxm+jXK2ayVlcQbYuaO/N1zGFs44iDPAEJpt3"
    "7Gl0R0sDt1aa/DtQOiv4stA1dW8/TLiA2bqBXlyURQigveIUB2w1vw4IFKltIcyqdEyQVpSO2TUgn1x5M4QdLt49KN2E2onUd9SgBBzm2N2riR"
    "2Sk0DbbaqSHWm0b9Wu4wbQvO+Iw4rLtJXQRm334vdE49ECAQgSFcAttd1HmkzaFaMziWnHuuydPSw3io3TBEkxmxSdw7Tn8AmWpZ/LXyQ9DfLL"
    "r3SSQQM/eGWu+pYK3+uOvyBbJw+QsfgsNPgNWooNt67ImXKjL12qKnPFiV0fztAbOrjldr0mMO/wHK2XeB9JZtS1KOGxXwEfKK6QejUgc8lrID"
    "rcd0LSt5suL0QLF+eFauEZ4I0V2L35UfbUo/m1Ftotmo+d2TSI+OARnz2hkTireH8NcJimUszNkUqg/4HTdb1qWhZazJNvWRY5BZKHl1z8PKQ0"
    "Ll+VAbMkmnbRTlbW1WsxngNrwESax7Wvok/76hG6vtgYPt+NT9yhw/DSO/1KAnl2J9VWY08akwTgNzdgS9hva1omqmh9bfczg+D33+YqEx6Nu4"
    "w/TxPSSFfdKddphOrGxF33Qo/HkyP/ofTnli1wXfdDIBQe0fFtGtSDuHIWjfYDFf+tv6G39K+u2KABdCG/XgU0jLXHB6XoUtb+5gd+wcM7xwe8"
    "2Xt3Ae4FoD1vp4sNMcjJfqFuDt9DSWG9XMfLt+slU3MPBAXJvSHO4Js/fBvFd3n9/BXzk1mFc3obUiAExENrYxo5pm6Fd6A/UCDmqkGVLAZiyM"
    "V/Zsqkg7R684uMtdRXJF/TJBdJ4XQz5vkpIz6IYtfFhBEbGZGy1ulCeOfm4ZCM7lqD2Ux4t1qEppXSWuuf3echdP5t116NQGZx9EiSo4WkoeJJ"
    "9h68mT6YVgdCOgpXQuZo1Swev1zsrnwreQj0YnuS7Ek1SpzP+MtXY60HSgDmWkhaQb9MJc5+b65JNYpYVHscDKeXE+KXMQwKNnw94Zbx3WhcpL"
    "5kO98eT2sDQhHQIFV+N6O2YU0GEBC0o0FrayeXKMJF0zIg=="
)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def encrypted_entry(
    name: str, cipher: str, vector: bytes, start: str, derivation: str, key_bytes: int, check: str = ""
) -> str:
    return (
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"><manifest:encryption-data {check}>'
        f'<manifest:algorithm manifest:algorithm-name="{cipher}" manifest:initialisation-vector="{base64_of(vector)}"/>'
        f'<manifest:start-key-generation manifest:start-key-generation-name="{start}"/>'
        f'<manifest:key-derivation manifest:key-size="{key_bytes}" {derivation}/>'
        "</manifest:encryption-data></manifest:file-entry>"
    )


def package(entries: str, members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {_NAMES}>{entries}</manifest:manifest>")
    return out.getvalue()


def lease() -> dict[str, bytes]:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Lease"))
    document.body.append(odfdo.Paragraph("Notice is three months."))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        kept = (name for name in archive.namelist() if not name.startswith(("META-INF", "mimetype")))
        return {name: archive.read(name) for name in kept}


def packed(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-zlib.MAX_WBITS)


def by_member(cipher: str, rounds: int = 1000) -> bytes:
    """Each member has a key of its own: AES with SHA-256 as of ODF 1.2, Blowfish with SHA-1 as before."""
    modern = cipher.endswith("cbc")
    start = hashlib.new("sha256" if modern else "sha1", PASSWORD.encode()).digest()
    entries, members = "", {}
    for name, data in lease().items():
        plain, vector = packed(data), os.urandom(16 if modern else 8)
        key = hashlib.pbkdf2_hmac("sha1", start, SALT, 1000, 32 if modern else 16)
        encryptor = Cipher(AES(key), CBC(vector)) if modern else Cipher(Blowfish(key), CFB(vector))
        length = 16 - len(plain) % 16
        filled = plain + bytes(length - 1) + bytes([length]) if modern else plain
        kind, digest = ("sha256-1k", hashlib.sha256) if modern else ("SHA1/1K", hashlib.sha1)
        check = f'manifest:checksum-type="{kind}" manifest:checksum="{base64_of(digest(plain[:1024]).digest())}"'
        derivation = f'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="{rounds}" manifest:salt="{base64_of(SALT)}"'
        running = encryptor.encryptor()
        members[name] = running.update(filled) + running.finalize()
        start_name = "http://www.w3.org/2000/09/xmldsig#sha256" if modern else "SHA1"
        entries += encrypted_entry(name, cipher, vector, start_name, derivation, len(key), check)
    return package(entries, members)


def in_one_piece(*, prefixed: bool = True, kib: int = 64) -> bytes:
    """As LibreOffice writes them since 24.8."""
    plain, vector = packed(package("", lease())), os.urandom(12)
    start = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=64).derive(start)
    derivation = (
        'manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" '
        f'loext:argon2-iterations="1" loext:argon2-memory="{kib}" loext:argon2-lanes="1" manifest:salt="{base64_of(SALT)}"'
    )
    entry = encrypted_entry(
        "encrypted-package",
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        vector,
        "http://www.w3.org/2001/04/xmlenc#sha256",
        derivation,
        32,
    )
    data = AESGCM(key).encrypt(vector, plain, None)
    return package(entry, {"encrypted-package": vector + data if prefixed else data})


LOCKED: dict[str, Callable[[], bytes]] = {
    "aes": lambda: by_member("http://www.w3.org/2001/04/xmlenc#aes256-cbc"),
    "blowfish": lambda: by_member("Blowfish CFB"),
    "whole": in_one_piece,
    "whole, vector apart": lambda: in_one_piece(prefixed=False),
}


@pytest.mark.parametrize("how", LOCKED)
def test_a_password_opens_a_document_and_no_other_does(read_file: Read, tmp_path: Path, how: str) -> None:
    file = tmp_path / "lease.odt"
    file.write_bytes(LOCKED[how]())
    with pytest.raises(DocumentLocked, match="is protected with a password"):
        read_file(file)
    with pytest.raises(DocumentLocked, match="password does not open"):
        read_file(file, "guess")
    (page,), document = read_file(file, PASSWORD)
    assert page.text == "Lease\n\nNotice is three months."
    assert document.title == "Lease"


@pytest.mark.parametrize(
    "made",
    [
        lambda: by_member("http://www.w3.org/2001/04/xmlenc#aes256-cbc", rounds=10**12),
        lambda: in_one_piece(kib=10**9),
        lambda: by_member("http://example.org/rot13-cbc"),
    ],
    ids=["rounds for years", "memory of a data centre", "no known cipher"],
)
def test_what_would_take_for_ever_or_is_not_known_is_refused(
    read_file: Read, tmp_path: Path, made: Callable[[], bytes]
) -> None:
    file = tmp_path / "lease.odt"
    file.write_bytes(made())
    with pytest.raises(DocumentUnreadable, match="encrypted in a way that Sotto does not know"):
        read_file(file, PASSWORD)


def test_a_manifest_that_is_damaged_is_told(read_file: Read, tmp_path: Path) -> None:
    good = by_member("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    for before, after in ((b'iteration-count="1000"', b'iteration-count="none"'), (b'key-size="32"', b'key-size="33"')):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(before, after))
        (tmp_path / "lease.odt").write_bytes(out.getvalue())
        with pytest.raises(DocumentUnreadable, match="is damaged"):
            read_file(tmp_path / "lease.odt", PASSWORD)


def test_what_libre_office_encrypted_comes_out() -> None:
    check = (
        'manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" '
        'manifest:checksum="dRhU2LkHMc4Feflr6m8NSsL7L1RrMfG2r5pfZpUqC/Q="'
    )
    derivation = 'manifest:key-derivation-name="PBKDF2" manifest:iteration-count="100000" manifest:salt="wY6q40vLvpEZvgF/5fi1LQ=="'
    entry = encrypted_entry(
        "content.xml",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        base64.b64decode("IYWpZhVbqp4vtZcpj+vsvA=="),
        "http://www.w3.org/2000/09/xmldsig#sha256",
        derivation,
        32,
        check,
    )
    locked = package(entry, {"content.xml": _LIBRE_OFFICE})
    with zipfile.ZipFile(decrypted(io.BytesIO(locked), "hashcat")) as archive:
        assert archive.read("content.xml").startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!--')
