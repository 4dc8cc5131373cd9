"""Questions for the place where something stands: "where does it say that subletting is forbidden?". Pure; English and Japanese."""

from __future__ import annotations

from assistant.documents.questions.question_forms import QuestionForms

_WHERE = (
    r"(?:(?:and|so|but|ok(?:ay)?),? )?(?:where(?: exactly)?|(?:(?:on|in|at) )?(?:what|which)"
    r" (?:page|section|clause|paragraph|article|line|document|file|part))"
)
_IT = r"(?:it|this|that|they|(?:the|my|our|this|that) [\w’' -]{1,60}?)"
_SAYS = rf"(?:does|do|did) {_IT} (?:say|state|claim)s? (?:that )?(?P<what>.+)"
_WRITTEN_JA = r"(?:書いて|書かれて|載って|記載されて|出て)(?:あり|ある|い|いる)"
_FORMS = QuestionForms(
    rf"{_WHERE} (?:of|in|on) {_IT} {_SAYS}",
    rf"{_WHERE} {_SAYS}",
    rf"{_WHERE} (?:is it|does it stand) (?:(?:said|stated|written) )?that (?P<what>.+)",
    rf"(?P<what>.+?)(?:と|って)(?:いうこと)?(?:は)?、?(?:どこ|何ページ|第?何条|どの(?:文書|書類|ページ))に{_WRITTEN_JA}.*",
    longest=300,
)


def said_where(question: str) -> str | None:
    """The statement whose place is asked for; None for any other question."""
    return _FORMS.what(question)
