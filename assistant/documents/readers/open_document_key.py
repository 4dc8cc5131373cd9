"""OpenDocument files under a password (ODF 1.2, part 3, chapter 4, and, as LibreOffice writes them since 24.8, with one encrypted
package inside): decrypted in memory.

The only file that imports cryptography.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import hashlib
import io
import zipfile
import zlib
from typing import Any, BinaryIO

import lxml.etree
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from assistant.documents.readers.office_package import damaged, locked
from assistant.documents.readers.reading import MAX_UNPACKED_BYTES
from assistant.documents.readers.xml import parse_xml
from assistant.errors import DocumentUnreadable

KIND = "OpenDocument file"
_MANIFEST = "META-INF/manifest.xml"
_WHOLE = "encrypted-package"
# What makes a key slow is written in the file, which could ask for years: more than office programs write is refused.
_MOST_ROUNDS, _MOST_PASSES, _MOST_LANES, _MOST_KIB = 5_000_000, 20, 16, 262_144
_CHECKED_BYTES = 1024
_TAG_BYTES = 16
_NEEDED = ("mimetype", "content.xml", "styles.xml", "meta.xml", "Pictures/", "Object ", _WHOLE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Lock:
    """How a member is encrypted; names end as the URIs of the manifest do."""

    cipher: str
    vector: bytes
    derivation: str
    salt: bytes
    key_bytes: int
    start: str
    rounds: int
    passes: int
    lanes: int
    kib: int
    checksum: bytes
    checksum_kind: str


def decrypted(stream: BinaryIO, password: str) -> BinaryIO:
    """The package without its encryption, with what is read of it. Raises ``DocumentLocked`` without the right password,
    ``DocumentUnreadable`` for one that is damaged, too big, or encrypted in a way that is not known."""
    if not password:
        raise locked(KIND, "")
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(stream) as archive, zipfile.ZipFile(out, "w") as plain:
            manifest = parse_xml(archive.read(_MANIFEST))
            locks = _locks(manifest)
            left = MAX_UNPACKED_BYTES
            for name in dict.fromkeys(archive.namelist()):
                if not name.startswith(_NEEDED):
                    continue
                data = archive.read(name)
                if name in locks:
                    data = _opened(data, locks[name], password, left)
                if name == _WHOLE:
                    return io.BytesIO(data)
                left -= len(data)
                plain.writestr(name, data)
            plain.writestr(_MANIFEST, _unlocked(manifest))
    except (binascii.Error, ValueError, zlib.error) as error:
        raise damaged(KIND) from error
    out.seek(0)
    return out


def _locks(manifest: Any) -> dict[str, _Lock]:
    found: dict[str, _Lock] = {}
    for entry in manifest.iterfind("{*}file-entry"):
        data = entry.find("{*}encryption-data")
        if data is None:
            continue
        parts = {_local(part.tag): {_local(name): value for name, value in part.attrib.items()} for part in data}
        checks = {_local(name): value for name, value in data.attrib.items()}
        algorithm, derivation = parts.get("algorithm", {}), parts.get("key-derivation", {})
        path = {_local(name): value for name, value in entry.attrib.items()}.get("full-path", "")
        found[path] = _Lock(
            cipher=algorithm.get("algorithm-name", "").lower(),
            vector=base64.b64decode(algorithm.get("initialisation-vector", "")),
            derivation=derivation.get("key-derivation-name", "").lower(),
            salt=base64.b64decode(derivation.get("salt", "")),
            key_bytes=int(derivation.get("key-size", 16)),
            start=parts.get("start-key-generation", {}).get("start-key-generation-name", "sha1").lower(),
            rounds=int(derivation.get("iteration-count", 0)),
            passes=int(derivation.get("argon2-iterations", 0)),
            lanes=int(derivation.get("argon2-lanes", 0)),
            kib=int(derivation.get("argon2-memory", 0)),
            checksum=base64.b64decode(checks.get("checksum", "")),
            checksum_kind=checks.get("checksum-type", "").lower(),
        )
    return found


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _opened(data: bytes, lock: _Lock, password: str, most_bytes: int) -> bytes:
    """A member as it was before it was compressed and encrypted."""
    key = _key(lock, password)
    if lock.cipher.endswith("aes256-gcm"):
        # As XML Encryption has it, the vector stands before the data too (XML Encryption 1.1, 5.2.4).
        body = data.removeprefix(lock.vector) if len(data) >= len(lock.vector) + _TAG_BYTES else data
        try:
            packed = AESGCM(key).decrypt(lock.vector, body, None)
        except InvalidTag as error:
            raise locked(KIND, password) from error
    elif "blowfish" in lock.cipher:
        packed = _through(Cipher(Blowfish(key), CFB(lock.vector)), data)
    elif lock.cipher.endswith(("aes128-cbc", "aes192-cbc", "aes256-cbc")):
        padded = _through(Cipher(AES(key), CBC(lock.vector)), data)
        # The last byte says how many were added (XML Encryption 1.1, 5.2.3).
        packed = padded[: -padded[-1]] if padded and 0 < padded[-1] <= AES.block_size // 8 else padded
    else:
        raise _unknown()
    if lock.checksum and not _is_right(packed, lock):
        raise locked(KIND, password)
    if packed.startswith(b"PK\x03\x04"):
        return packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = inflater.decompress(packed, max(1, most_bytes))
    if inflater.unconsumed_tail:
        raise DocumentUnreadable(f"This {KIND} unpacks to more than Sotto reads.", "Split it into smaller ones.")
    return plain


def _key(lock: _Lock, password: str) -> bytes:
    start = hashlib.new("sha256" if lock.start.endswith("sha256") else "sha1", password.encode()).digest()
    if lock.derivation.endswith("argon2id"):
        if not (0 < lock.passes <= _MOST_PASSES and 0 < lock.lanes <= _MOST_LANES and 0 < lock.kib <= _MOST_KIB):
            raise _unknown()
        return Argon2id(
            salt=lock.salt, length=lock.key_bytes, iterations=lock.passes, lanes=lock.lanes, memory_cost=lock.kib
        ).derive(start)
    if not lock.derivation.endswith("pbkdf2") or not 0 < lock.rounds <= _MOST_ROUNDS:
        raise _unknown()
    return PBKDF2HMAC(SHA1(), lock.key_bytes, lock.salt, lock.rounds).derive(start)  # noqa: S303 - the format's own


def _through(cipher: Cipher[Any], data: bytes) -> bytes:
    decryptor = cipher.decryptor()
    return decryptor.update(data) + decryptor.finalize()


def _is_right(packed: bytes, lock: _Lock) -> bool:
    kind = "sha256" if "sha256" in lock.checksum_kind else "sha1"
    checked = packed[:_CHECKED_BYTES] if lock.checksum_kind.endswith("1k") else packed
    return hashlib.new(kind, checked).digest() == lock.checksum


def _unlocked(manifest: Any) -> bytes:
    """The manifest, as of a file that is not encrypted."""
    for entry in manifest.iterfind("{*}file-entry"):
        for data in entry.findall("{*}encryption-data"):
            entry.remove(data)
    return bytes(lxml.etree.tostring(manifest))


def _unknown() -> DocumentUnreadable:
    return DocumentUnreadable(
        f"This {KIND} is encrypted in a way that Sotto does not know.", "Save a copy without a password, and add that."
    )
