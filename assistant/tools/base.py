"""What a tool server is to the rest of Sotto."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTool:
    """A tool as its server describes it; ``schema`` is the JSON schema of its arguments. Nobody vouches for what it says."""

    name: str
    description: str
    schema: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """Changes with anything that the user saw when the tool was allowed."""
        told = json.dumps([self.name, self.description, self.schema], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What a tool answered; with ``failed`` it is the reason why it did nothing."""

    text: str
    failed: bool = False


class ToolConnection(Protocol):
    """Starts a server for each call and ends it after. May be used from any thread; calls take seconds."""

    def offered(self, command: Sequence[str]) -> list[OfferedTool]:
        """The tools of the server that ``command`` starts. Raises ``UserFacingError``."""

    def call(self, command: Sequence[str], tool: OfferedTool, arguments: Mapping[str, Any]) -> ToolResult:
        """Calls a tool, which must still be what it was. Raises ``UserFacingError`` where it did not come to an end."""
