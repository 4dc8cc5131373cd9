"""What Sotto is doing, in words."""

from __future__ import annotations

from assistant.events import Stage
from ui.translations import tr


def waiting_words() -> str:
    """A turn that has not begun: the answer in another chat comes first."""
    return tr("Waiting for the answer in another chat …")


def stage_words(stage: Stage, progress: float | None, page: int = 0, pages: int = 0) -> str:
    """A turn's stage; ``progress`` is 0 to 1 where it is known, as is the ``page`` of ``pages`` that is read."""
    match stage:
        case Stage.LOADING_MODEL:
            words = tr("Loading the model …")
        case Stage.SEARCHING:
            words = tr("Searching your documents …")
        case Stage.READING_DOCUMENT:
            if pages:
                return tr("Reading page {page} of {pages}").format(page=page, pages=pages)
            words = tr("Reading your documents …")
        case Stage.READING_PROMPT:
            if progress is not None:
                return tr("Reading your question {percent} %").format(percent=round(progress * 100))
            words = tr("Reading your question …")
        case Stage.ANSWERING:
            words = tr("Answering …")
    return words
