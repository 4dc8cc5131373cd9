"""Roles, fit and languages of models in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from assistant.records import ModelState, ModelStatus

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
CHOSEN_ROLES = ("chat", "speech-to-text", "text-to-speech", "embedding")
_MOST_LANGUAGES = 4


def role_words(role: str) -> str:
    """What models of a role do."""
    words = {
        "chat": _tr("Answering"),
        "code": _tr("Writing code"),
        "speech-to-text": _tr("Hearing"),
        "text-to-speech": _tr("Speaking"),
        "embedding": _tr("Finding by meaning"),
        "rerank": _tr("Sorting what was found"),
        "vision": _tr("Seeing pictures"),
        "reading-scans": _tr("Reading scans"),
        "voice-activity": _tr("Noticing speech"),
        "end-of-turn": _tr("Noticing when you have finished"),
        "wake-word": _tr("Waking by voice"),
    }
    return words.get(role, role)


def fit_words(model: ModelStatus) -> str:
    """Whether it runs here, and how fast."""
    words = {
        "fits": _tr("Runs well here"),
        "slow": _tr("Runs slowly here"),
        "too_big": _tr("Too big for this machine"),
    }.get(model.fit, model.fit)
    if model.expected_tokens_per_s is None or model.fit == "too_big":
        return words
    told = _tr("{speed} words a second, measured here") if model.speed_measured else _tr("about {speed} words a second")
    speed = told.format(speed=words_per_second(model.expected_tokens_per_s))
    return words + _tr(", ") + speed


def words_per_second(tokens_per_s: float) -> str:
    """English takes about four tokens for three words; the estimate is rough, so it is rounded."""
    words = tokens_per_s * 0.75
    return f"{words:.0f}" if words >= 2 else f"{words:.1f}"


def language_words(languages: tuple[str, ...]) -> str:
    """Names of languages in the window's language, the first few of many."""
    if not languages:
        return ""
    if "multilingual" in languages:
        return _tr("many languages")
    shown = [_language_name(code) for code in languages[:_MOST_LANGUAGES]]
    more = len(languages) - len(shown)
    listed = _tr(", ").join(shown)
    return _tr("{languages} and {count} more").format(languages=listed, count=more) if more else listed


def state_words(model: ModelStatus) -> str:
    """Where it stands; empty for one that can be fetched."""
    if model.active:
        return _tr("In use")
    return {
        ModelState.INSTALLED: _tr("On this computer"),
        ModelState.DOWNLOADING: _tr("Being fetched"),
        ModelState.BROKEN: _tr("Damaged; fetch it again"),
        ModelState.AVAILABLE: "",
    }[model.state]


def _language_name(code: str) -> str:
    names = {
        "en": _tr("English"),
        "ja": _tr("Japanese"),
        "zh": _tr("Chinese"),
        "ko": _tr("Korean"),
        "de": _tr("German"),
        "fr": _tr("French"),
        "es": _tr("Spanish"),
        "it": _tr("Italian"),
        "pt": _tr("Portuguese"),
        "ru": _tr("Russian"),
        "hi": _tr("Hindi"),
        "ar": _tr("Arabic"),
    }
    return names.get(code) or QLocale.languageToString(QLocale(code).language())


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)
