"""``sotto exam``: questions about the user's documents whose answers are known; how they are answered scores a change."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from typing import Any

from assistant.cli.context import Context, events_of
from assistant.errors import InvalidInput
from assistant.events import ExamFinished, ExamProgress
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId, ExamQuestionId, MessageId
from assistant.records import ExamAnswer, ExamQuestion, ExamRun, ExamState


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``exam`` and its sub-commands."""
    exam = commands.add_parser("exam", parents=[shared], help="score models and settings by your own questions")
    verbs = exam.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="its questions").set_defaults(run=run_list)
    add = verbs.add_parser("add", parents=[shared], help="add a question")
    add.add_argument("question", metavar="QUESTION")
    expected = add.add_mutually_exclusive_group(required=True)
    expected.add_argument("--answer", metavar="WORDS", help="words that a right answer holds")
    expected.add_argument("--not-there", action="store_true", help="your documents do not answer it")
    add.set_defaults(run=run_add)
    keep = verbs.add_parser("keep", parents=[shared], help="take in an answer from your documents that was right")
    keep.add_argument("conversation", type=int, metavar="CONVERSATION")
    keep.add_argument("message", type=int, metavar="MESSAGE", help="the answer, as “chats show” numbers it")
    keep.set_defaults(run=run_keep)
    make = verbs.add_parser("make", parents=[shared], help="let the chat model write questions on your documents")
    make.add_argument("count", type=int, nargs="?", default=10, metavar="N")
    make.set_defaults(run=run_make)
    remove = verbs.add_parser("remove", parents=[shared], help="take a question out")
    remove.add_argument("id", type=int, metavar="ID")
    remove.set_defaults(run=run_remove)
    verbs.add_parser("take", parents=[shared], help="answer every question now, and score the answers").set_defaults(
        run=run_take
    )
    verbs.add_parser("runs", parents=[shared], help="how it went before, newest first").set_defaults(run=run_runs)


def run_list(context: Context) -> None:
    """Every question."""
    with context.assistant() as assistant:
        questions = assistant.exam.questions()
    context.output.json({"questions": [_question(one) for one in questions]})
    for one in questions:
        context.output.text(_line(one))
    if not questions:
        context.output.note("There are no questions yet. “sotto exam make” lets them be written on your documents.")


def run_add(context: Context) -> None:
    """Adds a question."""
    arguments = context.arguments
    if arguments.answer is not None and not arguments.answer.strip():
        raise InvalidInput("The answer is empty.", "Give words that a right answer holds, or --not-there.")
    with context.assistant() as assistant:
        _tell(context, assistant.exam.write(arguments.question, arguments.answer or ""))


def run_keep(context: Context) -> None:
    """Takes an answer in."""
    arguments = context.arguments
    with context.assistant() as assistant:
        kept = assistant.exam.keep(ConversationId(arguments.conversation), MessageId(arguments.message))
    _tell(context, kept)


def run_remove(context: Context) -> None:
    """Takes a question out."""
    with context.assistant() as assistant:
        assistant.exam.remove(ExamQuestionId(context.arguments.id))
    context.output.json({"removed": context.arguments.id})
    context.output.text("Removed.")


def run_make(context: Context) -> int:
    """Lets questions be written; what was written is shown, and can be taken out."""
    with context.assistant() as assistant:
        before = {one.id for one in assistant.exam.questions()}
        status = _wait(context, assistant, "Writing", lambda: assistant.exam.make(context.arguments.count))
        made = [one for one in assistant.exam.questions() if one.id not in before]
    context.output.json({"questions": [_question(one) for one in made]})
    for one in made:
        context.output.text(_line(one))
    context.output.note(f"{len(made)} questions were written. Take out what is not worth asking: sotto exam remove ID")
    return status


