"""ONNX models on the CPU: the one file that imports onnxruntime.

Threads do not spin: with spinning, onnxruntime doubled the CPU time of the whole program and starved the language model.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from assistant.errors import ModelUnavailable

Array = npt.NDArray[Any]


class OnnxModel:
    """A loaded graph. ``run`` may be called from any thread, one at a time."""

    def __init__(self, file: Path, *, graph: bytes | None = None, threads: int = 1) -> None:
        """Loads ``graph`` where it is given, else ``file``. Raises ``ModelUnavailable`` when that is missing or no ONNX graph."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                graph or str(file), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelUnavailable(
                f"The model file {file.name} is missing or damaged.", "Run “sotto models verify”, then fetch it again."
            ) from error

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the graph's inputs, in order."""
        return tuple(item.name for item in self._session.get_inputs())

    def run(self, inputs: Mapping[str, Array]) -> list[Array]:
        """The graph's outputs, in order."""
        return [np.asarray(output) for output in self._session.run(None, dict(inputs))]
