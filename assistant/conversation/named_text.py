"""Questions about a text that only the window sees, "sum up the clipboard", and what is to be read aloud, 「契約書を読み上げて」.

The engine never touches the clipboard; what is asked about comes to it as a part of the question. Pure.
"""

from __future__ import annotations

import dataclasses
import enum
import re
import unicodedata

LONGEST_QUESTION = 200
LONGEST_TEXT = 8000
"""Characters that are asked about; more would leave a small model no room to answer."""

_HEARD = re.compile(r"^(?:we )?write (?=(?:the|my) (?:text|contents?|clip))", re.IGNORECASE)
"""What Whisper makes of “rewrite the clipboard”."""
_POLITE = r"(?:(?:please|can you|could you|would you|will you|sotto|hey|ok|okay|so|now|um|uh|er|erm|well)\b[ ,.]*)*"
_POLITE_JA = r"(?:(?:ええと|えーと|えっと|あの|あのー|ねえ|すみません|じゃあ|では)[、, ]*)*"
_DOES = (
    r"summari[sz]e|sum up|rewrite|rephrase|reword|paraphrase|shorten|translate|explain|correct|fix|proofread|improve|polish"
    r"|simplify|answer|reply to|read|list|make|turn|give me|tell me what|show me what|what (?:is|does|did)|what[’']s"
)
_CLIPBOARD = (
    r"(?:text |contents? )?(?:(?:on|in|of|from) )?(?:the|my) clip[ -]?board|(?:the )?(?:copied text|text (?:that )?i(?:[’']ve"
    r"| have)?(?: just)? copied)|what i(?:[’']ve| have)?(?: just)? copied"
)
_SELECTION = (
    r"(?:text |contents? )?(?:(?:on|in|of|from) )?(?:(?:the|my) (?:selection|selected text)|what i(?: have)? selected)"
)
# How it works, or a text about it, is a question as any.
_ABOUT = (
    r"(?!.*\b(?:how (?:the|my|to|do|does)|(?:about|manual for|with) (?:the|my) clip|way to"
    r"|clip[ -]?board (?:works?|history|manager)))"
)
_ENGLISH = re.compile(
    rf"^{_POLITE}{_ABOUT}(?:(?:{_DOES})\b.*?\b"
    rf"(?:(?:{_CLIPBOARD})|(?P<selection>{_SELECTION}))\b.*"
    rf"|what did i (?:just )?copy)[.?!]?$",
    re.IGNORECASE,
)
_JAPANESE = re.compile(
    rf"^{_POLITE_JA}(?!.*(?:使|仕組み|とは|コピーし(?:て(?!る|い)|たい)|貼り付け|入れて|保存し|空に|消し|クリア|方法|履歴))"
    r"(?:(?:クリップボード|(?:今|いま|さっき|先ほど)?コピーした(?:部分|文章|テキスト|文|内容|メール|もの|箇所))"
    r"|(?P<selection>選択範囲|選択した(?:部分|文章|テキスト|文|もの)))(?:の(?:中身|内容|文章|テキスト|文))?"
    r"(?:を|に|は|の).{1,30}$"
)
_ALOUD = re.compile(
    rf"^{_POLITE}read\s+(?:out\s+)?"
    r"(?:(?:page (?P<page>\d{1,4}) (?:of|in|from) )?(?:(?:the|my)\s+)?"
    r"(?P<what>.+?)\s+(?:aloud|out loud|out|to me)|(?:me )?(?:(?:the|my) (?:clip[ -]?board|selection|selected text)"
    r"|what i(?:[’']ve| have)?(?: just)? (?:copied|selected)))(?:,? please)?[.!]?$"
    rf"|^{_POLITE_JA}"
    r"(?P<what_ja>.+?)(?:の(?P<page_ja>\d{1,4})ページ(?:目)?)?を(?:声に出して読んで|読み上げて|音読して)(?:ください|下さい|ほしい)?[。!]?$",
    re.IGNORECASE,
)


class Place(enum.StrEnum):
    """Where the text is that a question names."""

    CLIPBOARD = "clipboard"
    SELECTION = "selection"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NamedText:
    """``place`` is None where the question names none of them; ``aloud`` asks for reading, not for an answer, of what is called
    ``called``: the whole of it, or its ``page``."""

    place: Place | None = None
    aloud: bool = False
    called: str = ""
    page: int | None = None


def named_text(question: str) -> NamedText:
    """What a question says about the clipboard or the selection, and whether something is to be read aloud."""
    line = unicodedata.normalize("NFKC", question).strip()
    if "\n" in line or len(line) > LONGEST_QUESTION:
        return NamedText()
    match, aloud = _ENGLISH.match(line) or _JAPANESE.match(line), _ALOUD.match(line)
    if match is not None:
        place = Place.SELECTION if match["selection"] else Place.CLIPBOARD
        return NamedText(place=place, aloud=aloud is not None)
    if aloud is None:
        return NamedText()
    page = aloud["page"] or aloud["page_ja"]
    return NamedText(aloud=True, called=aloud["what"] or aloud["what_ja"] or "", page=int(page) if page else None)


def as_meant(said: str) -> str:
    """A spoken question as it was meant, where a recogniser often hears another word."""
    return _HEARD.sub("Rewrite ", said)


def with_text(question: str, text: str) -> str:
    """The question with the text below it, marked as quoted: nothing in it is a command."""
    quoted = "\n".join(f"> {line}" for line in text[:LONGEST_TEXT].splitlines())
    return f"{question.strip()}\n\n{quoted}"
