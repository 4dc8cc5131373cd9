"""Whether the title that a file gives itself tells people which file it is. Pure.

Programs write "untitled", "Microsoft Word - Dokument1" or an old file's name there, and the first heading may be that of a chapter.
People know such a file by its own name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_SAYS_NOTHING = frozenset(
    word
    for listed in (
        "untitled|untitled document|no title|title|document|new document|doc|file|text|pdf|print|scan|scanned document|image",
        "anonymous|unknown|unspecified|none|null|n/a|na|tmp|temp|test|draft|default|template|normal|book|workbook|sheet|slide|page",
        "presentation|powerpoint presentation|powerpoint-präsentation|présentation powerpoint|microsoft word|microsoft powerpoint",
        "unbenannt|ohne titel|dokument|neues dokument|titel|sans titre|sin título|senza titolo|sem título|documento",
        "cover|cover page|title page|contents|table of contents|index|introduction|preface|foreword|abstract|summary|appendix",
        "overview|background|conclusion|references|notes|inhalt|inhaltsverzeichnis|einleitung|vorwort|kapitel",
        "無題|無題のドキュメント|名称未設定|タイトルなし|タイトル|文書|ドキュメント|新規文書|表紙|目次|はじめに|序文|序章|概要|まえがき|付録|索引|おわりに",
    )
    for word in listed.split("|")
)
_COUNTED = re.compile(r"\s*[-_ ]?\(?\d{1,3}\)?$")
"""Dokument1, Untitled (2), 文書 1."""
_NUMBER = r"(?:\d+(?:\.\d+)*|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten|[a-h])"
_PART = re.compile(
    rf"(?:chapter|section|part|appendix|annex|article|clause|page|lesson|unit|kapitel|abschnitt|teil|chapitre|capítulo)\s+{_NUMBER}\b.*"
    r"|第\s*[0-9〇一二三四五六七八九十百]+\s*(?:章|節|条|部|編|回|課|ページ).*"
    r"|(?:1[.)]?|i[.)])\s+(?=\D).*|\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\D).*|(?:i{2,3}|iv|vi{1,3}|ix)\.\s+.*",
)
_FILE = re.compile(
    r"microsoft (?:office )?(?:word|excel|powerpoint) - .*"
    r"|.*\.(?:docx?|dotx?|pdf|tex|dvi|e?ps|indd|indb|html?|pptx?|xlsx?|odt|ods|odp|rtf|txt|md|qxd|pages|pub|fm|p65|wpd|ai|cdr|psd"
    r"|jpe?g|png|tiff?|bmp|xml|csv|log|tmp|dwg)"
)
_CODE = re.compile(r"[\W\d_]+|\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|.")


def telling_title(title: str, file: Path) -> str:
    """The title in one line; the file's name without its ending where that says nothing of the file."""
    line = " ".join(title.split())
    return line if tells(line) else file.stem


def tells(title: str) -> bool:
    """Whether a title says of a file what it is."""
    plain = unicodedata.normalize("NFKC", title).casefold().strip(" \t\"'()[]<>{}.:;,_*#-–—・")
    if not plain or "\ufffd" in title or _CODE.fullmatch(plain) or _FILE.fullmatch(plain) or _PART.fullmatch(plain):
        return False
    return plain not in _SAYS_NOTHING and _COUNTED.sub("", plain) not in _SAYS_NOTHING
