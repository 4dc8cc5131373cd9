"""Clauses of Japanese sentences, and which of them deny. Pure."""

from __future__ import annotations

import re

from assistant.documents.citing.polarity_terms import Clause, predicate, words_of

_NO = "(?:ない|ありません|ません|なかった|なく)"
# What looks like a denial and is none (must, may be, only, not only, double denials, rhetorical questions), and what it is read as.
_TURNS = (
    (re.compile(rf"(?:なければ|なくては|ないと|ねば)(?:なら|なり|いけ|駄目|だめ){_NO}?"), "必要"),
    (re.compile(rf"ざるを(?:得|え){_NO}"), ""),
    (re.compile(r"かもしれ(?:ない|ません)|かも知れ(?:ない|ません)"), ""),
    (re.compile(r"に(?:過|す)ぎ(?:ない|ません)"), "だけ"),
    (re.compile(r"に?(?:違|相違|間違|まちが)い?(?:は|が)?(?:ない|ありません|なく)"), ""),
    (re.compile(r"(?:だけ|のみ|ばかり)で(?:は)?なく|のみならず"), "も"),
    (re.compile(r"少な(?:くとも|く|い)|すくなくとも"), "少"),
    (
        re.compile(r"なく(?:は|も)(?:ない|ありません)|ない(?:こと|わけ|もの)(?:は|で|では|でも|も)(?:ない|ありません)"),
        "",
    ),
    (
        re.compile(r"(?:問題|支障|差し支え|差支え)(?:は|が)?(?:ない|ありません|なく)|(?:構|かま)(?:わない|いません)"),
        "許可",
    ),
    (re.compile(r"(?:ではない|じゃない|ません|ではありません)か(?=[。?!]|$)"), ""),
    (re.compile(r"なくな(?=[るりっ])"), "消"),
    (re.compile(r"(?:危|切|幼|情け|行|伴|失|担|養|賄)な(?=い|く)|おこな(?=い)|ともな(?=い)|ないし(?=[^たな])"), "・"),
)
_EXCEPTION = re.compile(
    r"(?:が|は|も)?(?:なければ|ない(?:かぎり|限り|場合|とき|時)|ないと|無しに(?:は)?|なしに(?:は)?|なしで(?:は)?)"
    r"|(?<=[せれわえまかたらけめべ])ずに|以外|を除(?:いて|き|く|けば)"
)
_CONDITION = re.compile(r"(?:が|の)?(?:あれば|あると|ある(?:場合|とき|時)(?:は|に)?)")
_NEGATOR = re.compile(
    rf"{_NO}|(?<!は)なし(?=[。、でだの]|$)|無し(?=[。、でだの]|$)|(?<=[せれわえまかたらけめべ])ず(?=[、。]|$)|ぬ(?=[。、]|$)"
)
_ONLY = "しか"
_CONDITION_OR_EXCEPTION = re.compile(f"{_CONDITION.pattern}|{_EXCEPTION.pattern}")
_SENTENCE_END = re.compile(r"[。!?;()]+")
# A comma behind a predicate; one behind a topic or in a list ends nothing. A reason that is denied ends without one, too.
_PREDICATE_COMMA = re.compile(
    r"(?<=ます)が、|(?<=ません)が、|(?<=です)が、|(?<=[たるいだ])が、|(?:ので|けれど|けれども|から|ため)、"
    r"|(?:て|であり|ており|ます|ません|れば|ければ|たら|なく|せず|れず)、|(?<=[一-龥々])[いきしちびみり]、|(?:され|せ)、"
    r"|(?<=ない)(?:ため|ので|から)(?!、)"
)
_TERM = re.compile(r"[一-龥々]+|[ァ-ヴー]{2,}|[a-z][a-z0-9]+|\d+(?:[.,]\d+)*")
_EMPTY = words_of("事 時 物 為 方 等 中 場合 際 上 下 内 以")
_OPPOSITES = tuple(
    (re.compile(words), predicate(name), turned)
    for name, same, opposite in (
        (
            "許可",
            "許可|許され|認め|(?<!不)可能|許容|でき(?:る|ま|な|ず)|て(?:も)?(?:よい|いい|良い|かまわ|構わ)",
            "禁止|禁じ|不可|不許可",
        ),
        ("必要", "必要|要する", "不要"),
        ("有効", "有効", "無効"),
        ("増", "増加|増え|上昇|増や", "減少|減り|減っ|減る|下落|低下|減ら"),
        ("成功", "成功", "失敗"),
        ("合法", "合法|適法", "違法"),
    )
    for words, turned in ((same, False), (opposite, True))
)


def japanese_clauses(text: str) -> list[Clause]:
    """The clauses of a normalised text; what a clause excepts is one of its own."""
    for turn, instead in _TURNS:
        text = turn.sub(instead, text)
    found = []
    for sentence in _SENTENCE_END.split(text):
        start = 0
        for comma in [*_PREDICATE_COMMA.finditer(sentence), None]:
            end = len(sentence) if comma is None else comma.end()
            part = sentence[start:end]
            # What is excepted belongs to the clause behind it.
            if comma is not None and _CONDITION_OR_EXCEPTION.search(part):
                continue
            found += _clauses(part)
            start = end
    return found


def _clauses(text: str) -> list[Clause]:
    found = []
    start = 0
    for opener in _CONDITION_OR_EXCEPTION.finditer(text):
        terms = _terms(text[start : opener.start()])
        if terms and _CONDITION.fullmatch(opener.group()) is None:
            found.append(Clause(terms=terms, denied=True, focus=terms, excepted=True))
        elif terms:
            found.append(Clause(terms=terms, denied=False))
        start = opener.end()
    main = text[start:]
    negators = [found.start() for found in _NEGATOR.finditer(main)]
    denied = (len(negators) + (_ONLY in main and bool(negators))) % 2 == 1
    focus = frozenset(term for at in negators for term in _last_term(main[:at]))
    predicates = frozenset((name, turned) for words, name, turned in _OPPOSITES if words.search(main))
    for words, _, _ in _OPPOSITES:
        main = words.sub("・", main)
    terms = _terms(main)
    if terms or predicates:
        found.append(Clause(terms=terms, denied=denied, focus=focus, predicates=predicates))
    return found


def _last_term(text: str) -> frozenset[str]:
    runs = [run for run in _TERM.findall(text) if run not in _EMPTY]
    return _terms(runs[-1]) if runs else frozenset()


def _terms(text: str) -> frozenset[str]:
    """Words in katakana and letters, and pairs of kanji; one kanji by itself."""
    found: list[str] = []
    for run in _TERM.findall(text):
        if run in _EMPTY:
            continue
        if "一" <= run[0] <= "龥" and len(run) > 2:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return frozenset(found)
