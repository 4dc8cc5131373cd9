"""What a document is called."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from assistant.ids import DocumentId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """What a document can be called by."""

    document_id: DocumentId
    path: Path
    title: str = ""
    collection: str = ""

    @property
    def shown(self) -> str:
        """Its title, else its file's name."""
        return self.title or self.path.name
