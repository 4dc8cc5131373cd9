"""The keys of the media players on this desktop: "pause the music", "next track", 「次の曲」."""

from __future__ import annotations

import dataclasses
import re

from assistant.skills import said
from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Say, Understood
from assistant.skills.desktop.media_players import PAUSED, PLAYING, STORE, MediaPlayers

_WHAT = r"(?:(?:the|my|this|that)\s+)?(?:music|songs?|tracks?|playback|video|film|movie|podcast|radio|media|player|media player)"
_COMMANDS = (
    (rf"(?:pause|stop|halt)\s+{_WHAT}(?:\s+playing)?|(?:pause|stop) playing(?: music)?", "pause"),
    (rf"(?:resume|continue|unpause|play)\s+{_WHAT}(?:\s+again)?|(?:press |hit )?play", "play"),
    (rf"(?:(?:play|skip to|go to)\s+)?(?:the\s+)?next\s+(?:song|track|video|one)|skip(?:\s+{_WHAT})?", "Next"),
    (r"(?:(?:play|go back to|go to)\s+)?(?:the\s+)?(?:previous|last)\s+(?:song|track|video)", "Previous"),
    (
        r"(?:音楽|曲|動画|再生|ラジオ)を(?:止めて|とめて|停止(?:して)?|一時停止(?:して)?)(?:ください)?|一時停止(?:して)?",
        "pause",
    ),
    (
        r"(?:音楽|曲|動画|ラジオ)を(?:再開(?:して)?|再生(?:して)?|かけて|流して)(?:ください)?|再生(?:を再開)?して",
        "play",
    ),
    (r"次の曲(?:にして|に変えて|を(?:かけて|流して|再生して))?|曲を(?:飛ばして|スキップ(?:して)?)", "Next"),
    (r"前の曲(?:に戻して|にして|を(?:かけて|流して|再生して))?", "Previous"),
)
_PATTERNS = tuple((re.compile(rf"^(?:{pattern})$", re.IGNORECASE), act) for pattern, act in _COMMANDS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MediaKey:
    """``act`` is ``play``, ``pause``, ``Next`` or ``Previous``."""

    act: str


class MediaKeys(AsksNothing):
    """Lets the media player of the desktop play, pause, and go to the next or the previous piece."""

    name = "media.key"

    def __init__(self, players: MediaPlayers) -> None:
        self._players = players

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        del context
        act = next((act for pattern, act in _PATTERNS if pattern.match(text)), None)
        return Intent(skill=self.name, arguments=MediaKey(act=act)) if act is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        act = intent.arguments.act
        players = self._players.all()
        if not players:
            return Say(
                sentence=context.words(
                    "No media player is running that I could reach.", "操作できるメディアプレーヤーが動いていません。"
                )
            )
        player, status = next(iter(players.items()))
        name = said.quoted(player.split(".")[3].capitalize(), japanese=context.japanese)
        if act in ("play", "pause"):
            after = PLAYING if act == "play" else PAUSED
            done = context.words(
                f"{name} plays." if act == "play" else f"{name} is paused.",
                f"{name}を再生します。" if act == "play" else f"{name}を一時停止しました。",
            )
            if (status == PLAYING) == (act == "play"):
                return Say(sentence=done)
            return Plan(preview=done, done=done, changes=(Change(store=STORE, key=player, before=status, after=after),))
        done = context.words(
            f"{name}: {'next' if act == 'Next' else 'previous'}.",
            f"{name}：{'次' if act == 'Next' else '前'}の曲です。",
        )
        key = f"{player}#"
        change = Change(store=STORE, key=key, before=self._players.read(key), after=act)
        return Plan(preview=done, done=done, changes=(change,), undoable=False, harmless=True)
