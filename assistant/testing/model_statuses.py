"""Catalog entries for tests of the screens."""

from __future__ import annotations

from assistant.records import ModelState, ModelStatus


def model_status(
    model_id: str,
    role: str = "chat",
    *,
    state: ModelState = ModelState.AVAILABLE,
    active: bool = False,
    fit: str = "fits",
    size_bytes: int = 1_000_000_000,
    note: str = "",
    languages: tuple[str, ...] = ("en",),
    tokens_per_s: float | None = None,
    fetched_bytes: int = 0,
    taken_in: bool = False,
    probing: bool = False,
) -> ModelStatus:
    """An entry of the catalog."""
    return ModelStatus(
        id=model_id,
        title=model_id.title(),
        roles=(role,),
        state=state,
        size_bytes=size_bytes,
        licence="Apache-2.0",
        licence_note=note,
        languages=languages,
        fit=fit,
        expected_tokens_per_s=tokens_per_s,
        active_roles=(role,) if active else (),
        download_bytes=size_bytes,
        fetched_bytes=fetched_bytes,
        taken_in=taken_in,
        probing=probing,
    )
