"""What of a sentence its source cannot have said: names and things that stand nowhere in it. Pure.

Most of a long sentence can be its source's, and the one thing that was asked for not. A word that its source lacks may be another
word for the same; two next to each other are another thing. So are a word in katakana or in Latin letters inside Japanese, and a
run of kanji of which not even a pair stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from assistant.documents.citing.quotable import terms_in
from assistant.documents.finding import query_words

_NEIGHBOURS = 2
_KATAKANA = re.compile("[ァ-ヴー]{2,}")
_KANJI = re.compile("[一-龥々〆]{3,}")
_TOPIC = re.compile(r"\s*([一-龥々ァ-ヴー]{2,8})は")
_LATIN = re.compile("[a-z][a-z0-9]+")
_KANJI_WORD = re.compile("[一-龥]+")
# What asks for a kind of answer names no thing: "場所は会議室Bです" where a meeting is held in room B.
_KIND_OF_ANSWER = re.compile(
    "(?:開催|実施|主な|主要|正式)?(?:理由|原因|目的|方法|手段|条件|内容|対象|結果|結論|回答|場所|会場|日時|日付|時刻|時間|期間|期限|期日"
    "|締切|開始日?|終了日?|金額|価格|値段|費用|料金|代金|総額|合計|人数|件数|回数|割合|名前|名称|氏名|担当者?|責任者|作者|著者|宛先|連絡先|住所)"
)
# The kanji that many nouns end in, for the kind of thing they are.
_KIND_OF_THING = frozenset("金料費額代価者人員主士師家日月年期時間場所地室書証券物品数率点回度法用量化性的上中下等")
_SAME = tuple(
    tuple(group.split())
    for group in (
        "家賃 賃料 賃貸料",
        "大家 貸主 賃貸人 オーナー 家主",
        "借主 賃借人 入居者 居住者 借り主",
        "給料 給与 賃金 月給 報酬 基本給",
        "会社 当社 弊社 使用者 雇用主 事業主",
        "社員 従業員 労働者 被用者 職員",
        "休暇 休日 休み 休業",
        "賞与 ボーナス",
        "解約 解除 退去 終了",
        "勤務時間 就業時間 労働時間",
        "敷金 保証金 デポジット",
        "退職金 退職手当",
        "免責金額 自己負担額",
        "保険料 掛金 掛け金",
        "自転車 駐輪 駐輪場 バイク",
        "ペット 犬 猫 動物",
        "車 自動車 車両 駐車",
        "病院 診療所 医院 クリニック",
        "妻 夫 配偶者",
        "医者 医師",
        "会議 打ち合わせ 打合せ ミーティング",
        "電話番号 電話 連絡先",
        "住所 所在地",
        "報告書 レポート",
        "売上 売上高 収益",
    )
)


def invents(sentence: str, known: Set[str]) -> bool:
    """Whether a sentence names what is not among the terms (``terms_in``) of its source and of the question."""
    if query_words.mostly_unspaced(sentence):
        return any(not terms & known if some else not terms <= known for terms, some in _names_ja(sentence))
    unknown = 0
    for word in query_words.words(sentence):
        if word in query_words.STOP_WORDS:
            continue
        unknown = unknown + 1 if not terms_in(word) <= known else 0
        if unknown == _NEIGHBOURS:
            return True
    return False


def is_about_another(sentence: str, known: Set[str], said: str) -> bool:
    """Whether a Japanese sentence begins with a topic that is not its source's, whoever brought it in: 敷金は where only 管理費 is
    told of. ``known`` holds the terms of the source's passage; ``said`` is the source, which may have another word for the same.

    Words are held against words and not by the embedder: of 29 pairs that mean the same and 23 that do not, its cosines were .90 to
    .99 and .89 to .96. Of 27 answerable questions of JSQuAD (even lines) that begin so, all have the topic in their passages.
    """
    found = _TOPIC.match(query_words.normalised(sentence))
    if found is None or _KIND_OF_ANSWER.fullmatch(found[1]) or terms_in(found[1]) & known:
        return False
    topic, said = found[1], query_words.normalised(said)
    if any(topic in group and any(word in said for word in group) for group in _SAME):
        return False
    # 家賃 and 賃料 share what tells of the thing; 敷金 and 礼金 only that they are sums.
    return not set(topic) - _KIND_OF_THING & set("".join(_KANJI_WORD.findall(said)))


def _names_ja(sentence: str) -> Iterator[tuple[frozenset[str], bool]]:
    """Terms of each word that can be a name, and whether some of them are enough."""
    text = query_words.normalised(sentence)
    for pattern, some in ((_KATAKANA, False), (_LATIN, False), (_KANJI, True)):
        for found in pattern.findall(text):
            yield terms_in(found), some
