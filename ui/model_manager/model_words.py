"""Roles, fit and languages of models in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from assistant.records import ModelState, ModelStatus
from ui.translations import tr
from ui.widgets.counts import number

# In the order in which people look for them. Roles the catalog has besides come after these.
ROLE_ORDER = (
    "chat",
    "code",
    "speech-to-text",
    "text-to-speech",
    "embedding",
    "rerank",
    "vision",
    "reading-scans",
    "voice-activity",
    "end-of-turn",
    "wake-word",
)
# Roles whose model the user chooses; the others have one that is simply there.
CHOSEN_ROLES = ("chat", "speech-to-text", "text-to-speech", "embedding", "rerank")
_MOST_LANGUAGES = 4


def role_words(role: str) -> str:
    """What models of a role do."""
    words = {
        "chat": tr("Answering"),
        "code": tr("Writing code"),
        "speech-to-text": tr("Hearing"),
        "text-to-speech": tr("Speaking"),
        "embedding": tr("Finding by meaning"),
        "rerank": tr("Sorting what was found"),
        "vision": tr("Seeing pictures"),
        "reading-scans": tr("Reading scans"),
        "voice-activity": tr("Noticing speech"),
        "end-of-turn": tr("Noticing when you have finished"),
        "wake-word": tr("Waking by voice"),
    }
    return words.get(role, role)


def fit_words(model: ModelStatus) -> str:
    """Whether it runs here, and how fast."""
    words = {
        "fits": tr("Runs well here"),
        "slow": tr("Runs slowly here"),
        "too_big": tr("Too big for this machine"),
    }.get(model.fit, model.fit)
    if model.expected_tokens_per_s is None or model.fit == "too_big":
        return words
    if model.speed_measured:
        told = tr("{speed} words a second, measured here")
    elif model.probing:
        told = tr("about {speed} words a second (this machine is still being measured)")
    else:
        told = tr("about {speed} words a second")
    speed = told.format(speed=words_per_second(model.expected_tokens_per_s))
    return words + tr(", ") + speed


def words_per_second(tokens_per_s: float) -> str:
    """English takes about four tokens for three words; the estimate is rough, so it is rounded."""
    words = tokens_per_s * 0.75
    return number(words, 0 if words >= 2 else 1)


def language_words(languages: tuple[str, ...]) -> str:
    """Names of languages in the window's language, the first few of many."""
    if not languages:
        return ""
    if "multilingual" in languages:
        return tr("many languages")
    shown = [_language_name(code) for code in languages[:_MOST_LANGUAGES]]
    more = len(languages) - len(shown)
    listed = tr(", ").join(shown)
    return tr("{languages} and {count} more").format(languages=listed, count=more) if more else listed


def state_words(model: ModelStatus, role: str) -> str:
    """Where it stands among those of a role; empty for one that can be fetched."""
    if role in model.active_roles:
        return tr("In use")
    return {
        ModelState.INSTALLED: tr("On this computer"),
        ModelState.DOWNLOADING: tr("Being fetched"),
        ModelState.BROKEN: tr("Damaged; fetch it again"),
        ModelState.AVAILABLE: "",
    }[model.state]


def _language_name(code: str) -> str:
    names = {
        "en": tr("English"),
        "ja": tr("Japanese"),
        "zh": tr("Chinese"),
        "ko": tr("Korean"),
        "de": tr("German"),
        "fr": tr("French"),
        "es": tr("Spanish"),
        "it": tr("Italian"),
        "pt": tr("Portuguese"),
        "ru": tr("Russian"),
        "hi": tr("Hindi"),
        "ar": tr("Arabic"),
    }
    return names.get(code) or QLocale.languageToString(QLocale(code).language())
