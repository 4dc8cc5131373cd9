"""Where the set-up keeps its things, and the error with which it stops."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path


class SetupError(Exception):
    """Something stands in the way of the set-up. The text is for people: what, and the next step."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The files of one clone (``root``) and the folder that all clones of this user share (``wheel_cache``)."""

    root: Path
    wheel_cache: Path

    @classmethod
    def of(cls, root: Path, environ: Mapping[str, str] = os.environ) -> Layout:
        """The wheel cache follows the XDG base directory specification: a relative ``XDG_CACHE_HOME`` is ignored."""
        chosen = Path(environ.get("XDG_CACHE_HOME", ""))
        cache = chosen if chosen.is_absolute() else Path.home() / ".cache"
        return cls(root=root, wheel_cache=cache / "sotto" / "wheels")

    @property
    def venv(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def stamps(self) -> Path:
        """Inside the environment, so that deleting ``.venv`` forgets what was installed in it."""
        return self.venv / "sotto-setup"

    @property
    def work(self) -> Path:
        """Logs, the build environment and generated requirement files."""
        return self.root / ".make"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / "bin" / "python"

    def program(self, name: str) -> str:
        """A program of the environment, as an argument for ``subprocess``."""
        return str(self.venv / "bin" / name)

    def lock(self, *, dev: bool) -> Path:
        """The locked dependencies: what Sotto runs on, or that and the developer's tools."""
        return self.root / ("requirements-dev.lock" if dev else "requirements.lock")

    @property
    def build_lock(self) -> Path:
        """The locked tools that build llama-cpp-python and install Sotto itself."""
        return self.root / "requirements-build.lock"
