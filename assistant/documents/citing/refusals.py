"""Whether a model's answer says that the documents do not hold what was asked. Pure."""

from __future__ import annotations

import re

from assistant.documents.sentences import sentence_spans

_REFUSAL = re.compile(
    r"(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|information provided|provided information)\b[^.!?]{0,60}?"
    r"\b(?:do|does|did)(?: not|n['’]t)\s(?:\w+ly\s)?"
    r"(?:say|mention|state|contain|provide|specify|include|hold|give|describe|discuss|indicate|address|answer|cover|explain|list|have)"
    r"|\b(?:no|not any|isn['’]t any|not enough|insufficient)\s(?:\w+\s)?(?:information|mention|answer|details?|data|evidence)\b"
    r"[^.!?]{0,80}?\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|provided|given|available)\b"
    r"|\b(?:not|n['’]t|never)\s(?:\w+ly\s)?(?:been\s)?(?:mentioned|stated|specified|provided|given|found|contained|included|described|available|answered)"
    r"\b[^.!?]{0,40}?\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?)\b"
    r"|\b(?:cannot|can['’]t|could not|couldn['’]t|unable to|did not|didn['’]t)\s(?:find|answer|determine|locate)\b[^.!?]{0,80}?"
    r"\b(?:documents?|passages?|texts?|context|sources?|files?|excerpts?|provided|given)\b"
    r"|(?:文書|資料|書類|文章|文脈|本文|ファイル|テキスト|提供された情報|与えられた情報)[^。]{0,40}?"
    r"(?:書かれていません|書かれていない|記載されていません|記載されていない|記載がありません|記載はありません|記載がない"
    r"|記述がありません|記述はありません|含まれていません|含まれていない|ありません|見つかりません|見当たりません"
    r"|述べられていません|言及されていません|示されていません|わかりません|分かりません)",
    re.IGNORECASE,
)


def is_refusal(answer: str) -> bool:
    """Whether an answer says, in English or Japanese, that the documents do not hold what was asked.

    Its first sentence decides; an answer that gives something and adds what is missing is no refusal.
    """
    spans = sentence_spans(answer)
    return bool(spans) and _REFUSAL.search(answer[spans[0][0] : spans[0][1]]) is not None
