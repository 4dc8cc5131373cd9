"""What the first launch offers: the starter set with sizes, licences and reasons, and the room on the disk. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.records import ModelStatus, Recommendation
from ui.model_manager.download_state import Wanted


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModel:
    """One model of the starter set: its line of the catalog, why it was chosen, and whether it is still to fetch."""

    status: ModelStatus
    reason: str
    missing: bool

    @property
    def model_id(self) -> str:
        """Its entry of the catalog."""
        return self.status.id

    @property
    def role(self) -> str:
        """What it is for first of all."""
        return self.status.roles[0] if self.status.roles else ""

    @property
    def wanted(self) -> Wanted:
        """As the downloads take it."""
        return Wanted.of(self.status)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The starter set for this machine. ``free_bytes`` is None where the disk cannot be asked."""

    machine: str
    models: tuple[OfferedModel, ...]
    download_bytes: int
    free_bytes: int | None

    @property
    def missing(self) -> tuple[OfferedModel, ...]:
        """What is still to fetch."""
        return tuple(model for model in self.models if model.missing)

    def download_s(self, bits_per_s: float) -> float:
        """Seconds that the download takes over a line of this speed."""
        return self.download_bytes * 8 / bits_per_s

    @property
    def fits_on_disk(self) -> bool:
        """Whether the disk has room, as far as can be known."""
        return self.free_bytes is None or self.free_bytes >= self.download_bytes


def make_offer(recommendation: Recommendation, statuses: Sequence[ModelStatus], free_bytes: int | None) -> Offer:
    """Joins the recommendation with the catalog; an entry the catalog does not list is left out."""
    by_id = {status.id: status for status in statuses}
    models = tuple(
        OfferedModel(status=by_id[model_id], reason=reason, missing=model_id in recommendation.missing)
        for model_id, reason in recommendation.entries
        if model_id in by_id
    )
    return Offer(
        machine=recommendation.machine,
        models=models,
        download_bytes=recommendation.missing_bytes,
        free_bytes=free_bytes,
    )
