"""Chat templates of the wild, rendered into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelUnavailable
from assistant.llm import template_sandbox
from assistant.llm.base import ChatMessage
from assistant.llm.chat_template import CHATML, ChatTemplate

pytestmark = pytest.mark.unit

ALTERNATING = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% set role = 'model' if message['role'] == 'assistant' else message['role'] %}"
    "<turn>{{ role }}\n{{ message['content'] | trim }}<end>\n{% endfor %}"
    "{% if add_generation_prompt %}<turn>model\n{% endif %}"
)
DEFAULT_SYSTEM = (
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}<s>Be nice</s>{% endif %}"
    "<{{ message.role }}>{{ message.content }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
)
IGNORES_SYSTEM = "{% for m in messages %}{% if m.role != 'system' %}[{{ m.content }}]{% endif %}{% endfor %}"
SPLITS = (
    "{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}"
    "{% if loop.last %}{% break %}{% endif %};{% endfor %}"
)


def _message(role: str, content: str) -> ChatMessage:
    return ChatMessage(role=role, content=content)


def _text(template: ChatTemplate, *messages: ChatMessage) -> str:
    return "".join(part.text for part in template.parts(messages))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (CHATML, "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"),
        ("", "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"),
        (ALTERNATING, "<bos><turn>user\nS\n\nU<end>\n<turn>model\n"),
        (DEFAULT_SYSTEM, "<system>S</s><user>U</s><assistant>"),
        (IGNORES_SYSTEM, "[S\n\nU]"),
        (SPLITS, "S;U"),
    ],
)
def test_templates_with_and_without_a_system_role(template: str, expected: str) -> None:
    rendered = _text(ChatTemplate(template, bos="<bos>"), _message("system", "S"), _message("user", "U"))
    assert rendered == expected


@given(st.text(min_size=1))
def test_what_people_wrote_is_never_the_template_s_own(text: str) -> None:
    parts = ChatTemplate(CHATML).parts([_message("user", text)])
    assert [part.text for part in parts if not part.control] == [text]


def test_template_code_in_a_message_is_not_run() -> None:
    assert "{{ 7 * 7 }}" in _text(ChatTemplate(CHATML), _message("user", "{{ 7 * 7 }}"))


@pytest.mark.parametrize(
    "template",
    [
        "{% for",
        "{{ 1 / 0 }}",
        "nothing",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'].system('id') }}",
        "{{ (lipsum|attr('__globals__'))['__builtins__']['__import__']('socket').create_connection(('127.0.0.1', 9)) }}",
        "{{ raise_exception.__globals__ }}",
        "{{ 'a' * 10000000000 }}",
        "{{ [0] * 100000 * 100000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '%*d' % (9999999, 1) }}",
        "{{ '{:9999999999}'.format(1) }}",
        "{{ '%9999999999d' | format(1) }}",
        "{{ 'a'.center(9999999999) }}",
        "{{ 'a' | center(9999999999) }}",
        "{% set n = namespace(x='ab') %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% for a in range(9999) %}{{ 'much text ' * 50 }}{% endfor %}",
        "{% macro again() %}{{ again() }}{{ again() }}{% endmacro %}{{ again() }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set b = 'a' * 999999 %}{{ b | replace('a', b) }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{% if x %}" + "y" * 600_000 + "{% endif %}",
    ],
)
def test_an_unusable_template_is_refused_in_words(template: str) -> None:
    with pytest.raises(ModelUnavailable):
        ChatTemplate(template).parts([_message("user", "hello")])


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ messages[0].content }}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) if b > a %}{% set c = a * b %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set a = m(n - 1) %}{% endif %}{% endmacro %}{% set a = m(60) %}",
    ],
)
def test_a_template_that_goes_round_for_ever_is_stopped(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_sandbox, "MOST_STEPS", 5_000)
    with pytest.raises(ModelUnavailable):
        ChatTemplate(template).parts([_message("user", "hello")])


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% set b = range(9999) | list | sort | length %}{% endfor %}",
        "{% set r = range(99999) %}" + "{% set x = r | sort %}" * 300,
    ],
)
def test_a_template_that_takes_long_at_few_steps_is_stopped(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ChatTemplate(template)
    monkeypatch.setattr(template_sandbox, "LONGEST_S", 0.05)
    with pytest.raises(ModelUnavailable):
        made.parts([_message("user", "hello")])


def test_what_templates_do_with_texts_is_done() -> None:
    template = "{{ '%s: ' % 'a' ~ '{}, '.format(2) ~ ['b', 'c'] | join('-') ~ messages[0].content | trim }}{{ 1 + 2 }}"
    assert _text(ChatTemplate(template), _message("user", "hello")) == "a: 2, b-chello3"


def test_templates_of_known_models_make_lists_joins_and_json() -> None:
    template = ChatTemplate(
        "{% set names = messages | map(attribute='role') | list %}{{ names | join(', ') }};"
        "{{ {'a': [1, 'ä'], 'b': messages | length} | tojson(indent=2) }};"
        "{% set kept = namespace(text='') %}{% for m in messages %}{% set kept.text = kept.text ~ '<' ~ m.role ~ '>' ~ m.content %}"
        "{% endfor %}{{ kept.text.split('<', 1) | last }};{{ '%s-%03d' | format('x', 7) }};{{ messages[1:] | length }}"
        "{% macro end(role) %}[{{ role | upper }}]{% endmacro %}{{ end('assistant') }};{{ (1, 2) | join }}"
    )
    rendered = _text(template, _message("user", "Hi"), _message("assistant", "Ho"))
    assert rendered == (
        'user, assistant;{\n  "a": [\n    1,\n    "ä"\n  ],\n  "b": 2\n};user>Hi<assistant>Ho;x-007;1[ASSISTANT];12'
    )


def test_a_long_conversation_is_within_the_limits() -> None:
    template = ChatTemplate(
        "{% set n = namespace(last=messages | length - 1) %}{% for m in messages[::-1] %}"
        "{% if m.role == 'user' and n.last > loop.index0 %}{% set n.last = loop.index0 %}{% endif %}{% endfor %}"
        "{% for m in messages %}{{ '<' + m.role ~ '>' + m.content.strip() + '\n' }}{% endfor %}"
    )
    messages = [_message("user", f"Message {n}") for n in range(1000)]
    assert _text(template, *messages).count("<user>Message") == 1000


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1, max_size=4))
def test_the_next_prompt_begins_with_the_last_and_its_answer(turns: list[tuple[str, str]]) -> None:
    template = ChatTemplate(CHATML)
    messages = [_message("system", "S")]
    for question, answer in turns:
        messages.append(_message("user", question))
        before = _text(template, *messages)
        messages.append(_message("assistant", answer))
        assert _text(template, *messages, _message("user", "next")).startswith(before + answer)
