"""Called by hatchling: a wheel without the compiled words of the window would speak English alone, so none is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledWords(BuildHookInterface[Any]):
    """An editable install compiles them when the window starts, and needs nothing here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Raises ``RuntimeError`` when a file for translators has no result beside it."""
        folder = Path(self.root) / "ui" / "translations"
        missing = [file.name for file in folder.glob("sotto_*.ts") if not file.with_suffix(".qm").exists()]
        if version != "editable" and missing:
            raise RuntimeError(f"Not compiled yet: {', '.join(sorted(missing))}. Run `make setup` first.")
