"""Values to choose from where the declaration leaves a setting open: installed models, and sound devices."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import UserFacingError
from assistant.front_door import AssistantApi
from assistant.records import ModelState
from ui.settings.editors import Option

MODEL_ROLES: Mapping[str, str] = {
    "chat_model": "chat",
    "voice_speech_to_text_model": "speech-to-text",
    "voice_text_to_speech_model": "text-to-speech",
    "documents_embedding_model": "embedding",
    "documents_rerank_model": "rerank",
}


def known_values(api: AssistantApi) -> dict[str, list[Option]]:
    """Options by the setting's name; the open one has no words of its own (``open_words``).

    Blocks. A sound system that cannot be asked leaves its settings to be typed.
    """
    installed = [model for model in api.models.list() if model.state is ModelState.INSTALLED]
    options = {
        name: [
            ("", ""),
            *((model.id, model.title) for model in installed if role in model.roles),
        ]
        for name, role in MODEL_ROLES.items()
    }
    try:
        devices = api.voice.devices()
    except UserFacingError:
        return options
    options["voice_input_device"] = [("", ""), *((one.name, one.name) for one in devices if one.is_input)]
    options["voice_output_device"] = [("", ""), *((one.name, one.name) for one in devices if one.is_output)]
    return options
