"""``sotto say``, ``sotto transcribe`` and ``sotto talk``."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context, events_of
from assistant.cli.voice_events import shape_of, words_of
from assistant.events import Event, TranscriptionProgress, VoiceEvent, VoiceMode, VoiceStopped
from assistant.front_door import AssistantApi
from assistant.settings import WAKE_WORDS, Value
from assistant.speech.recognition import subtitles


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``talk``, ``say`` and ``transcribe``."""
    talk = commands.add_parser("talk", parents=[shared], help="a spoken conversation until Ctrl+C")
    talk.add_argument("--input", default="", metavar="DEVICE", help="microphone")
    talk.add_argument("--output", default="", metavar="DEVICE", help="speaker")
    begin = talk.add_mutually_exclusive_group()
    begin.add_argument("--push-to-talk", action="store_true", help="Enter begins and ends each turn")
    begin.add_argument(
        "--wake-word",
        choices=WAKE_WORDS,
        default="",
        metavar="NAME",
        help=f"listen after this: {', '.join(WAKE_WORDS)}",
    )
    route = talk.add_mutually_exclusive_group()
    route.add_argument("--speakers", dest="route", action="store_const", const="speakers", default="")
    route.add_argument("--headphones", dest="route", action="store_const", const="headphones")
    talk.set_defaults(run=run_talk)
    say = commands.add_parser("say", parents=[shared], help="speak a text")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("--voice", default="", metavar="ID")
    say.add_argument("--out", type=Path, default=None, metavar="FILE.wav", help="write a WAV file instead")
    say.set_defaults(run=run_say)
    transcribe = commands.add_parser("transcribe", parents=[shared], help="audio files to text")
    transcribe.add_argument("files", nargs="+", type=Path, metavar="FILE")
    transcribe.add_argument(
        "--format", choices=subtitles.FORMATS, default="text", help="text with times, or subtitles as SRT or WebVTT"
    )
    transcribe.set_defaults(run=run_transcribe)


def run_talk(context: Context) -> None:
    """Holds a conversation until Ctrl+C."""
    arguments = context.arguments
    mode = VoiceMode.CLICK_TO_TALK if arguments.push_to_talk else VoiceMode.HANDS_FREE
    overrides: dict[str, Value] = {}
    if arguments.input:
        overrides["voice_input_device"] = arguments.input
    if arguments.output:
        overrides["voice_output_device"] = arguments.output
    if arguments.wake_word:
        overrides["voice_wake_word"] = arguments.wake_word
    if arguments.route:
        overrides["voice_route"] = arguments.route
    with context.assistant(**overrides) as assistant, events_of(assistant) as events:
        assistant.voice.start(mode)
        if arguments.push_to_talk:
            threading.Thread(target=_press_on_enter, args=(assistant,), daemon=True, name="enter-key").start()
        t_s = 0.0
        try:
            for event in events:
                # The level comes ten times a second, so the last event's time is the time.
                t_s = event.t_s if isinstance(event, VoiceEvent) else t_s
                shape = shape_of(event, t_s)
                if shape is not None:
                    context.output.json(shape)
                words = words_of(event)
                if words is not None:
                    context.output.text(words, end="")
                if isinstance(event, VoiceStopped):
                    if event.error is not None:
                        raise event.error.to_exception()
                    return
        finally:
            assistant.voice.stop()


def run_say(context: Context) -> None:
    """Speaks, or writes a WAV file."""
    arguments = context.arguments
    overrides: dict[str, Value] = {"voice_text_to_speech_model": arguments.voice} if arguments.voice else {}
    with context.assistant(**overrides) as assistant:
        if arguments.out is None:
            assistant.voice.say(arguments.text)
            return
        duration_s = assistant.voice.synthesize(arguments.text, arguments.out.absolute())
    context.output.json({"file": str(arguments.out), "duration_s": round(duration_s, 3)})


def run_transcribe(context: Context) -> None:
    """Text of audio files, one after the other."""
    language = context.arguments.language or "auto"
    with context.assistant() as assistant:
        for file in context.arguments.files:
            with _progress_shown(context, assistant):
                found = assistant.voice.transcribe(file.absolute(), language)
            context.output.json(shapes.transcription(found))
            if context.arguments.format == "srt":
                context.output.text(subtitles.srt(found.segments), end="")
            elif context.arguments.format == "vtt":
                context.output.text(subtitles.vtt(found.segments), end="")
            else:
                for start_s, end_s, text in found.segments:
                    context.output.text(f"[{start_s:7.2f} – {end_s:7.2f}] {text.strip()}")


@contextlib.contextmanager
def _progress_shown(context: Context, assistant: AssistantApi) -> Iterator[None]:
    with context.output.progress(bytes_shown=False) as progress:
        task = progress.add_task("Transcribing (s)", total=None)

        def show(event: Event) -> None:
            if isinstance(event, TranscriptionProgress):
                total_s = event.total_s or None
                progress.update(task, completed=round(event.done_s), total=total_s and round(total_s))
                context.output.json(
                    {
                        "event": "progress",
                        "file": str(event.file),
                        "done_s": round(event.done_s, 3),
                        "total_s": round(event.total_s, 3) or None,
                    }
                )

        unsubscribe = assistant.subscribe(show)
        try:
            yield
        finally:
            unsubscribe()


def _press_on_enter(assistant: AssistantApi) -> None:
    pressed = False
    for _line in sys.stdin:
        if pressed:
            assistant.voice.release()
        else:
            assistant.voice.press()
        pressed = not pressed
