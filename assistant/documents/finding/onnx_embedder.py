"""Sentence embedders as ONNX graphs with a Hugging Face tokenizer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.documents.finding.tokenizer import Tokenizer
from assistant.errors import ModelUnavailable
from assistant.onnx_runtime import OnnxModel

Vector = npt.NDArray[np.float32]
_BATCH = 8  # larger batches gain nothing on a CPU and hold memory and the cores longer


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderProfile:
    """How a model wants to be used, as its authors published it."""

    maximum_tokens: int
    dimensions: int = 384
    first_token_only: bool = False
    """Take the first token's vector (``[CLS]``) instead of the mean over the tokens."""
    query_prefix: str = ""
    passage_prefix: str = ""
    languages: tuple[str, ...] = ("en",)
    similarity_range: tuple[float, float] = (0.0, 1.0)
    """Measured on XQuAD: the mean of unrelated pairs, and the mean of questions with their paragraph plus one deviation."""


MINILM = EmbedderProfile(maximum_tokens=256, similarity_range=(0.03, 0.735))
"""all-MiniLM-L6-v2: mean over the attention mask, L2 norm, 256 word pieces (its model card)."""

BGE_SMALL = EmbedderProfile(
    maximum_tokens=512,
    first_token_only=True,
    query_prefix="Represent this sentence for searching relevant passages: ",
    similarity_range=(0.42, 0.815),
)
"""bge-small-en-v1.5: ``[CLS]``, L2 norm, an instruction before questions only (its model card)."""

MULTILINGUAL_E5_SMALL = EmbedderProfile(
    maximum_tokens=512,
    query_prefix="query: ",
    passage_prefix="passage: ",
    languages=("multilingual",),
    similarity_range=(0.755, 0.91),
)
"""multilingual-e5-small: mean over the attention mask, L2 norm, a prefix on either side (its model card)."""

_PROFILES = {
    "all-minilm-l6-v2": MINILM,
    "bge-small-en-v1.5": BGE_SMALL,
    "multilingual-e5-small": MULTILINGUAL_E5_SMALL,
}


def profile_of(model_id: str) -> EmbedderProfile:
    """The profile of a catalog entry, whatever its quantization. Raises ``ModelUnavailable`` for a model nobody described."""
    for prefix, profile in _PROFILES.items():
        if model_id.startswith(prefix):
            return profile
    raise ModelUnavailable(
        f"Sotto does not know how to use the embedding model {model_id}.", "Choose another one on the models screen."
    )


class OnnxEmbedder:
    """An ``Embedder``. Used from one thread at a time."""

    def __init__(
        self, model_id: str, model_file: Path, tokenizer_file: Path, profile: EmbedderProfile, *, threads: int = 1
    ) -> None:
        """Raises ``ModelUnavailable`` when a file is missing or damaged."""
        self._model_id = model_id
        self._profile = profile
        self._model = OnnxModel(model_file, threads=threads)
        self._tokenizer = Tokenizer(tokenizer_file, maximum_tokens=profile.maximum_tokens)

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._profile.dimensions

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages it was trained for."""
        return self._profile.languages

    @property
    def similarity_range(self) -> tuple[float, float]:
        """As measured for the model."""
        return self._profile.similarity_range

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors of texts, in their order; each is read up to the model's limit of tokens."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # Texts of like length share a batch, so that little is computed on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            vectors[batch] = self._embed([self._profile.passage_prefix + texts[i] for i in batch])
        return [[float(x) for x in vector] for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return [float(x) for x in self._embed([self._profile.query_prefix + text])[0]]

    def _embed(self, texts: list[str]) -> Vector:
        inputs = self._tokenizer.encode(texts)
        mask = inputs["attention_mask"]
        hidden = self._model.run({name: inputs[name] for name in self._model.input_names})[0].astype(np.float32)
        if self._profile.first_token_only:
            pooled = hidden[:, 0]
        else:
            weights = mask[:, :, None].astype(np.float32)
            pooled = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
        normed: Vector = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
        return normed
