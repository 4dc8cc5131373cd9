"""``sotto skills``: the skills that the user wrote, and which of them may be used."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context
from assistant.errors import NotFound
from assistant.records import UserSkill


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``skills`` and its sub-commands."""
    skills = commands.add_parser("skills", parents=[shared], help="skills that you wrote")
    skills.set_defaults(run=run_list)
    verbs = skills.add_subparsers(title="commands", metavar="COMMAND")
    verbs.add_parser("list", parents=[shared], help="the skills in the skills folder").set_defaults(run=run_list)
    for verb, words in (("allow", "let a skill be used as it is now"), ("forbid", "no longer let a skill be used")):
        one = verbs.add_parser(verb, parents=[shared], help=words)
        one.add_argument("name", metavar="NAME")
        one.add_argument("--digest", default="", metavar="START", help="only if its digest begins like this")
        one.set_defaults(run=run_allow, allowed=verb == "allow")


def run_list(context: Context) -> None:
    """Every skill."""
    folder = context.paths.own_skills
    with context.assistant() as assistant:
        skills = assistant.skills.own_skills()
    context.output.json({"folder": str(folder), "skills": [_shape(skill) for skill in skills]})
    for skill in skills:
        _show(context, skill)
    if not skills:
        context.output.note(f"There are no skills in {folder}.")


def run_allow(context: Context) -> None:
    """Lets a skill be used, or no longer."""
    arguments = context.arguments
    with context.assistant() as assistant:
        found = next((one for one in assistant.skills.own_skills() if one.name == arguments.name), None)
        if found is None or not found.digest.startswith(arguments.digest):
            raise NotFound("There is no such skill.", "See “sotto skills list”.")
        skill = assistant.skills.allow_skill(found.name, found.digest, allowed=arguments.allowed)
    context.output.json({"skill": _shape(skill)})
    _show(context, skill)


def _show(context: Context, skill: UserSkill) -> None:
    say = context.output.text
    if skill.problem is not None:
        at = f" in line {skill.line}" if skill.line else ""
        say(f"{skill.name}: broken{at}. {skill.problem.message} {skill.problem.remedy}")
        return
    changed = "changed since it was allowed" if skill.changed else "not allowed"
    say(f"{skill.name}: {'allowed' if skill.allowed else changed}")
    say(f"  {' '.join(skill.about.split())}")
    for phrase in skill.says:
        say(f"  say      “{phrase}”")
    for one in skill.arguments:
        kind = " or ".join(one.choices) if one.choices else one.kind
        say(f"  takes    {one.name}: {kind}{'' if one.required else ', if it is said'}")
    say(f"  uses     {', '.join(skill.uses) or 'nothing'}")
    say(f"  digest   {skill.digest}")


def _shape(skill: UserSkill) -> dict[str, Any]:
    problem = None
    if skill.problem is not None:
        problem = {"line": skill.line, "message": skill.problem.message, "remedy": skill.problem.remedy}
    return {
        "name": skill.name,
        "file": str(skill.file),
        "about": skill.about,
        "says": list(skill.says),
        "arguments": [
            {"name": one.name, "kind": one.kind, "choices": list(one.choices), "required": one.required}
            for one in skill.arguments
        ],
        "uses": list(skill.uses),
        "digest": skill.digest,
        "allowed": skill.allowed,
        "changed": skill.changed,
        "problem": problem,
    }
