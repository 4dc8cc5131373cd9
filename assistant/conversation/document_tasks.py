"""Questions about documents as wholes: a summary, what changed, what contradicts, what only one of two has. Pure.

Only plain requests are recognised, and only where what they name is in the library: all others are questions like any other.
"""

from __future__ import annotations

import dataclasses
import enum
import re


class TaskKind(enum.Enum):
    """What is wanted of the documents that are named."""

    SUMMARY = "summary"
    DIFFERENCES = "differences"
    CONTRADICTIONS = "contradictions"
    ONE_SIDED = "one_sided"
    FIGURE = "figure"
    MENTIONS = "mentions"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTask:
    """What is wanted, and the words that name the documents: one for a summary or figure, two to compare, the first being the one
    that has what the other lacks; empty words mean those at hand, and no names at all every document. Of a figure ``number`` is its
    own, as it is written, and ``table`` says that it is a table."""

    kind: TaskKind
    names: tuple[str, ...]
    number: str = ""
    table: bool = False


_LONGEST = 300
"""Characters; what is longer is no plain request, and would keep the patterns busy."""
_POLITE = (
    r"(?:(?:please|can you|could you|would you|will you|i(?:'d| would) like you to|i want you to)\s+)*(?:please\s+)?"
)
_OF = r"(?:(?:the|my|our|this|that|these|those)\s+)?"
_END = r"(?:\s+(?:for me|please|briefly|in short|in (?:a few|two|three|five) (?:sentences|words|lines)))*\s*[?.!]*"
_PAIR = rf"{_OF}(?P<a>.+?)(?:\s+(?:and|to)\s+{_OF}(?P<b>.+?))?"
_SHOW = r"(?:(?:show(?: me)?|list|find)\s+)?(?:any |all |the )?"
_SUMMARY = (
    rf"{_POLITE}(?:summari[sz]e|sum up|(?:give me )?(?:an? |the )?(?:short |brief )?(?:summary|overview) of|tl;?dr(?: of)?)"
    rf"\s*{_OF}(?P<a>.*?){_END}"
)
_CHANGED = (
    rf"{_POLITE}(?:what(?:'s| is| has| have| are)?\s+(?:been )?(?:changed|different|the (?:changes|differences?))"
    rf"|{_SHOW}(?:changes|differences?))\s+(?:between|from)\s+{_PAIR}{_END}"
)
_COMPARE = rf"{_POLITE}compare\s+{_OF}(?P<a>.+?)\s+(?:and|with|to|against)\s+{_OF}(?P<b>.+?){_END}"
_BETWEEN = (
    rf"{_POLITE}(?:(?:(?:is|are) there|(?:where|what) (?:is|are))\s+)?{_SHOW}"
    rf"(?:contradictions?|conflicts?|inconsistenc(?:y|ies)|disagreements?)\s+between\s+{_PAIR}{_END}"
)
_EACH_OTHER = rf"(?:do|does|where do|how do|whether)\s+{_PAIR}\s+(?:contradict|conflict|disagree)(?:\s+(?:with )?each other)?{_END}"
_MINE = r"(?:of\s+)?(?:(?:all|any)\s+(?:of\s+)?)?(?:(?:the|my|our)\s+)?(?:documents|files|papers|library)"
_AMONG = (
    rf"{_POLITE}(?:(?:do|are)\s+(?:any|some)\s+{_MINE}|which(?:\s+two)?\s+{_MINE}"
    rf"|are there (?:any |two )?{_MINE}(?:\s+(?:that|which))?)"
    r"\s+(?:contradict|conflict|disagree|contradicting|contradictory|in conflict)"
    rf"(?:\s+(?:with )?(?:each other|one another))?{_END}"
    rf"|{_POLITE}(?:are there |{_SHOW}){_SHOW}(?:contradictions?|conflicts?|inconsistenc(?:y|ies)|disagreements?)"
    rf"\s+(?:in|among|across|within)\s+{_MINE}{_END}"
)
_THING = r"(?:what(?: else)?|(?:which|what) [\w ]+?)"
_HAS = r"(?:ha(?:ve|s|d)|(?:contain|say|include|mention|list|cover|hold|state)s?)"
_NOT = r"(?:\s+not|n['’]t)"
_ONLY_IN = (
    rf"{_POLITE}{_THING}(?:['’]s|\s+(?:is|are|stands?))?\s+(?:written |listed |only )?(?:in|on)\s+{_OF}(?P<a>.+?),?"
    rf"\s+(?:and|but|that|which)(?:['’]s)?(?:\s+(?:is|are|stands?|does|do))?(?:\s+not|n['’]t)(?:\s+(?:stand|listed|written))?"
    rf"\s+(?:in|on)\s+{_OF}(?P<b>.+?){_END}"
)
_HAS_THAT_LACKS = (
    rf"{_POLITE}{_THING}\s+(?:does|do|did|is|are)\s+{_OF}(?P<a>.+?)\s+{_HAS}\s*,?\s+(?:that|which|and|but|what)\s+{_OF}(?P<b>.+?)"
    rf"\s+(?:has|have|had|does|do|did|is){_NOT}(?:\s+{_HAS})?(?:\s+any ?more)?{_END}"
)
_MISSING = (
    rf"{_POLITE}{_THING}\s+(?:of|in|from)\s+{_OF}(?P<a>.+?)\s+(?:is|are)\s+(?:missing|absent|gone|left out|not|no longer)"
    rf"\s+(?:in|from|of)\s+{_OF}(?P<b>.+?){_END}"
)
_MISSING_FROM = (
    rf"{_POLITE}{_THING}(?:['’]s|\s+(?:is|are))\s+missing\s+(?:in|from)\s+{_OF}(?P<b>.+?),?\s+(?:that (?:is|are)|which (?:is|are)"
    rf"|compared (?:to|with)|but(?: is| are)?)\s+(?:in |on )?{_OF}(?P<a>.+?){_END}"
)
_PLEASE_JA = (
    r"(?:を)?(?:して|作って|教えて|見せて)?(?:ください|下さい|ほしい|欲しい|くれますか|お願い(?:します)?|です|ですか|ますか)?"
    r"[。？?！!]*"
)
_PAPERS_JA = r"(?:文書|書類|資料|ファイル)"
_AMONG_JA = (
    r"(?:私の|すべての|全部の|全ての)?"
    rf"(?:(?:お?互いに)?(?:矛盾|食い違)(?:っ|う|い)?(?:して|し合って|合って|て)?(?:いる|する|った)?{_PAPERS_JA}(?:は|が)?(?:どれ|あり|ある)?"
    rf"|{_PAPERS_JA}(?:の(?:中|なか|間|あいだ)|同士|どうし)(?:に|で|の)?は?(?:互いに)?(?:矛盾|食い違い)"
    rf"(?:点|する点|している点)?(?:は|が|して)?(?:あり|ある|い)?){_PLEASE_JA}"
)
_SUMMARY_JA = rf"(?P<a>.*?)(?:を|の)?(?:要約|まとめ)て?{_PLEASE_JA}"
_PAIR_JA = r"(?P<a>.+?)(?:と(?P<b>.+?))?"
_CHANGED_JA = (
    rf"{_PAIR_JA}(?:の|で|を)(?:何が)?(?:違い|違う|差分|変更点|相違点|変わった|比較して|比べて)"
    rf"(?:は|のは|点|ところ)?(?:何|なに|どこ)?{_PLEASE_JA}"
)
_CONTRADICTS_JA = (
    rf"{_PAIR_JA}(?:の|は|に|で)(?:矛盾|食い違い)(?:点|する点|している点)?(?:は|が|を|して)?"
    rf"(?:あり|ある|い|何|どこ)?{_PLEASE_JA}"
)
_THERE_JA = r"(?:ある|あり|あって|(?:書かれて|載って|含まれて|入って|記載されて)(?:いる|いて|おり))"
_NOT_THERE_JA = r"(?:ない|なく|無い|(?:書かれて|載って|含まれて|入って|記載されて)いない)"
_ONLY_IN_JA = (
    rf"(?P<a>[^、。]+?)(?:に|で)(?:は|だけ)?{_THERE_JA}(?:が|けれど|けど|のに)?[、,]?\s*(?P<b>[^、。]+?)(?:に|で)(?:は)?{_NOT_THERE_JA}"
    rf"(?:もの|条項|こと|項目|内容|部分|条文|行|品目|名前|箇所|点|規定)?(?:は|を)?(?:何|なに|どれ|どこ)?{_PLEASE_JA}"
)
_FIGURE = (
    rf"{_POLITE}(?:show(?: me)?|open|display|let me see|see|where is)?\s*(?:the )?"
    rf"(?P<kind>figure|fig\.?|chart|diagram|table)\s*(?P<number>\d+(?:[.-]\d+)*)"
    rf"(?:\s+(?:in|of|from)\s+{_OF}(?P<a>.+?))?{_END}"
)
_FIGURE_JA = (
    r"(?:(?P<a>.+?)の)?(?P<kind>図表|図|表)\s*(?P<number>\d+(?:[.-]\d+)*)"
    rf"(?:を表示|が見たい|を見たい|はどこ)?{_PLEASE_JA}"
)
_TABLES = ("table", "表")
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (TaskKind.SUMMARY, _SUMMARY),
        (TaskKind.DIFFERENCES, _CHANGED),
        (TaskKind.DIFFERENCES, _COMPARE),
        (TaskKind.CONTRADICTIONS, _AMONG),
        (TaskKind.CONTRADICTIONS, _AMONG_JA),
        (TaskKind.CONTRADICTIONS, _BETWEEN),
        (TaskKind.CONTRADICTIONS, _EACH_OTHER),
        (TaskKind.ONE_SIDED, _ONLY_IN),
        (TaskKind.ONE_SIDED, _HAS_THAT_LACKS),
        (TaskKind.ONE_SIDED, _MISSING),
        (TaskKind.ONE_SIDED, _MISSING_FROM),
        (TaskKind.ONE_SIDED, _ONLY_IN_JA),
        (TaskKind.FIGURE, _FIGURE),
        (TaskKind.FIGURE, _FIGURE_JA),
        (TaskKind.SUMMARY, _SUMMARY_JA),
        (TaskKind.DIFFERENCES, _CHANGED_JA),
        (TaskKind.CONTRADICTIONS, _CONTRADICTS_JA),
    )
)
_AT_HAND = re.compile(
    r"(?:these|the|both)?\s*(?:two|both|it|this|that|them|one)?\s*(?:documents?|files?|versions?|ones?|papers?)?"
    r"|(?:この|これら|その)?(?:2つ|二つ|ふたつ|両方|これ|それ)?(?:の)?(?:文書|資料|ファイル|書類)?",
    re.IGNORECASE,
)
_ONE = re.compile(r"(\S.*?)\s+(?:one|version)", re.IGNORECASE)
_QUOTES = ",\"'“”‘’「」『』 　"


def parse_task(question: str) -> DocumentTask | None:
    """What a question wants of whole documents; None for any other."""
    if len(question) > _LONGEST:
        return None
    text = " ".join(question.split())
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        names = tuple(_bare(name) for name in (groups.get("a"), groups.get("b")) if name is not None)
        if kind is TaskKind.FIGURE:
            table = groups["kind"].lower() in _TABLES
            return DocumentTask(kind=kind, names=names, number=groups["number"], table=table)
        return DocumentTask(kind=kind, names=_whole_names(names))
    return None


def _whole_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """ "The new one" beside "the old lease" is the new lease."""
    if len(names) == 2:
        first, second = names
        for name, other in ((first, second), (second, first)):
            one = _ONE.fullmatch(name)
            if one is not None and other and not _ONE.fullmatch(other):
                whole = f"{one[1]} {other.split()[-1]}"
                return (first, whole) if name == second else (whole, second)
    return names


def _bare(name: str) -> str:
    name = name.strip(_QUOTES)
    return "" if _AT_HAND.fullmatch(name) else name
