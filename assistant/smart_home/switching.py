"""The skill that turns lights and switches on and off. Undoing it puts each back as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.records import HomeDevice
from assistant.skills import said
from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.smart_home.home_assistant import STORE, HomeAssistant
from assistant.smart_home.home_words import SwitchWish, named, switch_wish

SHOWN = 8


class HomeSwitch:
    """Turns devices of the smart home on or off: “turn on the kitchen light”, 「キッチンのライトをつけて」."""

    name = "home.switch"

    def __init__(self, home: HomeAssistant) -> None:
        self._home = home

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        del context
        wish = switch_wish(text) if self._home.connected else None
        return Intent(skill=self.name, arguments=wish) if wish is not None else None

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del context
        if len(text) > 80:
            return None
        wish: SwitchWish = question.arguments
        return Intent(skill=self.name, arguments=dataclasses.replace(wish, what=text, sure=True))

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        wish: SwitchWish = intent.arguments
        if not self._home.connected:
            return None
        devices = self._home.devices()
        meant = named(wish.what, devices, every=wish.every)
        if not meant:
            return self._unknown(wish, devices, context) if wish.sure else None
        if len(meant) > 1 and not wish.every:
            sentence = context.words(f"Which one? {_list(meant, context)}", f"どれですか？ {_list(meant, context)}")
            return Question(skill=self.name, sentence=sentence, slot="what", arguments=wish, free=True)
        usable = [device for device in meant if device.state != "unavailable"]
        if not usable:
            return Say(
                sentence=context.words(
                    f"{_list(meant, context)} cannot be reached.", f"{_list(meant, context)}に接続できません。"
                )
            )
        others = [device for device in usable if device.state != wish.state]
        names = _list(others or usable, context)
        on = wish.state == "on"
        if not others:
            already = context.words(
                f"{names} {'is' if len(usable) == 1 else 'are'} {wish.state} already.",
                f"{names}はすでに{'ついて' if on else '消えて'}います。",
            )
            return Say(sentence=already)
        done = context.words(f"Turned {wish.state}: {names}.", f"{names}を{'つけました' if on else '消しました'}。")
        return Plan(
            preview=done,
            done=done,
            changes=tuple(
                Change(store=STORE, key=device.entity, before=device.state, after=wish.state) for device in others
            ),
        )

    def _unknown(self, wish: SwitchWish, devices: Sequence[HomeDevice], context: Context) -> Say:
        asked = said.quoted(wish.what, japanese=context.japanese)
        there = _list(devices, context)
        return Say(
            sentence=context.words(
                f"Home Assistant has nothing called {asked}. There is: {there}.",
                f"Home Assistant に{asked}はありません。あるのは{there}です。",
            )
            if devices
            else context.words(
                "Home Assistant has no lights or switches.", "Home Assistant に照明やスイッチはありません。"
            )
        )


def _list(devices: Sequence[HomeDevice], context: Context) -> str:
    names = context.words(", ", "、").join(device.name for device in devices[:SHOWN])
    more = len(devices) - SHOWN
    return names + context.words(f" and {more} more", f"ほか{more}台") if more > 0 else names
