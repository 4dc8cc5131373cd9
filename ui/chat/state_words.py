"""What Sotto is doing, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.events import Stage


def stage_words(stage: Stage, progress: float | None, page: int = 0, pages: int = 0) -> str:
    """A turn's stage; ``progress`` is 0 to 1 where it is known, as is the ``page`` of ``pages`` that is read."""
    match stage:
        case Stage.LOADING_MODEL:
            words = _tr("Loading the model …")
        case Stage.SEARCHING:
            words = _tr("Searching your documents …")
        case Stage.READING_DOCUMENT:
            if pages:
                return _tr("Reading page {page} of {pages}").format(page=page, pages=pages)
            words = _tr("Reading your documents …")
        case Stage.READING_PROMPT:
            if progress is not None:
                return _tr("Reading your question {percent} %").format(percent=round(progress * 100))
            words = _tr("Reading your question …")
        case Stage.ANSWERING:
            words = _tr("Answering …")
    return words


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateWords", text)
