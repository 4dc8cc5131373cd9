"""Which documents speak of something: questions that every document must be looked through for. Pure; English and Japanese.

The few passages that an answer is written from cannot tell: what is asked for is all of them.
"""

from __future__ import annotations

import re

from assistant.documents.finding import query_words
from assistant.documents.questions.question_forms import QuestionForms

_MOST_WORDS = 6
_KINDS = r"(?:documents?|files?|papers?|letters?|pdfs?|e-?mails?|mails?|reports?|contracts?|recordings?|scans?)"
_MINE = rf"(?:of\s+)?(?:(?:all|every|any)\s+)?(?:of\s+)?(?:the|my|our|these|those)?\s*{_KINDS}"
_SPEAKS = (
    r"(?:mention(?:s|ing)?|contain(?:s|ing)?|includ(?:es?|ing)|discuss(?:es|ing)?|nam(?:es?|ing)|refer(?:s|ring)? to"
    r"|(?:talks?|speaks?) (?:about|of)|deal(?:s|ing)? with|(?:(?:are|is) )?about"
    r"|(?:say|says|have|has|with) (?:any|some)thing (?:about|on))"
)
_FIND = r"(?:(?:please|can you|could you)\s+)*(?:list|show(?: me)?|find(?: me)?|give me|name|tell me)\s+(?:(?:all|every|any)\s+)?"
_WHAT = r"(?P<what>.+?)"
_IN_WHICH = rf"(?:in|on)\s+(?:which|what|how many)\s+{_MINE}"
_END = r"(?:\s+(?:anywhere|at all|please|somewhere|in (?:it|them)|by name))*"
_KINDS_JA = r"(?:文書|ファイル|資料|書類|メール|契約書)"
_ON_JA = r"(?:について|に関して|のことが?|という言葉が|が|に|を)"
_STANDS_JA = r"(?:書かれて|書いて|載って|出て|含まれて|含んで|触れて|ふれて|言及して|記載されて)"
_ASKED_JA = r"(?:どれ|何件|いくつ|すべて)?(?:です|あります)?か?(?:教えて|見せて|挙げて|探して)?(?:ください)?"
_FORMS = QuestionForms(
    rf"(?:which|what|how many)\s+{_MINE}\s+(?:do |does |that )?{_SPEAKS}\s+{_WHAT}{_END}",
    rf"(?:do|does|(?:is|are) there)\s+(?:any|one)\s+{_MINE}\s+(?:that |which )?{_SPEAKS}\s+{_WHAT}{_END}",
    rf"{_FIND}{_MINE}\s+(?:that |which )?{_SPEAKS}\s+{_WHAT}{_END}",
    rf"{_IN_WHICH}\s+(?:is|are|was|were)\s+{_WHAT}\s+(?:mentioned|found|named|discussed|written about){_END}",
    rf"{_IN_WHICH}\s+(?:do|does)\s+{_WHAT}\s+(?:appear|occur|stand|come up|show up){_END}",
    rf"where\s+(?:is|are)\s+{_WHAT}\s+mentioned{_END}",
    rf"(?:どの|どんな|何件の|いくつの){_KINDS_JA}(?:に|で|が|は){_WHAT}{_ON_JA}{_STANDS_JA}(?:い)?(?:ます|る)(?:か|の)?",
    rf"{_WHAT}{_ON_JA}{_STANDS_JA}(?:い|く|あ)る{_KINDS_JA}(?:は|を)?{_ASKED_JA}",
    longest=200,
)
_ARTICLE = re.compile(r"^(?:the (?:words?|names?|terms?|phrases?) |the |an? |my |our )", re.IGNORECASE)
# A clause, a measure, or what a file is made of: the words of the text do not tell.
_NO_NAME = re.compile(
    r"^(?:that|what|how|why|when|who|where|whether|if|more|less|fewer|over|under|at (?:least|most)|no|only)\b"
    r"|^(?:it|this|them|these|those|him|her|それ|これ|何)$"
    r"|^(?:(?:\d+|any|some|many)\s+)?(?:tables?|pictures?|images?|photos?|figures?|charts?|text|pages?|attachments?|errors?|words)$"
    r"|^(?:表|図|画像|写真|文字)$",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’「」『』"


def mentioned(question: str) -> str | None:
    """What the documents are to be looked through for; None for any other question."""
    found = _FORMS.what(question)
    what = _ARTICLE.sub("", found).strip(_QUOTES) if found is not None else ""
    return what if what and _is_name(what) else None


def _is_name(what: str) -> bool:
    topic = query_words.content_words(what) or query_words.content_pairs(what)
    return bool(topic) and _NO_NAME.search(what) is None and len(query_words.words(what)) <= _MOST_WORDS
