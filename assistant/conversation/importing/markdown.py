"""Chats in Markdown, as many programs save them: a heading or a bold line names who speaks, and what is said stands below it."""

from __future__ import annotations

import re

from assistant.conversation.importing.chats import ImportedChat, ImportedMessage, Unreadable, digest, moment, plain

_USER = r"you|user|human|prompt|ユーザー|あなた|自分"
_ASSISTANT = (
    r"assistant|chat ?gpt|gpt[-\w. ]*|claude[-\w. ]*|gemini[-\w. ]*|copilot|sotto|response|llama[-\w. ]*"
    r"|アシスタント"
)
_DATE = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
_SPEAKER = re.compile(
    rf"^(?:(?P<heading>\#{{1,6}})\s*|(?P<bold>\*\*|__))(?P<name>(?P<user>{_USER})|(?:{_ASSISTANT}))(?:\s+said)?\s*[:：]?"
    rf"(?:\s*[·|,(\[–—-]?\s*(?P<date>{_DATE})[)\]]?)?\s*[:：]?(?(bold)(?:\*\*|__))\s*[:：]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_TITLE = re.compile(r"^#\s+(?P<title>\S.*)$")


def read_markdown(text: str, name: str, changed_at: float) -> ImportedChat:
    """The one chat of a Markdown file. ``name`` stands in for a title, ``changed_at`` for the times that it does not give.

    Raises ``Unreadable`` where nobody is named who speaks.
    """
    title = ""
    turns: list[tuple[str, float | None, list[str]]] = []
    fence = style = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        speaker = None if fence else _SPEAKER.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        # A heading that says more than a name, or is of another kind than the first one, belongs to what is said.
        if (
            speaker
            and (speaker["bold"] or not speaker["rest"])
            and style in ("", speaker["heading"] or speaker["bold"])
        ):
            style = speaker["heading"] or speaker["bold"]
            role = "user" if speaker["user"] else "assistant"
            turns.append((role, moment(speaker["date"]), [speaker["rest"]] if speaker["rest"] else []))
        elif turns:
            turns[-1][2].append(line)
        elif not title and (heading := _TITLE.match(line)):
            title = heading["title"].strip()
    messages: list[ImportedMessage] = []
    for role, said_at, lines in turns:
        said = plain("\n".join(lines))
        if said:
            messages.append(
                ImportedMessage(
                    key=digest(str(len(messages)), role, said),
                    role=role,
                    text=said,
                    said_at=said_at,
                )
            )
    if not messages:
        reason = f"The file {name} names nobody who speaks, as a heading “You” or “Assistant” would; it was left out."
        raise Unreadable(reason)
    return ImportedChat(
        key=f"markdown:{digest(title, messages[0].key)}",
        title=title or name.rsplit(".", 1)[0],
        messages=tuple(messages),
        began_at=messages[0].said_at or changed_at,
    )
