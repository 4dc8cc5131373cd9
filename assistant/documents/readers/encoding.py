"""From bytes to text, whatever they were written in."""

from __future__ import annotations

import codecs
import functools
import re
from typing import BinaryIO

import charset_normalizer

from assistant.errors import DocumentUnreadable

# UTF-32's mark begins with UTF-16's, so it comes first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JAPANESE = ("euc_jp", "cp932")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_SAMPLE_BYTES = 200_000
_FOREIGN = re.compile("[^\x00-\x7f]+")
_SCORED_CHARACTERS = 5_000
_PLENTY_OF_KANA, _NEARLY_ALL = 0.15, 0.9
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> str:
    """Text of ``data``: by its byte order mark, what the file declares, UTF-8, Japanese encodings, then statistics.

    Raises ``DocumentUnreadable`` for bytes that are no text at all.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _plausible(data.decode(encoding, "replace"))
    for encoding in (declared, _escaped_encoding(data), _zero_bytes_encoding(data), "utf-8"):
        text = _strictly(data, encoding)
        if text is not None:
            return _plausible(text)
    japanese = _best_japanese(data)
    if japanese is not None:
        return _plausible(japanese)
    return _plausible(data.decode(_likely_encoding(data[:_SAMPLE_BYTES]), "replace"))


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of a text too large to be decoded whole, from where the stream stands. It is read through once."""
    head = stream.read(_SAMPLE_BYTES)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    for encoding in (_escaped_encoding(head), _zero_bytes_encoding(head)):
        if encoding:
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    block = head
    while block:
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            break
        block = stream.read(_SAMPLE_BYTES)
    else:
        return "utf-8"
    foreign = next((at for at, byte in enumerate(block) if byte > 0x7F), 0)
    sample = block[block.rfind(b"\n", 0, foreign) + 1 : block.rfind(b"\n") + 1] or block
    for encoding in _JAPANESE:
        text = _strictly(sample, encoding)
        if text is not None and _best_japanese(sample) == text:
            return encoding
    return _likely_encoding(sample)


def declared_encoding(data: bytes) -> str:
    """What a page of HTML or XML says that it is written in; empty when it does not."""
    found = _META.search(data[:4096]) or _XML.search(data[:200])
    return found.group(1).decode("ascii") if found else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _escaped_encoding(data: bytes) -> str:
    """ISO-2022-JP, known by its escape sequences; all of its bytes would pass as UTF-8."""
    return "iso2022_jp" if b"\x1b$" in data else ""


def _likely_encoding(sample: bytes) -> str:
    """By statistics; of equally likely ones Windows-1252, by far the commonest of those that are not Unicode."""
    matches = charset_normalizer.from_bytes(sample)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = next((match for match in matches if match.encoding in {"cp1252", "latin_1"}), None)
    return "cp1252" if western is not None and western.chaos <= best.chaos + 0.02 else best.encoding


def _zero_bytes_encoding(data: bytes) -> str:
    """UTF-16 without a mark, known by the zero bytes of its spaces and line ends."""
    sample = data[:2000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if max(odd, even) < len(sample) / 50:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _best_japanese(data: bytes) -> str | None:
    """The Japanese encoding that gives the likeliest text, if any gives Japanese. Mixed-up encodings give half-width kana and
    rare characters; letters with accents and typographic quotes of a western text give single ones between letters."""
    found: list[tuple[float, str]] = []
    for encoding in _JAPANESE:
        text = _strictly(data, encoding)
        if text is None:
            continue
        foreign = [run.group() for run in _FOREIGN.finditer(text[:_SAMPLE_BYTES])]
        total = sum(map(len, foreign))
        if not total:
            continue
        together = "".join(run for run in foreign if len(run) > 1)
        half_width = len(_HALF_WIDTH_KANA.findall(together))
        kana = len(_KANA.findall(together)) - half_width
        common = sum(map(_is_common, together[:_SCORED_CHARACTERS])) * max(1.0, len(together) / _SCORED_CHARACTERS)
        score = (common - half_width) / total
        if kana / total > _PLENTY_OF_KANA or score > _NEARLY_ALL:
            found.append((score, text))
    return max(found)[1] if found else None


@functools.lru_cache(maxsize=4096)
def _is_common(character: str) -> bool:
    """Kana, Japanese punctuation, full-width letters, and the characters in use (level 1 of JIS X 0208, rows 16 to 47)."""
    try:
        code = character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xA1 <= code[0] <= 0xCF and code[0] != 0x8E


def _plausible(text: str) -> str:
    sample = text[:20_000]
    odd = sum(
        1 for character in sample if (character < " " and character not in "\t\n\r\f\x0b\x1b") or character == "\ufffd"
    )
    if odd > max(2, len(sample) * 0.02):
        raise DocumentUnreadable(
            "This file does not hold text.", "Its name says that it does; open it with the program that made it."
        )
    return text
