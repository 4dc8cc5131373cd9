"""What a sentence wants of a list: "add milk to my shopping list", 「買い物リストに牛乳を追加」. Pure."""

from __future__ import annotations

import dataclasses
import re

_NAME = r"(?:(?:my|the|our|that|a|this)\s+)?(?P<name>[\w'’ -]*?)\s*(?:list|to[- ]?dos?)"
_JA_NAME = r"(?P<name>[^、。\s]{0,20}?)(?:(?<!も)の)?(?:リスト|やること|ToDo|TODO)"
_ADD = r"(?:add|put|include|write|stick|place|append)"
_MAKE = r"(?:create|make|start|begin|open)\s+(?:me\s+)?(?:an?|another|my)\s+"
_TAKE = r"(?:remove|delete|take|erase|cancel|drop|strike|clear)"
_CROSS = r"(?:check|tick|cross|mark)"
_DROP = r"(?:remove|delete|erase|clear|cancel|drop|empty|get rid of|throw away)"
_EVERYTHING = r"(?:all (?:the items )?(?:on|from|in) |the items on |everything on )?"
_READ = (
    r"(?:what(?:[’']?s| is| do i have| else do i have| are| have i got)?|read(?: out| me| back)?|show(?: me)?|tell me"
    r"|recite|open|check"
    r"|go over|give me|(?:have i |do i have |is there |are there )?(?:got )?any(?:thing)?(?: items)?(?: left| still)?)"
)
_ALL = (
    r"(?:what|which)\s+(?:are my lists|lists (?:do i have|are there|have i got))|(?:show|list|tell me"
    r"|read)(?: me)?(?: all)?(?: of)? my lists"
)
_ALOUD = r"(?: to me| out| aloud| for (?:today|tomorrow|this week))?"
_PUT_JA, _END_JA = r"(?:追加|入れ|書い|加え|足し|のせ)", r"(?:して|て|といて|る)?.*"
_PATTERNS = (
    ("add", rf"^{_ADD}\s+(?P<items>\S.*?)\s+(?:to|on|onto|in|into)\s+{_NAME}(?: if .+)?$"),
    (
        "add",
        rf"^{_MAKE}(?:new\s+)?list\s+(?:called|named)\s+(?P<name>\S.*?)(?:\s+(?:with|containing)|:)\s+(?P<items>\S.*)$",
    ),
    ("add", rf"^{_MAKE}(?:new\s+)?(?P<name>(?!new\b)[\w'’ -]*?)\s*list(?:\s+(?:with|containing)|:)\s+(?P<items>\S.*)$"),
    ("create", rf"^{_MAKE}new\s+list\s+(?:for|called|named|of)\s+(?P<name>\S.*)$"),
    ("create", r"^(?:a\s+)?new\s+list\s+(?:for|called|named)\s+(?P<name>\S.*)$"),
    ("create", rf"^{_MAKE}list\s+(?:called|named)\s+(?P<name>\S.*)$"),
    ("create", rf"^{_MAKE}(?:new\s+)?(?P<name>(?!new\b)[\w'’ -]*?)\s*list$"),
    ("remove", rf"^{_TAKE}\s+(?:the\s+)?(?P<items>\S.*?)\s+(?:from|off|off of|out of)\s+{_NAME}$"),
    ("cross", rf"^{_CROSS}\s+off\s+(?P<items>\S.*?)(?:\s+(?:on|from)\s+{_NAME})?$"),
    ("cross", rf"^{_CROSS}\s+(?P<items>\S.*?)\s+(?:off|as done|done|as finished)(?:\s+(?:on|from|of)?\s*{_NAME})?$"),
    (
        "cross",
        (
            r"^i(?:[’']ve| have)?(?: just| already)? (?:bought|got|done|did|finished|picked up) (?:the |some |my )?(?P<items>\S.*?)"
            rf"[,.;]?\s+(?:so |and |please |you can )*{_CROSS} (?:it|that|them|those) off(?:\s+(?:on|from|of)?\s*{_NAME})?$"
        ),
    ),
    (
        "had",
        (
            r"^i(?:[’']ve| have)?(?: just| already)? (?:bought|got|done|did|finished|picked up) (?:the |some |my )?(?P<items>\S.*?)"
            r"(?: already| now| today)?$"
        ),
    ),
    (
        "had",
        r"^(?P<items>[^、。]+?)[をは]?(?:もう)?(?:買った|買いました|買ってきた|済ませた|済ませました|終わった|終わりました)[よわ]?$",
    ),
    ("delete", rf"^{_DROP}\s+{_EVERYTHING}(?:my|the|our|a)\s+(?P<name>[\w'’ -]*?)\s*list(?: of (?P<of>[\w'’ -]+))?$"),
    ("delete", rf"^{_DROP}\s+{_EVERYTHING}my\s+(?P<name>to[- ]?do)s?$"),
    ("all", rf"^(?:{_ALL})$|^(?:どんな|何の)?リスト(?:の一覧|は何がありますか|は?何がある)$"),
    (
        "show",
        rf"^{_READ}\b.*?(?:\s+(?:on|in|from|of))?\s+(?:my|the|our)\s+(?P<name>[\w'’ -]*?)\s*(?:list|to[- ]?do(?:[’']?s)?){_ALOUD}$",
    ),
    (
        "holds",
        rf"^(?:is|are|do i (?:already )?have|did i put)\s+(?P<items>\S.*?)\s+(?:already\s+)?on\s+{_NAME}(?:[’']?s)?$",
    ),
    ("show", r"^what (?:do|should|must) (?:i|we) (?:still )?(?:need|have)? ?(?:to )?(?P<to>buy|do)(?: today)?$"),
    ("show", r"^what(?:[’']s| is) (?:left|there) to (?P<to>buy|do)(?: today)?$"),
    ("show", r"^(?:何を)?(?P<to>買う|買えば)(?:ものは?|必要があるものは?|いい)?(?:何|なに)?(?:ですか|ある|の)?$"),
    ("add", rf"^{_JA_NAME}に(?P<items>.+?)を?{_PUT_JA}{_END_JA}$"),
    ("add", rf"^(?P<items>[^、。]+?)を{_JA_NAME}に{_PUT_JA}{_END_JA}$"),
    ("remove", rf"^{_JA_NAME}から(?P<items>.+?)を(?:削除|消し|外し|取り除|とっ|除い)(?:して|て|いて|る)?.*$"),
    ("remove", rf"^(?P<items>[^、。]+?)を{_JA_NAME}から(?:削除|消し|外し|取り除|とっ|除い)(?:して|て|いて|る)?.*$"),
    ("cross", rf"^{_JA_NAME}の(?P<items>.+?)を(?:完了|済み|チェック)(?:に)?(?:して|した|する)?.*$"),
    ("delete", rf"^{_JA_NAME}を(?:全部|すべて)?(?:削除|消し|空に)(?:して|て)?(?:ください)?$"),
    ("create", r"^(?:新しい)?(?P<name>[^、。\s]{1,20}?)の?リストを(?:作って|作成して?|新しく作って)(?:ください)?$"),
    ("show", rf"^{_JA_NAME}(?:を|は|には?)?(?:何が(?:ある|入って|あり)|見せ|読ん|読み上げ|表示|教え).*$"),
)
_COMPILED = tuple((verb, re.compile(pattern, re.IGNORECASE)) for verb, pattern in _PATTERNS)
_KEPT_IN = {"buy": "shopping", "買う": "買い物", "買えば": "買い物"}
_ARTICLE = re.compile(r"^(?:the|some|my)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|、|と(?=.)", re.IGNORECASE)
_VAGUE = re.compile(
    r"^(?:it|this|that|them|this item|that item|the item|item|an item|something|everything|all|これ|それ"
    r"|all (?:the )?items|last .*)$",
    re.IGNORECASE,
)
_NO_LISTS = re.compile(
    r"\b(?:play|song|reminders?|favou?rites?|price|guest|email|mailing|contact|black|white|check|waiting|music|wine"
    r"|cocktail|a|of|the)$|^(?:what|how|is)\b",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListWish:
    """``verb`` is ``add``, ``create``, ``remove``, ``cross``, ``delete``, ``show``, ``holds`` or ``all``; ``had`` where it was told
    what was bought or done, and no list was spoken of. ``items`` are empty where they were not named ("add it to my list")."""

    verb: str
    name: str = ""
    items: tuple[str, ...] = ()


def list_wish(words: str) -> ListWish | None:
    """What a sentence wants of a list; None where it is about something else."""
    for verb, pattern in _COMPILED:
        match = pattern.match(words)
        if match is None:
            continue
        found = match.groupdict()
        name = (found.get("of") or found.get("name") or _KEPT_IN.get(found.get("to") or "", "")).strip()
        if _NO_LISTS.search(name):
            return None
        raw = (found.get("items") or "").strip(" 「」\"“”'")
        vague = bool(_VAGUE.match(raw))
        items = tuple(part for part in (one.strip() for one in _SPLIT.split(raw)) if part) if raw and not vague else ()
        if verb == "had":
            items = tuple(_ARTICLE.sub("", item) for item in items)
        return ListWish(verb=verb, name=name, items=items)
    return None
