"""Hugging Face tokenizers: the one file that imports ``tokenizers``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tokenizers

from assistant.errors import ModelUnavailable

Integers = npt.NDArray[np.int64]


class Tokenizer:
    """Turns texts, or pairs of texts, into what the graphs of BERT's family read. One thread at a time."""

    def __init__(self, file: Path, *, maximum_tokens: int) -> None:
        """Raises ``ModelUnavailable`` when the file is missing or damaged."""
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(file))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelUnavailable(
                f"The model file {file.name} is missing or damaged.", "Run “sotto models verify”, then fetch it again."
            ) from error
        self._tokenizer.enable_truncation(maximum_tokens)  # of a pair, the longer text is cut
        self._tokenizer.enable_padding()  # to the longest of a batch; files ask for a fixed length, which wastes time

    def encode(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> dict[str, Integers]:
        """``input_ids``, ``attention_mask`` (0 is padding) and ``token_type_ids`` (1 is the second of a pair), a row each."""
        encoded = self._tokenizer.encode_batch(
            [_whole(text) if isinstance(text, str) else (_whole(text[0]), _whole(text[1])) for text in texts]
        )
        return {
            "input_ids": np.array([item.ids for item in encoded], dtype=np.int64),
            "attention_mask": np.array([item.attention_mask for item in encoded], dtype=np.int64),
            "token_type_ids": np.array([item.type_ids for item in encoded], dtype=np.int64),
        }


def _whole(text: str) -> str:
    """The tokenizer takes UTF-8; a lone surrogate from a broken file has none."""
    return text.encode("utf-8", "replace").decode()