def run_take(context: Context) -> int:
    """Takes the exam, and shows how it went beside the time before."""
    with context.assistant() as assistant:
        before = next(iter(assistant.exam.runs()), None)
        status = _wait(context, assistant, "Answering", assistant.exam.take)
        latest = next(iter(assistant.exam.runs()), None)
        questions = {one.id: one for one in assistant.exam.questions()}
    if latest is None or (before is not None and latest.id == before.id):
        return status
    context.output.json({"run": _run(latest)})
    earlier = {answer.question: answer.right for answer in before.answers} if before is not None else {}
    for answer in latest.answers:
        change = "" if earlier.get(answer.question, answer.right) == answer.right else "  (not so before)"
        context.output.text(f"{_mark(answer)}  {questions[answer.question].question}{change}")
        if not answer.right:
            context.output.text(f"         {' '.join(answer.text.split())[:160]}")
    context.output.text(_summary(latest))
    if before is not None:
        context.output.text(f"Before: {_summary(before)}")
    return status


def run_runs(context: Context) -> None:
    """Every sitting."""
    with context.assistant() as assistant:
        runs = assistant.exam.runs()
    context.output.json({"runs": [_run(one) for one in runs]})
    for one in runs:
        context.output.text(_summary(one))
    if not runs:
        context.output.note("Your exam was not taken yet. “sotto exam take” takes it.")


def _wait(context: Context, assistant: AssistantApi, what: str, begin: Callable[[], None]) -> int:
    """Begins, shows how far it is, and waits for the end; the status is 1 where it broke off. Ctrl+C keeps what is done."""
    with events_of(assistant) as events, context.output.progress(bytes_shown=False) as progress:
        task = progress.add_task(what, total=None)
        begin()
        for event in events:
            if isinstance(event, ExamProgress):
                progress.update(task, completed=event.done, total=event.total)
                context.output.json({"event": "progress", "done": event.done, "total": event.total})
            elif isinstance(event, ExamFinished):
                if event.error is not None:
                    context.output.error(event.error)
                    return 1
                break
    return 0


def _tell(context: Context, question: ExamQuestion) -> None:
    context.output.json({"question": _question(question)})
    context.output.text(_line(question))


def _line(question: ExamQuestion) -> str:
    expected = question.expected or " ".join(question.quote.split()) if question.answerable else "(not there)"
    place = ""
    if question.document is not None:
        place = f"  [{question.document.name}{'' if question.page is None else f', page {question.page}'}]"
    return f"{question.id:4}  {question.question}  → {expected}{place}"


def _mark(answer: ExamAnswer) -> str:
    return "right" if answer.right else "WRONG"


def _summary(run: ExamRun) -> str:
    found = [answer.found for answer in run.answers if answer.found is not None]
    cited = [answer.cited for answer in run.answers if answer.cited is not None]
    parts = [f"{run.right} of {len(run.answers)} right"]
    if found:
        parts.append(f"the page was found for {sum(found)} of {len(found)}, shown for {sum(cited)}")
    if run.answers:
        parts.append(f"{statistics.median(answer.took_ms for answer in run.answers) / 1000:.1f} s an answer")
    parts.append(", ".join(f"{name} {value}" for name, value in run.setup.items()))
    if run.state is ExamState.STOPPED:
        parts.append("not taken to its end")
    return "; ".join(parts)


def _question(question: ExamQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.question,
        "expected": question.expected,
        "answerable": question.answerable,
        "document": None if question.document is None else str(question.document),
        "page": question.page,
        "quote": question.quote,
        "origin": question.origin.value,
    }


def _run(run: ExamRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "began_at": run.began_at,
        "state": run.state.value,
        "setup": dict(run.setup),
        "right": run.right,
        "asked": len(run.answers),
        "answers": [
            {
                "question": answer.question,
                "right": answer.right,
                "refused": answer.refused,
                "found": answer.found,
                "cited": answer.cited,
                "text": answer.text,
                "took_ms": round(answer.took_ms),
            }
            for answer in run.answers
        ],
    }
