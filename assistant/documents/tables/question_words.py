"""The words of a question about a table, in English and Japanese (pure): what they ask for, and those that say nothing more.

Everything is matched against the folded question: lower case, ordinary width, single spaces.
"""

from __future__ import annotations

import re

from assistant.documents.tables.query import Op, Part
from assistant.documents.tables.units import IN_QUESTIONS

_NUMBER = r"[$€£¥]?(?P<number>[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?)"
_SCALE = rf"\s?(?P<scale>thousand|million|billion|k|m|万|億|千)?(?P<unit>\s?(?:years? old|{IN_QUESTIONS}|%|percent|パーセント|円|ドル|ユーロ|dollars?|usd|euros?|eur|€|pounds?|gbp|yen))?"


def _number(n: int) -> str:
    """The ``n``-th number of a pattern: a pattern names each group once."""
    return (
        (_NUMBER + _SCALE)
        .replace("<number>", f"<number{n}>")
        .replace("<scale>", f"<scale{n}>")
        .replace("<unit>", f"<unit{n}>")
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _all(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


COUNT = _all(
    # What one does somewhere is a row each: "how many times did I go to".
    r"\bhow (?:many times|often) (?:did|have|had|do) (?:i|we) (?:go|been|gone|visit(?:ed)?|shop(?:ped)?|eat(?:en)?)(?: (?:to|at|in))?\b",
    r"何回行(?:きました|った|っています)",
    r"\bhow many\b", r"\bnumber of\b", r"\bcount(?: of)?\b", r"\bhow often\b",
    r"何(?:件|人|名|個|台|本|行|社|回|枚|冊|店舗|日|つ|校|か所|箇所|種類)", r"いく(?:つ|人)", r"(?:件|個|人|台|社|行|回|日|店舗)数", r"の数",
)  # fmt: skip
ROWS = re.compile(
    r"\b(?:rows?|records?|entries|entry|lines?|items?|people|persons?|cases?|measurements?|observations?|times)\b|行|レコード|データ|件|人|名"
)
DISTINCT = _all(r"\b(?:different|distinct|unique)\b", r"何?種類", r"異なる", r"重複(?:なし|を除)", r"ユニーク")
AGGREGATES: tuple[tuple[Op, re.Pattern[str]], ...] = (
    (Op.MEDIAN, _all(r"\bmedian(?: of)?\b", r"中央値")),
    (Op.AVERAGE, _all(r"\b(?:average|mean|avg)(?: of)?\b", r"\bon average\b", r"平均(?:値)?")),
    (Op.SUM, _all(r"\b(?:total|sum|overall|altogether|combined|how much)(?: of)?\b", r"\bin total\b", r"合計(?:値|額|金額)?", r"総(?:額|計|和|数)", r"合わせて", r"トータル", r"いくら(?=(?:使|遣|払|支払|かか|稼|受))")),
    (Op.SHARE, _all(r"\b(?:percentage|percent|share|proportion|fraction|what part)(?: of)?\b", r"割合", r"比率", r"何(?:%|パーセント|割)")),
)  # fmt: skip
BEST: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, _all(r"\b(?:highest|largest|biggest|greatest|maximum|max|most|top|best|longest|peak)(?: single)?\b", r"(?:最も|もっとも|一番|いちばん)(?:多い|高い|大きい|長い|大きな|高かった|多かった|大きかった)?", r"が(?:最も|一番)?(?:多い|高い|大きい)順", r"最(?:大|高|多|長)(?:値|の|だった|だ)?", r"上位", r"トップ")),
    (-1, _all(r"\b(?:lowest|smallest|minimum|min|least|fewest|bottom|worst|shortest)\b", r"(?:最も|もっとも|一番|いちばん)(?:少ない|低い|小さい|短い|安い|小さな|低かった|少なかった)", r"最(?:小|低|少|短)(?:値|の|だった|だ)?", r"下位", r"ワースト")),
)  # fmt: skip
LATEST = _all(r"\b(?:latest|most recent|newest|last)\b", r"最(?:新|後)の?", r"直近の?", r"一番新しい")
EARLIEST = _all(r"\b(?:earliest|first|oldest)\b", r"最(?:古|初)の?", r"一番古い")
SPENDING = re.compile(
    r"\b(?:spen[dt]|spending|spendings|expenses?|expenditures?|outlays?|purchases?)\b|(?:使|遣)(?:いました|った|って|い)|支出|出費"
)
EARNING = re.compile(
    r"\b(?:earn(?:s|ed|ing|ings)?|incomes?|receive[ds]?|(?:was|were|am|are) (?:i|we) paid|(?:i|we) (?:was|were|got|get) paid|came in)\b"
    r"|収入|入金|稼(?:ぎました|いだ|いで|ぎ)|受け?取(?:りました|った|って)"
)
PAYING = re.compile(r"\b(?:pay|pays|paid|costs?)\b|(?:支)?払(?:いました|った|って|い)|かか(?:りました|った|って)")
"""Much besides a table speaks of paying; alone it does not say that a table of amounts is meant."""
SPENT_COLUMNS = (
    "spent", "spending", "expense", "expenditure", "cost", "paid", "payment", "amount", "price", "total",
    "支出", "出費", "費用", "支払", "金額", "代金", "価格", "値段",
)  # fmt: skip
SPENT_ON = re.compile(r"categor|type|kind|purpose|分類|種類|種別|カテゴリ|費目|項目|用途")
AGE = ("age", "年齢", "歳")
NOISE = ("noise", "sound level", "loudness", "騒音", "運転音", "音量")
SPEED = ("speed", "速度", "速さ")
POWER = ("power", "output", "出力", "電力")
ADJECTIVES: dict[str, tuple[int, tuple[str, ...]]] = {
    "expensive": (1, ("price", "cost", "amount", "価格", "値段", "単価", "金額")),
    "cheap": (-1, ("price", "cost", "amount", "価格", "値段", "単価", "金額")),
    "old": (1, AGE),
    "young": (-1, AGE),
    "heav": (1, ("weight", "重量", "体重", "重さ")),
    "light": (-1, ("weight", "重量", "体重", "重さ")),
    "tall": (1, ("height", "身長", "高さ")),
    "hot": (1, ("temperature", "temp", "気温", "温度")),
    "warm": (1, ("temperature", "temp", "気温", "温度")),
    "cold": (-1, ("temperature", "temp", "気温", "温度")),
    "wind": (1, ("wind", "風速")),
    "quiet": (-1, NOISE),
    "loud": (1, NOISE),
    "nois": (1, NOISE),
    "fast": (1, SPEED),
    "slow": (-1, SPEED),
    "powerful": (1, POWER),
    "strong": (1, POWER),
    "weak": (-1, POWER),
    "efficient": (1, ("efficiency", "効率")),
    "wid": (1, ("width", "幅")),
    "narrow": (-1, ("width", "幅")),
    "deep": (1, ("depth", "深さ", "奥行")),
    "thick": (1, ("thickness", "厚さ", "厚み")),
    "thin": (-1, ("thickness", "厚さ", "厚み")),
    "bright": (1, ("brightness", "luminous flux", "明るさ", "輝度")),
    "north": (1, ("latitude", "緯度")),
    "south": (-1, ("latitude", "緯度")),
    "east": (1, ("longitude", "経度")),
    "west": (-1, ("longitude", "経度")),
    "larg": (1, ("size", "大きさ", "サイズ")),
    "small": (-1, ("size", "大きさ", "サイズ")),
    "大き": (1, ("size", "大きさ", "サイズ")),
    "小さ": (-1, ("size", "大きさ", "サイズ")),
    "高価": (1, ("価格", "値段", "単価", "金額", "price")),
    "安": (-1, ("価格", "値段", "単価", "金額", "price")),
    "若": (-1, ("年齢", "age")),
    "年上": (1, ("年齢", "age")),
    "重": (1, ("重量", "体重", "重さ", "weight")),
    "軽": (-1, ("重量", "体重", "重さ", "weight")),
    "静か": (-1, NOISE),
    "うるさ": (1, NOISE),
    "速": (1, SPEED),
    "遅": (-1, SPEED),
    "強力": (1, POWER),
    "広": (1, ("面積", "広さ", "area")),
    "狭": (-1, ("面積", "広さ", "area")),
    "厚": (1, ("厚さ", "厚み", "thickness")),
    "薄": (-1, ("厚さ", "厚み", "thickness")),
    "深": (1, ("深さ", "奥行", "depth")),
    "明る": (1, ("明るさ", "輝度", "brightness")),
}
SUPERLATIVE_ADJECTIVE = re.compile(
    r"\b(?:most|least) (?P<plain>expensive|powerful|efficient)\b"
    r"|\b(?P<est>cheap|old|young|heav|light|tall|hot|warm|cold|wind|larg|small|quiet|loud|nois|fast|slow|strong|weak|wid|narrow|deep|thick|thin"
    r"|bright)i?(?:t|d|n)?est\b"
    r"|\b(?P<side>north|south|east|west)ernmost\b"
    r"|(?:最も|もっとも|一番|いちばん)(?P<ja>高価|安|若|年上|重|軽|大き|小さ|静か|うるさ|速|遅|強力|広|狭|厚|薄|深|明る)(?:な|い)?"
)
COMPARATIVE_ADJECTIVE = re.compile(
    rf"\b(?:more (?P<plain>expensive|powerful)|(?P<er>cheap|old|young|heav|light|tall|hot|warm|cold|wind|quiet|loud|nois|fast|slow|strong"
    rf"|weak|wid|narrow|deep|thick|thin|bright)i?(?:t|d|n)?er) than {_NUMBER}{_SCALE}"
)
COMPARISONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (">=", re.compile(rf"(?:\b(?:at least|no less than|minimum of)|>=|≥) {_number(0)}|{_number(1)}(?: or (?:more|higher|above|over|older)\b|以上)")),
    ("<=", re.compile(rf"(?:\b(?:at most|no more than|up to)|<=|≤) {_number(0)}|{_number(1)}(?: or (?:less|fewer|lower|below|under|younger)\b|以下)")),
    (">", re.compile(rf"(?:\b(?:(?:more|greater|higher|larger|bigger|longer|better) than|over|above|exceed(?:s|ing|ed)?)|>) ?{_number(0)}|{_number(1)}(?:を?(?:超え(?:る|た)?|上回る?)|超|より(?:大き|多|高|長)(?:い|かった))")),
    ("<", re.compile(rf"(?:\b(?:(?:less|fewer|lower|smaller|shorter) than|under|below)|<) ?{_number(0)}|{_number(1)}(?:未満|を?下回る?|より(?:小さ|少な|低|短)(?:い|かった))")),
    ("=", re.compile(rf"(?:\b(?:exactly|equal to|equals|of|is|with)|=) {_number(0)}(?![\d年月/-])|(?:が|は|=){_number(1)}(?:の|である|ちょうど)")),
)  # fmt: skip
OLDEST = 120
"""A number behind people that is no more than this may be their age."""
PEOPLE_BEFORE = re.compile(
    r"\b(?P<who>customers?|clients?|buyers?|shoppers?|employees?|workers?|staff|colleagues?|students?|pupils?|people|persons?|members?"
    r"|users?|patients?|men|women|man|woman|adults?|children|kids?|boys?|girls?|participants?|applicants?|passengers?|residents?"
    r"|guests?|visitors?|players?|drivers?|voters?|respondents?|victims?|someone|anyone|everyone)"
    r"(?: (?:who|that))?(?: (?:are|is|were|was))?\s*$"
)
BIRTH = re.compile(r"birth|born|\bdob\b|生年|誕生", re.IGNORECASE)
AGED_BEFORE = re.compile(r"\bage[ds]?(?: (?:is|are|was|were))?\s*$")
YEARS_OF_AGE = re.compile(r"歳|才|\byears? (?:old|of age)\b|\bor (?:older|younger)\b")
OTHER_UNIT = re.compile(
    r"\d\s?(?:%|percent|パーセント|円|ドル|ユーロ|dollars?|usd|euros?|eur|€|pounds?|gbp|yen|件|人|名|個|度|kg|cm|mm|km|m\b|thousand|million|billion|k\b|万|億|千)"
)
RANGE = re.compile(
    r"\b(?:between|from) (?P<low>[-+]?\d[\d,]*(?:\.\d+)?) (?:and|to) (?P<high>[-+]?\d[\d,]*(?:\.\d+)?)\b"
    r"|(?P<low_ja>\d[\d,]*(?:\.\d+)?)(?:円|人|個|歳|度)?(?:から|~|〜|以上)(?P<high_ja>\d[\d,]*(?:\.\d+)?)(?:円|人|個|歳|度)?(?:まで|の間|以下)?"
)
HAPPENED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (_all(r"\b(?:died|dead|killed)\b", r"(?:死亡|亡くな)(?:った|りました|しました|した)?"), re.compile(r"death|died|死亡|没年", re.IGNORECASE)),
    (_all(r"\bborn\b", r"生まれ(?:ました|た)?"), re.compile(r"birth|born|生年|誕生", re.IGNORECASE)),
    (_all(r"\b(?:hired|joined)\b", r"入社(?:しました|した)?"), re.compile(r"hir|join|入社", re.IGNORECASE)),
)  # fmt: skip
"""What happens once to a person, and what the column of its day is called: it happened where there is a day."""
NULLS = _all(
    r"\b(?:missing|empty|blank|unknown|without|no|null)\b(?: (?:an?|any|the|values? (?:for|in|of)))?",
    r"(?:が|の)?(?:空(?:欄|白)?|未入力|未記入|欠損)",
)
NOT = _all(
    r"\b(?:not|except|excluding|other than|apart from|outside(?: of)?|isn't|aren't|wasn't)(?: (?:in|for|at|from))?\s*$"
)
NOT_AFTER = re.compile(r"^\s*(?:以外|を除|ではな|でな)(?:く|い|いた)?の?")
CHART = _all(
    r"\b(?:as )?an? ?(?:bar |line )?(?:chart|graph|plot)\b", r"\b(?:plot|chart|graph|draw|visuali[sz]e)\b",
    r"(?:折れ線|棒)?グラフ(?:に|で)?", r"図(?:に|で)", r"チャート",
)  # fmt: skip
OVER_TIME = _all(
    r"\bover (?:the )?(?:time|years|months)\b",
    r"\b(?:trend|development|evolution)s?(?: of)?\b",
    r"推移",
    r"変化",
    r"時系列",
)
PERIODS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.YEAR, _all(r"\b(?:per|by|each|every|for each|in each|for every|across) (?:the )?years?\b", r"\b(?:yearly|annual(?:ly)?)\b", r"(?:年|年度)(?:別|ごと|毎)(?:に|の)?", r"各年度?", r"毎年")),
    (Part.MONTH, _all(r"\b(?:per|by|each|every|for each|in each|for every|across) (?:the )?months?\b", r"\bmonthly\b", r"月(?:別|ごと|毎)(?:に|の)?", r"各月", r"毎月", r"月次")),
    (Part.DAY, _all(r"\b(?:per|by|each|every|for each|in each|for every) days?\b", r"\bdaily\b", r"日(?:別|ごと|毎)(?:に|の)?", r"各日", r"毎日")),
    (Part.WEEKDAY, _all(r"\b(?:per|by|each|every|for each|on each) (?:weekday|day of the week)\b", r"曜日(?:別|ごと|毎)(?:に|の)?", r"各曜日")),
    (Part.HOUR, _all(r"\b(?:per|by|each|every|for each|in each) hours?\b(?: of the day)?", r"\bhourly\b", r"時(?:間帯?)?(?:別|ごと|毎)(?:に|の)?")),
)  # fmt: skip
WHICH_PERIOD: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.YEAR, _all(r"\b(?:which|what) year\b", r"(?:何|どの)年")),
    (Part.MONTH, _all(r"\b(?:which|what) month\b", r"(?:何|どの)月")),
    (Part.DAY, _all(r"\b(?:which|what) (?:day|date)\b", r"\bwhen\b", r"(?:どの|何月何)日", r"いつ")),
)
BEFORE_GROUP = re.compile(
    r"(?:\b(?:by|per|for each|in each|for every|in every|each|every|grouped by|broken down by|across|for all|of each)(?: (?:the|different))?|各)\s*$"
)
AFTER_GROUP = re.compile(r"^(?:別|ごと|毎)(?:に|の)?")
BEFORE_TARGET = re.compile(r"\b(?:which|what|whose)\s*$|どの$|どちらの$")
ASKS_WHICH = re.compile(
    r"\b(?:which|what|who)\b (?!(?:is|was|are|were) the (?:high|low|max|min|larg|small))|どの|どれ|どこ|誰|(?:一番|最も).*(?:は|を)$|は何(?:です|でした|$)"
)
TOP = re.compile(
    r"\b(?:top|bottom|first|best|worst) (?P<n>\d{1,3})\b|\b(?P<n2>\d{1,3}) (?=(?:\w+ ){0,3}?(?:highest|largest|biggest|lowest|smallest|most|least|best|oldest|youngest|cheapest))|(?:上位|下位|トップ|ワースト)(?P<n3>\d{1,3})(?:件|位|社|つ|名|人|個|品|か国|都市|県)?(?:まで)?"
)
TOP_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
LIST = _all(
    r"\b(?:list|show(?: me)?|give me|name|display|enumerate|tell me|find)\b", r"\b(?:which|what|who|where|when|whose)\b",
    r"(?:一覧|リスト)(?:に|で|を|は)?", r"(?:挙|あ)げて", r"列挙", r"(?:教|おし)えて", r"(?:表示|見せて)", r"(?:どれ|どの|だれ|誰|何|どこ|いつ)",
)  # fmt: skip
COMPARE = _all(
    r"\b(?:compare|comparison|compared|versus|vs\.?|difference|or|more|than)\b", r"比較|比べ|どちら|どっち|より|と"
)

