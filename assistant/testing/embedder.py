"""A deterministic embedder without a model: hashed character n-grams, so that texts that share words lie close."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence


class HashedEmbedder:
    """An ``Embedder`` for tests. ``embedded`` counts the passages it was given."""

    def __init__(
        self, *, model_id: str = "hashed", dimensions: int = 64, languages: tuple[str, ...] = ("multilingual",)
    ) -> None:
        self._model_id = model_id
        self._dimensions = dimensions
        self._languages = languages
        self.embedded = 0

    @property
    def model_id(self) -> str:
        """The id its vectors are kept under."""
        return self._model_id

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._dimensions

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was told to claim."""
        return self._languages

    @property
    def similarity_range(self) -> tuple[float, float]:
        """Texts that share nothing are about at right angles."""
        return (0.0, 0.8)

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """A unit vector for each text; the same text always gives the same vector."""
        self.embedded += len(texts)
        return [self._embed(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """As for passages."""
        return self._embed(text)

    def _embed(self, text: str) -> list[float]:
        vector = [0.0] * self._dimensions
        vector[0] = 1e-3  # an empty text has a direction too
        plain = f" {text.casefold()} "
        for length in (2, 3, 4):
            for at in range(len(plain) - length + 1):
                digest = zlib.crc32(plain[at : at + length].encode("utf-8", "replace"))
                vector[digest % self._dimensions] += 1.0 if digest & 0x80000000 else -1.0
        norm = math.sqrt(sum(x * x for x in vector))
        return [x / norm for x in vector]
