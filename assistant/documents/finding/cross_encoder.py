"""Cross-encoders as ONNX graphs: a question and a passage read together, one score for the pair.

Nogueira and Cho, "Passage Re-ranking with BERT" (2019): ``[CLS] question [SEP] passage [SEP]``, a classifier on the first token.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.documents.finding.tokenizer import Tokenizer
from assistant.errors import ModelUnavailable
from assistant.onnx_runtime import OnnxModel

MAXIMUM_TOKENS = 512
"""Of a question and a passage together: BERT has no positions beyond."""
_COLUMNS = (1, 2)


class CrossEncoder:
    """A ``Reranker``. Used from one thread at a time."""

    def __init__(
        self,
        model_id: str,
        model_file: Path,
        tokenizer_file: Path,
        *,
        languages: tuple[str, ...] = ("en",),
        threads: int = 1,
    ) -> None:
        """Raises ``ModelUnavailable`` when a file is missing or damaged."""
        self._model_id = model_id
        self._languages = languages
        self._model = OnnxModel(model_file, threads=threads)
        self._tokenizer = Tokenizer(tokenizer_file, maximum_tokens=MAXIMUM_TOKENS)

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages it was trained for."""
        return self._languages

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """The log-odds that each passage answers: the logit, or of two classes how far "yes" is ahead of "no".

        Raises ``ModelUnavailable`` for a graph that gives neither.
        """
        if not passages:
            return []
        inputs = self._tokenizer.encode([(query, passage) for passage in passages])
        logits = self._model.run({name: inputs[name] for name in self._model.input_names})[0]
        if logits.ndim != len(_COLUMNS) or logits.shape[1] not in _COLUMNS:
            raise ModelUnavailable(f"This version of Sotto cannot run {self._model_id}.", "Choose another model.")
        return [float(row[-1] - row[0]) if len(row) > 1 else float(row[0]) for row in logits]
