"""Codes of one bit a component that tell how near vectors are without reading them. Pure.

RaBitQ (Gao and Long, SIGMOD 2024): vectors are taken around their mean and turned by a random rotation, which spreads what tells
them apart over all components; a code is the signs. Two numbers beside it bring the estimate to scale: for a vector x with the
code s (1 and -1) around the mean c, and a question q, ``q·x`` is, up to what is the same for every x, about
``offset + scale * (s · r)``, where r is q around the mean and turned, ``offset`` is ``c·x`` and ``scale`` is ``|y|² / |y|₁`` of
``y``, x around the mean and turned.

Comparing takes two steps: the signs of r by counting bits (``rough``), then r itself (``close``), eight components by one look-up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint64]
_SAMPLED = 32
_SAMPLE_MARGIN = 1.5
_BYTES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Codes of vectors, a column each: ``words`` are the bits, 64 a row (the last row is filled up with zeros); ``factors`` the
    scales and the offsets."""

    words: Words
    factors: Floats

    def __len__(self) -> int:
        return int(self.words.shape[1])

    @property
    def nbytes(self) -> int:
        """What they take in memory."""
        return self.words.nbytes + self.factors.nbytes

    def at(self, columns: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Codes:
        """Some of them."""
        return Codes(words=self.words[:, columns], factors=self.factors[:, columns])

    @staticmethod
    def joined(parts: Sequence[Codes]) -> Codes:
        """All of several, in order."""
        return Codes(
            words=np.concatenate([part.words for part in parts], axis=1),
            factors=np.concatenate([part.factors for part in parts], axis=1),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What codes are compared with: the vector around the mean and turned, and its code."""

    turned: Floats
    code: Words

    def rough(self, codes: Codes) -> Floats:
        """An estimate of each cosine, up to a constant, by counting the bits that differ."""
        # A row of words at a time, and in place: this is most of the time of a search.
        differing = np.zeros(len(codes), dtype=np.uint16)
        for row, word in zip(codes.words, self.code, strict=True):
            differing += np.bitwise_count(row ^ word)
        size, step = len(self.turned), np.float32(np.abs(self.turned).mean())
        estimate: Floats = differing.astype(np.float32)
        estimate *= -2 * step
        estimate += size * step
        estimate *= codes.factors[0]
        estimate += codes.factors[1]
        return estimate

    def close(self, codes: Codes) -> Floats:
        """A better one, for few codes."""
        padded = np.pad(self.turned, (0, -len(self.turned) % 64))
        tables: Floats = padded.reshape(-1, 8) @ _BYTES.T
        # Each byte of the words is a row.
        each = np.ascontiguousarray(codes.words).view(np.uint8).reshape(len(codes.words), -1, 8)
        rows = np.ascontiguousarray(each.transpose(0, 2, 1)).reshape(len(tables), -1)
        total = np.zeros(len(codes), dtype=np.float32)
        for table, row in zip(tables, rows, strict=True):
            total += table.take(row)
        estimate: Floats = codes.factors[1] + codes.factors[0] * total
        return estimate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SignCoding:
    """How vectors are coded: around ``centre``, turned by ``rotation`` (an orthogonal matrix)."""

    centre: Floats
    rotation: Floats

    @staticmethod
    def of(vectors: Floats) -> SignCoding:
        """The coding for vectors like these, a row each, around their mean. Keep it: elsewhere the rotation may be another."""
        size = vectors.shape[1]
        rotation = np.linalg.qr(np.random.default_rng(size).normal(size=(size, size)))[0].astype(np.float32)
        return SignCoding(centre=vectors.mean(axis=0, dtype=np.float32), rotation=rotation)

    def codes(self, vectors: Floats) -> Codes:
        """The codes of unit vectors, a row each."""
        turned = self._turned(vectors)
        # A vector at the very mean is as near as the mean is, whatever its code.
        scales = (turned**2).sum(axis=1) / np.maximum(np.abs(turned).sum(axis=1), np.float32(1e-9))
        return Codes(words=_bits(turned), factors=np.stack([scales, vectors @ self.centre]).astype(np.float32))

    def question(self, vector: Floats) -> Question:
        """A unit vector to compare codes with."""
        turned = self._turned(vector)
        return Question(turned=turned, code=_bits(turned[None]))

    def _turned(self, vectors: Floats) -> Floats:
        turned: Floats = ((vectors - self.centre) @ self.rotation).astype(np.float32, copy=False)
        return turned


def highest(scores: Floats, count: int) -> npt.NDArray[np.int64]:
    """Where the ``count`` highest are, in their order of place; more of them when the lowest of these comes up again."""
    if count >= len(scores):
        return np.arange(len(scores))
    # Every so many scores tell nearly which ones can be among the highest; when too few were let through, all are looked at.
    some = scores[::_SAMPLED]
    expected = int(count / _SAMPLED * _SAMPLE_MARGIN) + 1
    if expected < len(some):
        likely = np.flatnonzero(scores >= np.partition(some, len(some) - expected)[len(some) - expected])
        if len(likely) >= count:
            return likely[scores[likely] >= _at_rank(scores[likely], count)]
    return np.flatnonzero(scores >= _at_rank(scores, count))


def _at_rank(scores: Floats, count: int) -> np.float32:
    lowest: np.float32 = np.partition(scores, len(scores) - count)[len(scores) - count]
    return lowest


def _bits(turned: Floats) -> Words:
    packed = np.packbits(turned > 0, axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return np.ascontiguousarray(np.ascontiguousarray(padded).view(np.uint64).T)
