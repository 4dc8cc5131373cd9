"""Chat templates made to fill the memory: each is refused before it holds much, and the process goes on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.integration

MOST_GROWTH_MIB = 200
"""Of the process, over all of them; the mildest of them would make gigabytes."""
TEMPLATES = [
    "{% set b = 'a' * 999999 %}{{ b | replace('a', b) }}",
    "{% set b = 'a' * 999999 %}{{ b.replace('a', b) }}",
    "{% set b = 'a' * 999999 %}{{ ([b] * 999) | join }}",
    "{{ (range(99999) | list) | join('a' * 999999) }}",
    "{{ range(99999) | map('replace', '', 'a' * 9999) | join }}",
    "{{ ('a' * 9999).join(range(99999) | map('string')) }}",
    "{{ (' ' * 999999) | wordwrap(1, wrapstring='a' * 999999) }}",
    "{{ ('a\n' * 99999) | indent('a' * 99999) }}",
    "{{ ('\t' * 999999).expandtabs(999999) }}",
    "{% set b = 'a' * 999999 %}{{ ('%s' * 333333) % ([b] * 333333) }}",
    "{% set b = 'a' * 999999 %}{{ ('{0}' * 333333).format(b) }}",
    "{{ ('%9999d' * 99999) % (1, 2) }}",
    "{{ ('a' * 999999).translate({97: 'a' * 999999}) }}",
    "{{ lipsum(999999, false, 999998, 999999) }}",
    "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=1) %}{% for a in range(60) %}{% set n.x = namespace(a=n.x, b=n.x) %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=1) %}{% for a in range(60) %}{% set n.x = dict(a=n.x, b=n.x) %}{% endfor %}{{ n.x }}",
    "{% set n = namespace() %}{% set n.x = n %}{{ n }}",
    "{% set b = 'a' * 9999 %}{% set c %}{% for a in range(99999) %}{{ b }}{% endfor %}{% endset %}{{ c | length }}",
    "{% set c %}{% for a in range(99999) %}" + "much text " * 50 + "{% endfor %}{% endset %}{{ c | length }}",
    "{% set c %}{% for a in range(99999) %}{{ '" + "much text " * 50 + "' }}{% endfor %}{% endset %}",
    "{% set b = 'a' * 999999 %}" + "".join(f"{{% set c{n} = b[1:] %}}" for n in range(60)),
    "{% set b = 'a' * 999990 %}" + "".join(f"{{% set c{n} = b ~ 1 %}}" for n in range(60)),
    "{% set b = 'a' * 999990 %}" + "".join(f"{{% set c{n} = b | upper %}}" for n in range(60)),
]
TRY = """
import json, resource, sys
from assistant.errors import ModelUnavailable
from assistant.llm.base import ChatMessage
from assistant.llm.chat_template import CHATML, ChatTemplate
asked = [ChatMessage(role="user", content="hello")]
ChatTemplate(CHATML).parts(asked)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
passed = []
for template in json.load(sys.stdin):
    try:
        ChatTemplate(template).parts(asked)
        passed.append(template)
    except ModelUnavailable:
        continue
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
afterwards = "".join(part.text for part in ChatTemplate(CHATML).parts(asked))
print(json.dumps({"passed": passed, "grown_mib": grown, "afterwards": afterwards}))
"""


def test_a_template_made_to_fill_the_memory_is_refused_and_the_process_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        input=json.dumps(TEMPLATES),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["passed"] == []
    assert found["grown_mib"] < MOST_GROWTH_MIB
    assert found["afterwards"] == "<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\n"
