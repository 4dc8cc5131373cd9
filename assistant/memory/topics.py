"""What a fact says something about, where that can have one value only: a new phone number takes the place of the old. Pure.

Only attributes of a closed list are topics ("my phone number", "Mia's birthday", "I live in …"). "My daughter is five" and "my
daughter is allergic" both stay: whether two sentences about a person exclude each other cannot be told from their form.
"""

from __future__ import annotations

import re

from assistant.documents.finding import query_words

_HEADS = (
    "name|surname|nickname|phone number|number|phone|e-?mail(?: address)?|address|postcode|zip code|birthday|date of birth|age|"
    "password|passcode|pin|code|combination|job|profession|occupation|employer|company|salary|boss|manager|doctor|dentist|"
    "landlord|landlady|therapist|hairdresser|vet|gym|lesson|"
    "blood type|height|weight|shoe size|size|car|bike|bank|school|university|flight|gate|seat|appointment|deadline|"
    "locker|plate|licen[sc]e plate|time zone|native language|home town|hometown|diet|budget"
)
_POSSESSED = re.compile(
    rf"^(?P<owner>my|our|the|(?:my |our )?[\w-]+(?: [\w-]+)?[’']s?) "
    rf"(?P<what>(?:[\w-]+ ){{0,3}}?(?:{_HEADS})|favou?rite [\w -]{{2,30}}?)"
    r" (?:is|are|has changed to|changed to)(?: now)?\b",
    re.IGNORECASE,
)
_PATTERNS = (
    (
        re.compile(
            r"^(?:i|we)(?:[’']ve| have| now| just)* (?:live|moved|am living|are living|relocated) (?:in|to|at)\b",
            re.IGNORECASE,
        ),
        "home",
    ),
    (re.compile(r"^(?:i|we)(?:[’']m| am| now)* (?:work|working)(?: now)? (?:at|for)\b", re.IGNORECASE), "employer"),
    (re.compile(r"^i(?:[’']m| am)(?: now)? \d{1,3}(?: years old)?$", re.IGNORECASE), "age"),
    (re.compile(r"^i weigh\b", re.IGNORECASE), "weight"),
    (re.compile(r"^(?:i|we)(?: now)? drive (?:a|an)\b", re.IGNORECASE), "driven car"),
    (re.compile(r"^(?:(?:私|僕|俺|わたし|ぼく|うち)の)?住まいは"), "home"),
    (re.compile(r"に(?:住んで(?:い)?(?:る|ます)|引っ越し(?:た|ました|て))"), "home"),
    (re.compile(r"(?:で働いて(?:い)?(?:る|ます)|に勤めて(?:い)?(?:る|ます)|に転職し(?:た|ました))"), "employer"),
)
_JA_HEADS = (
    "名前|名字|苗字|電話番号|番号|メールアドレス|住所|郵便番号|誕生日|生年月日|年齢|パスワード|暗証番号|職業|仕事|勤務先|会社|上司|"
    "血液型|身長|体重|靴のサイズ|銀行|学校|大学|便|座席|締め切り|締切|ロッカーの番号|ナンバー|出身地|出身|担当医|主治医|かかりつけ医|歯医者|大家|好きな[^はがを、。]{1,12}"
)
_JA_POSSESSED = re.compile(rf"^(?:(?P<owner>[^はが、。]{{1,12}})の)?(?P<what>{_JA_HEADS})は")
_ME = ("", "私", "僕", "俺", "わたし", "ぼく", "うち", "自分")


def topic_of(text: str) -> str:
    """A key that two facts share exactly when the newer replaces the older; empty when the text has no such topic."""
    plain = text.strip()
    for pattern, topic in _PATTERNS:
        if pattern.search(plain):
            return topic
    if match := _POSSESSED.match(plain):
        what = query_words.normalised(match["what"]).replace("favorite", "favourite")
        return f"{_owner(match['owner'])} {' '.join(what.split())}"
    if match := _JA_POSSESSED.match(plain):
        owner = match["owner"] or ""
        return f"{'my' if owner in _ME else query_words.normalised(owner)} {query_words.normalised(match['what'])}"
    return ""


def _owner(owner: str) -> str:
    plain = query_words.normalised(owner)
    return "my" if plain in ("my", "our") else re.sub(r"^(?:my|our) ", "", re.sub(r"[’']s?$", "", plain))