DAYS = re.compile(r"\bdays?\b|日(?:間|数)?")
"""A row a day, where a table has one date."""

EMPTY_EN = _set(
    "together log logs a an the of in on at for to is are was were be been being do does did has have had there here that this these those it "
    "its their with and or by from as all me my i we us our you your please can could would will should into per how many "
    "much any some ever value values s which what who whose where when total there's overall table file data dataset sheet "
    "document column spreadsheet library indexed according recorded listed reported than then also only just each every "
    "given having get got tell show list give find name called named say says contain contains using use based so far "
    "number happen happened occur occurred exist"
)
"""Words that a question may hold besides what was understood of it."""
EMPTY_JA = re.compile(
    r"ください|下さい|でしょうか|ですか|でした|ました|ますか|ます|です|した|だった|ありますか|ありました|ある|あります|あり|あった|いる|います|いました|"
    r"教えて|おしえて|知りたい|見せて|表示して|出して|挙げて|あげて|求めて|計算して|集計して|作って|描いて|して|すると|いくら|どれくらい|どのくらい|どの|"
    r"それぞれ|全部で|全体|全て|すべて|ぜんぶ|における|について|に関する|の中で|のうち|うち|の場合|とき|もの|こと|ファイル|表|シート|データ|値|は|が|を|に|の|で|と|へ|も|や|か|な|よ|ね|"
    r"何|誰|だれ|どこ|いつ|より|から|まで|という|って|年|月|日|度|人|件|名|個|行|数|つ|い|る|た|だ|て|く|れ|さ|ん|し"
)


def is_common(folded: str) -> bool:
    """Whether a word is so common in questions that it stands for a cell only when it is written with the cell's capitals."""
    if all(word in EMPTY_EN for word in folded.split()):
        return True
    asking = (COUNT, ROWS, DISTINCT, LATEST, EARLIEST, NULLS, CHART, LIST, COMPARE, DAYS)
    ranking = (*(pattern for _, pattern in BEST), *(pattern for _, pattern in AGGREGATES))
    return any(pattern.fullmatch(folded) for pattern in (*asking, *ranking))


def asks(folded: str) -> bool:
    """Whether a question says what it wants to know: how many, the total, the highest, a list."""
    patterns = (COUNT, LIST, DISTINCT, CHART, *(pattern for _, pattern in (*AGGREGATES, *BEST)))
    return any(pattern.search(folded) for pattern in patterns)
