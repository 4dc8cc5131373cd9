"""Called by hatchling: a wheel without the compiled words of the window would speak English alone, so none is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledWords(BuildHookInterface[Any]):
    """An editable install compiles them when the window starts, and needs nothing here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Raises ``RuntimeError`` when a file for translators has no result beside it, or is newer."""
        files = sorted((Path(self.root) / "ui" / "translations").glob("sotto_*.ts"))
        waiting = [file.name for file in files if not _is_compiled(file)]
        if version != "editable" and waiting:
            raise RuntimeError(f"Not compiled yet: {', '.join(waiting)}. Run `make setup` first.")


def _is_compiled(file: Path) -> bool:
    result = file.with_suffix(".qm")
    return result.exists() and result.stat().st_mtime_ns >= file.stat().st_mtime_ns
