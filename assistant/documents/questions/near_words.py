"""Other words for the same thing: people ask for their take-home pay, and the payslip names the net pay. Pure.

Only what means one and the same thing stands together: a question is asked anew with the other words, and what is found for it is
held to everything that any answer is held to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.documents.finding import query_words

# An article where the word alone is as often a verb or says how something is: to lift, a flat fee.
_ALIKE = """
second job, side job, side gig, other paid work, other work, secondary employment, outside employment, other employment
take-home pay, take home pay, net pay, net salary, net wage
pay rise, pay raise, salary increase, increase in salary
vacation, days off, time off, annual leave, paid leave, paid holiday, holiday entitlement
sick pay, sickness pay, continued remuneration
working hours, work hours, hours of work
notice period, period of notice
home office, remote work, telework, working from home
landlord, lessor
tenant, lessee
tenancy agreement, lease agreement, rental agreement
security deposit, rental deposit, rent deposit
the deductible, the excess
warranty, guarantee
the elevator, the lift
garbage, trash, rubbish, household waste
cell phone, mobile phone, mobile telephone
parking space, parking lot, parking place, car park
the apartment, the flat, my apartment, my flat
physician, doctor
手取り, 差引支給額, 差引支払額, 実支給額, 差引支給, 手取額
ボーナス, 賞与, 期末手当
給料, 給与, 賃金
残業代, 残業手当, 時間外手当, 時間外勤務手当
交通費, 通勤手当, 旅費
家賃, 賃料
敷金, 保証金
共益費, 管理費
大家さん, 大家, 家主, 貸主, 賃貸人
借主, 借り手, 賃借人
有休, 有給, 有給休暇, 年次有給休暇
副業, 兼業, 他の業務
テレワーク, リモートワーク, 在宅勤務
上司, 上長, 所属長
社長, 代表取締役
退社, 退職, 離職
解雇, 免職
自転車置き場, 駐輪場
ゴミ, ごみ, 廃棄物
締め切り, 締切, 提出期限
健診, 健康診断
"""
# What a verb alone is about, in questions that do not name it: 何台まで停められますか.
_IMPLIED = """
停め, 駐め: 駐輪場, 駐車場
飼え, 飼う, 飼って: ペット
泊ま, 泊め: 宿泊
辞め: 退職
吸え, 吸って: 喫煙
"""
_SAYS_OF_WHAT = re.compile("[はがをもに]")
_VERBS = tuple(
    (tuple(verb.strip() for verb in verbs.split(",")), tuple(topic.strip() for topic in topics.split(",")))
    for verbs, topics in (line.split(":") for line in _IMPLIED.strip().splitlines())
)
_GROUPS = tuple(tuple(form.strip() for form in line.split(",")) for line in _ALIKE.strip().splitlines())
_FORMS = sorted(((form, at) for at, group in enumerate(_GROUPS) for form in group), key=lambda one: -len(one[0]))


def _pattern(form: str) -> str:
    return re.escape(form) if query_words.has_unspaced(form) else rf"\b(?:an? )?{re.escape(form)}s?\b"


_NAMED = re.compile("|".join(f"(?P<f{n}>{_pattern(form)})" for n, (form, _) in enumerate(_FORMS)), re.IGNORECASE)


def rewordings(question: str) -> Iterator[tuple[str, str]]:
    """Each other word for the first thing that a question names and that has some, and the question with that word; where it names
    none, what its verb implies, and the question of that."""
    found = _NAMED.search(question)
    if found is None or found.lastgroup is None:
        yield from _implied(question)
        return
    form, group = _FORMS[int(found.lastgroup[1:])]
    for other in _GROUPS[group]:
        if other != form:
            yield other, f"{question[: found.start()]}{other}{question[found.end() :]}"


def _implied(question: str) -> Iterator[tuple[str, str]]:
    for verbs, topics in _VERBS:
        at = min((question.find(verb) for verb in verbs if verb in question), default=-1)
        if at >= 0 and _SAYS_OF_WHAT.search(question[:at]) is None:
            yield from ((topic, f"{topic}は{question}") for topic in topics)
