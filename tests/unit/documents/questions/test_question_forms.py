"""Questions of a known form, and what they ask about."""

from __future__ import annotations

import pytest

from assistant.documents.questions.question_forms import QuestionForms

pytestmark = pytest.mark.unit

FORMS = QuestionForms(r"where is (?P<what>.+) mentioned", r"where is (?P<what>.+)", longest=40)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Where is  the “boiler”\nmentioned?", "the “boiler"),
        ("where is 'hens' mentioned", "hens"),
        ("Where is the hall?!", "the hall"),
        ("So where is the hall?", None),
        ('where is ""?', None),
        (f"where is {'a' * 40}?", None),
        ("", None),
    ],
)
def test_the_first_form_that_a_whole_question_has_tells_what_it_asks_about(question: str, what: str | None) -> None:
    assert FORMS.what(question) == what
