"""The catalog sorted for people. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import ModelState, ModelStatus
from ui.model_manager.model_words import ROLE_ORDER

_STATES = {ModelState.INSTALLED: 0, ModelState.BROKEN: 0, ModelState.DOWNLOADING: 1, ModelState.AVAILABLE: 2}
_FITS = {"fits": 0, "slow": 1, "too_big": 2}


def roles_of(models: Sequence[ModelStatus]) -> tuple[str, ...]:
    """Every role that has a model, the ones people look for first."""
    present = {role for model in models for role in model.roles}
    known = [role for role in ROLE_ORDER if role in present]
    return (*known, *sorted(present - set(known)))


def of_role(models: Sequence[ModelStatus], role: str, language: str = "en") -> tuple[ModelStatus, ...]:
    """A role's models: the one in use, the ones that are here, then what can be fetched. Of those the ones that run well first,
    and among them the ones that speak ``language``."""

    def speaks(model: ModelStatus) -> bool:
        return not model.languages or language in model.languages or "multilingual" in model.languages

    wanted = [model for model in models if role in model.roles]
    return tuple(
        sorted(
            wanted,
            key=lambda one: (role not in one.active_roles, _STATES[one.state], _FITS.get(one.fit, 1), not speaks(one)),
        )
    )
