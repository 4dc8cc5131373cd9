"""Sorting without a model: scores from a script, on a clock that the reranker itself moves on."""

from __future__ import annotations

from collections.abc import Sequence


class ScriptedReranker:
    """A ``Reranker`` that counts the letters ``x`` of a passage and takes ``seconds_each``; ``now_s`` is its clock.

    ``read`` holds what it was given. With ``failing`` it raises as a native library does.
    """

    def __init__(
        self, *, seconds_each: float = 0.0, languages: tuple[str, ...] = ("en",), failing: bool = False
    ) -> None:
        self._seconds_each = seconds_each
        self._languages = languages
        self._failing = failing
        self.time_s = 0.0
        self.read: list[str] = []

    @property
    def model_id(self) -> str:
        """A name of its own."""
        return "scripted"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was told to claim."""
        return self._languages

    def now_s(self) -> float:
        """Seconds that it has taken so far."""
        return self.time_s

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """A count of ``x`` for each, whatever is asked."""
        del query
        if self._failing:
            raise RuntimeError("the graph broke")
        self.read += passages
        self.time_s += self._seconds_each * len(passages)
        return [float(passage.count("x")) for passage in passages]
