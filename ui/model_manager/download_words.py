"""What a download says of itself."""

from __future__ import annotations

from ui.model_manager.download_state import Download, DownloadState, Phase
from ui.translations import tr
from ui.widgets.amounts import size_words, speed_words, time_left_words
from ui.widgets.engine_words import error_words


def download_words(download: Download) -> str:
    """One model: how much, how fast, or why not."""
    match download.phase:
        case Phase.WAITING:
            return tr("Waiting")
        case Phase.DONE:
            return tr("Ready")
        case Phase.PAUSED:
            return (
                tr("Paused at {done} of {total}").format(**_amounts(download)) if download.done_bytes else tr("Paused")
            )
        case Phase.FAILED:
            return error_words(download.error) if download.error is not None else tr("Not fetched")
        case Phase.RUNNING:
            return _joined(
                tr("{done} of {total}").format(**_amounts(download)),
                download.bytes_per_s,
                download.size_bytes - download.done_bytes,
            )


def overall_words(state: DownloadState) -> str:
    """Everything together: how much of how much, how fast, how long still."""
    return _joined(
        tr("{done} of {total}").format(**_amounts(state)),
        state.bytes_per_s,
        state.size_bytes - state.done_bytes,
    )


def _joined(amount: str, bytes_per_s: float, remaining_bytes: int) -> str:
    parts = [amount]
    if bytes_per_s > 0:
        parts += [speed_words(bytes_per_s), time_left_words(remaining_bytes, bytes_per_s)]
    return " · ".join(part for part in parts if part)


def _amounts(one: Download | DownloadState) -> dict[str, str]:
    return {"done": size_words(one.done_bytes), "total": size_words(one.size_bytes)}
