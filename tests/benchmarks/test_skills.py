"""Which sentences the skills take for theirs, and how exactly dates are read: Markdown rows, no verdict.

The sets are read from the folder named by ``SOTTO_EVAL`` (``assistant/``: SLURP, xSID in English and Japanese, CLINC150 and the
date expressions of Recognizers-Text); without it nothing is measured. Sentences that no skill understands are then read by the
starter model, where it is installed, as the program does. A sentence is in scope where its intent is one of a skill's;
all others should be left to the model. The sets hold no resolved times of alarms: those are compared between the English and the
Japanese sentences of xSID, which are translations of each other.
"""

from __future__ import annotations

import collections
import datetime
import json
import os
import statistics
import time
import unicodedata
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths
from assistant.skills.base import Context, Intent, Question
from assistant.skills.calculator import calculate
from assistant.skills.commands.command_reader import CommandReader
from assistant.skills.commands.command_topics import topic_of
from assistant.skills.desktop.volume import Mixer
from assistant.skills.registry import built_in_skills
from assistant.skills.sentence import is_japanese, is_question_about, own_words
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import Moment, find_moment

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

READER = ("qwen2.5-coder-1.5b-instruct-q4_k_m", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
SKILLS = {
    "alarm_set": {"alarm.set", "timer.set"},
    "alarm_remove": {"timer.cancel"},
    "alarm_query": {"timer.list"},
    "datetime_query": {"date.ask"},
    "datetime_convert": {"date.ask"},
    "qa_maths": {"sum"},
    "alarm/set_alarm": {"alarm.set", "timer.set"},
    "alarm/cancel_alarm": {"timer.cancel"},
    "alarm/modify_alarm": {"timer.change"},
    "alarm/show_alarms": {"timer.list"},
    "alarm/snooze_alarm": {"timer.snooze"},
    "timer": {"timer.set"},
    "alarm": {"alarm.set"},
    "time": {"date.ask"},
    "timezone": {"date.ask"},
    "date": {"date.ask"},
    "measurement_conversion": {"unit.convert"},
    "calculator": {"sum"},
    "calendar_query": {"calendar.show"},
    "calendar_set": {"calendar.add"},
    "calendar_remove": {"calendar.remove"},
    "lists_query": {"list.show", "list.all"},
    "lists_createoradd": {"list.add", "list.create"},
    "lists_remove": {"list.remove", "list.delete"},
    "todo_list": {"list.show", "list.all"},
    "todo_list_update": {"list.add", "list.remove", "list.delete"},
    "shopping_list": {"list.show", "list.all"},
    "shopping_list_update": {"list.add", "list.remove"},
    "reminder/set_reminder": {"calendar.add"},
    "reminder/show_reminders": {"calendar.show"},
    "reminder/cancel_reminder": {"calendar.remove"},
    "reminder": {"calendar.show"},
    "reminder_update": {"calendar.add"},
    "calendar": {"calendar.show"},
    "calendar_update": {"calendar.add", "calendar.remove", "calendar.move"},
    "change_volume": {"volume.set"},
    "audio_volume_up": {"volume.set"},
    "audio_volume_down": {"volume.set"},
    "audio_volume_mute": {"volume.set"},
}
"""The skills that an intent of the sets belongs to. Those that are not made yet count as out of scope."""
PLAYS = {
    "play_music",
    "play_podcasts",
    "play_audiobook",
    "play_radio",
    "music_settings",
    "next_song",
    "music",
    "PlayMusic",
}
"""Intents that a media key may serve. They mostly name what is to be played, which Sotto cannot do, so they are out of scope."""


@pytest.fixture
def folder() -> Path:
    found = os.environ.get("SOTTO_EVAL")
    if not found or not (Path(found) / "assistant").is_dir():
        pytest.skip("SOTTO_EVAL names no folder with the sets of assistants.")
    return Path(found) / "assistant"


def _understood(message: str) -> tuple[str, Any] | None:
    if calculate(message) is not None:
        return "sum", None
    words = own_words(message)
    if words is None or is_question_about(words):
        return None
    context = Context(now=NOW, japanese=is_japanese(message))
    for skill in built_in_skills(lambda: (), Path, Path, Mixer()):
        found = skill.understand(words, context)
        if isinstance(found, Question):
            return skill.name, found
        if isinstance(found, Intent) and skill.name == "file.open" and skill.plan(found, context) is None:
            # No document and no program is called so.
            continue
        if isinstance(found, Intent) and (skill.name != "timer.cancel" or not found.arguments.ringing):
            return skill.name, found.arguments
    return None


def _slurp(folder: Path) -> Iterator[tuple[str, str]]:
    for line in (folder / "slurp_devel_600.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["sentence"], row["intent"]


def _xsid(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    text = ""
    for line in (folder / f"xsid_{language}.valid.conll").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text ="):
            text = line.removeprefix("# text =").strip()
        elif line.startswith("# intent ="):
            yield text.replace(" ", "") if language == "ja" else text, line.removeprefix("# intent =").strip()


def _clinc(folder: Path) -> Iterator[tuple[str, str]]:
    found = json.loads((folder / "clinc150_val.json").read_text(encoding="utf-8"))
    for part in found.values():
        yield from ((text, intent) for text, intent in part)


def test_intents_and_false_fires(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = {skill.name for skill in built_in_skills(lambda: (), Path, Path, Mixer())} | {"sum"}
    verbose = bool(os.environ.get("SOTTO_VERBOSE"))
    sets = {
        "SLURP (600, en)": list(_slurp(folder)),
        "xSID (en)": list(_xsid(folder, "en")),
        "xSID (ja)": list(_xsid(folder, "ja")),
        "CLINC150 (en)": list(_clinc(folder)),
    }
    rows = [
        "| set | in scope: right, another skill, left to the model | out of scope: sentences, false fires |",
        "|---|---|---|",
    ]
    fired_of, outside_of = 0, 0
    notes = []
    for name, sentences in sets.items():
        right = other = left = outside = fired = 0
        for text, intent in sentences:
            wanted = SKILLS.get(intent, set()) & made
            found = _understood(text)
            if found is not None and found[0] == "media.key" and intent in PLAYS:
                continue
            if wanted:
                right += found is not None and found[0] in wanted
                other += found is not None and found[0] not in wanted
                left += found is None
                if found is None or found[0] not in wanted:
                    notes.append(f"  {name} missed {intent}: {text} -> {found and found[0]}")
            else:
                outside += 1
                fired += found is not None
                if found is not None:
                    notes.append(f"  {name} FIRED {intent}: {text} -> {found[0]}")
        rows.append(f"| {name} | {right}, {other}, {left} of {right + other + left} | {outside}, {fired} |")
        fired_of, outside_of = fired_of + fired, outside_of + outside
    rows.append(f"| all | | {outside_of}, {fired_of}: {fired_of / outside_of:.2%} |")
    with capsys.disabled():
        print("\n" + "\n".join([*rows, *(notes if verbose else [])]))
    assert outside_of


def test_what_the_model_reads_of_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what no skill understood and passes the gate; ``SOTTO_READER`` names another GGUF file than the starter's."""
    file = Path(os.environ.get("SOTTO_READER", Paths.choose().models.joinpath(*READER)))
    if not file.is_file():
        pytest.skip("The starter model is not installed.")
    model = LlamaChatModel(file, model_id="reader", context_tokens=4096, threads=2)
    reader = CommandReader()
    rows = [
        "| set | left by the skills: in scope, others | past the gate: in scope, others | read right, wrongly | false fires |",
        "|---|---|---|---|---|",
    ]
    sets = {
        "SLURP (600, en)": list(_slurp(folder)),
        "xSID (en)": list(_xsid(folder, "en")),
        "xSID (ja)": list(_xsid(folder, "ja")),
        "CLINC150 (en)": list(_clinc(folder)),
    }
    notes, seconds = [], []
    for name, sentences in sets.items():
        left: collections.Counter[bool] = collections.Counter()
        gated: collections.Counter[bool] = collections.Counter()
        right = wrong = fired = 0
        for text, intent in sentences:
            if _understood(text) is not None:
                continue
            wanted = SKILLS.get(intent, set())
            left[bool(wanted)] += 1
            words = own_words(text)
            if words is None or topic_of(words) is None:
                continue
            gated[bool(wanted)] += 1
            started = time.monotonic()
            read = _exhausted(reader.read(text, NOW, model, CancelToken()))
            seconds.append(time.monotonic() - started)
            sentence = reader.words(text) if read else None
            found = _understood(sentence) if sentence else None
            right += found is not None and found[0] in wanted
            wrong += found is not None and bool(wanted) and found[0] not in wanted
            fired += found is not None and not wanted
            notes.append(f"  {name} {intent}: {text} -> {sentence if read else None} ({found and found[0]})")
        rows.append(
            f"| {name} | {left[True]}, {left[False]} | {gated[True]}, {gated[False]} | {right}, {wrong} | {fired} |"
        )
    model.close()
    rows.append(f"Reading took {statistics.median(seconds):.1f} s in the middle, {max(seconds):.1f} s at most.")
    with capsys.disabled():
        print("\n" + "\n".join([*rows, *(notes if os.environ.get("SOTTO_VERBOSE") else [])]))


def _exhausted(steps: Generator[object, None, bool]) -> bool:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bool(end.value)


def test_the_time_of_an_alarm_is_the_same_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sets hold no resolved values: the same alarm in two languages must come to the same moment."""
    english = japanese = ""
    same = count = 0
    for line in (folder / "xsid_ja.valid.conll").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text-en ="):
            english = line.removeprefix("# text-en =").strip()
        elif line.startswith("# text ="):
            japanese = line.removeprefix("# text =").replace(" ", "")
        if line != "# intent = alarm/set_alarm":
            continue
        found, beside = _understood(english), _understood(japanese)
        count += 1
        agree = found is not None and beside is not None and _slots(found) == _slots(beside)
        same += agree
        if not agree and os.environ.get("SOTTO_VERBOSE"):
            with capsys.disabled():
                print(f"  {english} | {japanese} | {found and _slots(found)} | {beside and _slots(beside)}")
    with capsys.disabled():
        print(f"\n| xSID set_alarm, same time in English and Japanese | {same} of {count} |")
    assert count


def _slots(found: tuple[str, Any]) -> tuple[Any, ...]:
    name, arguments = found
    if isinstance(arguments, Question):
        return (name, arguments.slot)
    return (
        name,
        getattr(arguments, "due", None),
        getattr(arguments, "repeat", None),
        getattr(arguments, "seconds", None),
    )


def test_date_expressions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        "| date expressions resolved exactly | " + " | ".join(kinds := ("date", "time", "datetime", "duration")) + " |",
        "|---|---|---|---|---|",
    ]
    for language in ("English", "Japanese"):
        right: collections.Counter[str] = collections.Counter()
        count: collections.Counter[str] = collections.Counter()
        for line in (folder / f"datetime_{language}_even.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            results = row["Results"]
            kind = (
                results[0]["TypeName"].rpartition(".")[2] if len(results) == 1 and results[0].get("Resolution") else ""
            )
            if kind not in kinds:
                continue
            values = [value.get("value") for value in results[0]["Resolution"]["values"]]
            said_at = (row.get("Context") or {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
            now = datetime.datetime.fromisoformat(said_at[:19]).replace(tzinfo=datetime.UTC)
            count[kind] += 1
            right[kind] += _resolved(unicodedata.normalize("NFKC", row["Input"]), kind, now, values)
        rows.append(f"| {language} | " + " | ".join(f"{right[kind]} of {count[kind]}" for kind in kinds) + " |")
    with capsys.disabled():
        print("\n" + "\n".join(rows))


def _resolved(text: str, kind: str, now: datetime.datetime, values: list[str]) -> bool:
    """Whether it is read as the set says; of a date without a year the next one, which the set names last."""
    if kind == "duration":
        found = find_duration(text)
        return found is not None and str(int(found[0].total_seconds)) in values
    moment = find_moment(text, now)
    if moment is None:
        return False
    if kind == "time":
        return {half.time.isoformat() for half in moment.halves(now) if half.time} == set(values)
    if kind == "date":
        return _day(moment, now) == values[-1]
    times = {str(half.at(now))[:19] for half in moment.halves(now)}
    return times <= set(values) and bool(times)


def _day(moment: Moment, now: datetime.datetime) -> str:
    if moment.problem:
        return "not resolved"
    at = moment.day or (moment.at(now) or now).date()
    return at.isoformat()
