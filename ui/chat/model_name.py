"""What a model is called where there is little room (pure)."""

from __future__ import annotations

import re

# How its weights were made smaller, which copy of them it is, and that it follows instructions, as every model here does.
_NEEDLESS = re.compile(r"(?: (?:Instruct|it))?(?: (?:Q\d\w*|IQ\d\w*|B?F16|F32))?(?: \([^()]*\))?$")


def short_name(title: str) -> str:
    """The title without what only the models page needs to say."""
    return _NEEDLESS.sub("", title) or title
