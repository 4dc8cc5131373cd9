"""What a sentence that no skill understood may still be about, by its words: the cheap gate before a model is asked. Pure.

A topic names what a model may choose from, each with the sentence that our own parsers understand. Only a short sentence that names
a thing of the user's (an alarm, the calendar, a list) and asks for something is let through.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.skills.sentence import is_japanese, is_question_about

MOST_WORDS = 18
MOST_CHARACTERS_JA = 50


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What may be asked for: ``label`` is the model's word for it; no other of its topic begins like it. ``english`` and
    ``japanese`` are sentences for our parsers, with the user's own words in ``slots``; the part in brackets falls away with them.
    ``when`` is found by our own reading of times, the other slots by the model; without those of ``needs`` nothing is done.
    With ``to_its_end`` an English "what" goes on as far as the sentence does, up to where it says when or where to.
    ``filled`` and ``filled_ja`` show how a sentence fills them. A question may only mean what ``reads``. With ``as_said`` values
    are the user's words as they stand, of ``numbers`` the first number in them.
    """

    label: str
    says: str
    english: str
    japanese: str
    slots: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    filled: tuple[str, str] = ("", "")
    filled_ja: tuple[str, str] = ("", "")
    reads: bool = False
    to_its_end: bool = False
    as_said: bool = False
    numbers: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``named`` finds a sentence of the topic; ``others`` are sentences that only sound like it."""

    name: str
    named: re.Pattern[str]
    meanings: tuple[Meaning, ...]
    others: tuple[str, ...]


_ALARMS = Topic(
    name="alarms and timers",
    named=re.compile(
        r"\b(?:alarms?|timers?|wake[- ]?up|wake me|alert me|buzz me)\b|アラーム|目覚まし|タイマー|起こし", re.IGNORECASE
    ),
    meanings=(
        Meaning(
            label="set",
            says="wants a new alarm at a time of day",
            english="set an alarm[ {when}]",
            japanese="[{when}に]アラームをセットして",
            slots=("when",),
            examples=("i have to be up by half six tomorrow, wake up alarm", "あしたは6時に起こしてほしい"),
        ),
        Meaning(
            label="count",
            says="wants a timer that rings after a while",
            english="set a timer[ for {when}]",
            japanese="[{when}の]タイマーをセットして",
            slots=("when",),
            examples=("have a timer go off in ten minutes", "10分たったら鳴るタイマーがほしい"),
        ),
        Meaning(
            label="remove",
            says="wants an alarm or a timer gone",
            english="cancel my[ {when}] alarm",
            japanese="[{when}の]アラームを消して",
            slots=("when",),
            examples=("i will not need that alarm at seven", "7時のアラームはもういらない"),
        ),
        Meaning(
            label="show",
            reads=True,
            says="asks which alarms or timers are set",
            english="show my alarms",
            japanese="アラームを見せて",
            examples=("have i got any alarms", "アラームって何時だっけ"),
        ),
    ),
    others=("my alarm woke the neighbours", "buy an alarm system for the house", "火災のアラームについて"),
)
_CALENDAR = Topic(
    name="the user's calendar and reminders",
    named=re.compile(
        r"\b(?:calendars?|schedules?|agenda|appointments?|meetings?|events?|remind(?:ers?)?|notify|notification|remember"
        r"|planned|plans|lunch|birthday|anniversary)\b"
        r"|予定|カレンダー|リマイン|会議|約束|忘れ|スケジュール",
        re.IGNORECASE,
    ),
    meanings=(
        Meaning(
            label="add",
            to_its_end=True,
            says="wants something put into the calendar",
            english="add {what}[ {when}] to my calendar",
            japanese="カレンダーに[{when}の]{what}を追加して",
            slots=("what", "when"),
            needs=("what",),
            examples=(
                "put in there that i have lunch with zoe on friday at one",
                "金曜の1時にゾーイとランチ、入れといて",
            ),
            filled=("get my tennis with ben in on sunday at nine", '{"what": "tennis with ben"}'),
            filled_ja=("日曜の9時にベンとテニス、書いておいて", '{"what": "ベンとテニス"}'),
        ),
        Meaning(
            label="remind",
            to_its_end=True,
            says="wants to be reminded of something",
            english="remind me to {what}[ {when}]",
            japanese="[{when}に]{what}をリマインドして",
            slots=("what", "when"),
            needs=("what",),
            examples=("do not let me forget the rent on monday", "月曜に家賃を払うの忘れさせないで"),
            filled=("make sure i do not forget to water the plants tonight", '{"what": "water the plants"}'),
            filled_ja=("今夜、花に水をやるのを忘れないようにして", '{"what": "花に水をやる"}'),
        ),
        Meaning(
            label="show",
            reads=True,
            says="asks what is in the user's own calendar",
            english="what is on my calendar[ {when}]",
            japanese="[{when}の]予定を見せて",
            slots=("when",),
            examples=(
                "what does my wednesday look like",
                "did you put the dentist into my calendar",
                "あさって何か入ってたっけ",
            ),
        ),
        Meaning(
            label="delete",
            says="wants something in the calendar gone",
            english="delete the {what} event[ {when}]",
            japanese="[{when}の]{what}の予定を削除して",
            slots=("what", "when"),
            needs=("what",),
            examples=("the dentist on tuesday is off, take it out of my calendar", "火曜の歯医者、予定から外して"),
            filled=("no haircut tomorrow after all, out of the calendar with it", '{"what": "haircut"}'),
            filled_ja=("明日の美容院の予定、なしにして", '{"what": "美容院"}'),
        ),
    ),
    others=(
        "what events led to the first world war",
        "how was the party scheduled by the company",
        "book a table for dinner tonight",
        "is there a good concert in town this weekend",
        "この契約の予定について",
    ),
)
_LISTS = Topic(
    name="the user's own lists, such as shopping and to-do",
    named=re.compile(r"\b(?:lists?|to[- ]?dos?|groceries|shopping)\b|リスト|買い物|やること", re.IGNORECASE),
    meanings=(
        Meaning(
            label="add",
            says="wants something put on a list",
            english="add {what} to my {list} list",
            japanese="{list}リストに{what}を追加して",
            slots=("what", "list"),
            needs=("what", "list"),
            examples=("no bread left, shopping list", "牛乳がない、買い物リストにお願い"),
            filled=("please get rice onto the groceries list", '{"what": "rice", "list": "groceries"}'),
            filled_ja=("お米を買うものリストに入れといて", '{"what": "お米", "list": "買うもの"}'),
        ),
        Meaning(
            label="remove",
            says="wants something taken off a list",
            english="remove {what} from my {list} list",
            japanese="{list}リストから{what}を削除して",
            slots=("what", "list"),
            needs=("what", "list"),
            examples=("the vacuuming is done, off the to do list with it", "掃除は終わった、やることリストから外して"),
            filled=("i bought the rice, groceries list", '{"what": "rice", "list": "groceries"}'),
            filled_ja=("お米は買ったから買うものリストから外して", '{"what": "お米", "list": "買うもの"}'),
        ),
        Meaning(
            label="show",
            reads=True,
            says="asks what is on a list or which lists there are",
            english="show my [{list} ]list",
            japanese="[{list}]リストを見せて",
            slots=("list",),
            filled=("what was on the groceries list", '{"list": "groceries"}'),
            filled_ja=("買うものリストに何があったっけ", '{"list": "買うもの"}'),
            examples=("have i got eggs on my shopping list", "買い物リストに何があったっけ"),
        ),
        Meaning(
            label="new",
            says="wants a new list",
            english="create a {list} list",
            japanese="{list}リストを作って",
            slots=("list",),
            needs=("list",),
            examples=("start me a list for the camping trip", "キャンプ用のリストがほしい"),
            filled=("i need a new list for the wedding", '{"list": "wedding"}'),
            filled_ja=("結婚式のリストがほしい", '{"list": "結婚式"}'),
        ),
    ),
    others=("list the planets", "a list of the best films", "shopping at the mall is fun", "世界の国のリスト"),
)
_VOLUME = Topic(
    name="how loud the computer's sound is",
    named=re.compile(
        r"\b(?:volume|mute|louder|quieter|(?:the|this) sound|audio(?! ?books?\b)|too loud)\b"
        r"|音量|ミュート|消音|うるさい|音[がをは]",
        re.IGNORECASE,
    ),
    meanings=(
        Meaning(
            label="up",
            says="wants it louder",
            english="turn up the volume",
            japanese="音量を上げて",
            examples=("i can hardly hear the sound", "音が小さすぎる"),
        ),
        Meaning(
            label="down",
            says="wants it quieter",
            english="turn down the volume",
            japanese="音量を下げて",
            examples=("the sound is far too loud", "音がうるさい"),
        ),
        Meaning(
            label="silent",
            says="wants no sound",
            english="mute",
            japanese="消音にして",
            examples=("put it on mute for a while", "しばらく音はいらない"),
        ),
    ),
    others=("what is the volume of a sphere", "my neighbours are loud", "いい音楽を教えて"),
)
TOPICS = (_ALARMS, _CALENDAR, _LISTS, _VOLUME)

_ELSEWHERE = re.compile(
    r"\b(?:songs?|music|playlists?|movies?|films?|tv|cinema|tracks?|album|artist|podcasts?|e?mails?|contacts?|stocks?|news"
    r"|reservations?|restaurants?|uber|taxi|flights? (?:from|to)|weather)\b"
    r"|曲|音楽|プレイリスト|映画|メール|連絡先|株|ニュース|レストラン|天気",
    re.IGNORECASE,
)
"""What other assistants keep, and Sotto does not."""
_TELLS = re.compile(
    r"^(?:i|we|he|she|they|there)\b(?!(?:[’']d| would) like|.*\b(?:want|need|wish|calendar|schedule|remind|reminder|lists?)\b)",
    re.IGNORECASE,
)
"""“I have a meeting on Monday” may only be told; “put …” and “I need …” want something."""
_ASKS = re.compile(
    r"^(?:what|when|which|where|who|whose|how|is|are|was|were|do|does|did|have (?:i|you|we|they)|has|am|will|any|tell|list|give)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:i|me|my|we|us|our|you)\b", re.IGNORECASE)
_ASKS_JA = re.compile(r"(?:か|の|何|なに|いつ|どこ|誰|っけ|ある|教えて)$")
_MINE_JA = re.compile(r"私|僕|俺|自分|っけ|予定|リスト|アラーム|タイマー|リマイン")


def topic_of(words: str, others: Sequence[Topic] = ()) -> Topic | None:
    """The topic that a sentence may ask something of, of ours and then of ``others``; None for nearly all sentences. ``words`` as
    ``own_words`` gives them."""
    japanese = is_japanese(words)
    long = len(words) > MOST_CHARACTERS_JA if japanese else len(words.split()) > MOST_WORDS
    if long or is_question_about(words) or _ELSEWHERE.search(words):
        return None
    if asks(words) and not (_MINE_JA if japanese else _MINE).search(words):
        return None
    topic = next((topic for topic in (*TOPICS, *others) if topic.named.search(words)), None)
    return None if topic is _CALENDAR and _TELLS.match(words) else topic


def asks(words: str) -> bool:
    """Whether a sentence has the form of a question, which may not change anything."""
    return (_ASKS_JA.search(words) if is_japanese(words) else _ASKS.match(words)) is not None
