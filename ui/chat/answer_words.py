"""What is said about an answer besides its text."""

from __future__ import annotations

from assistant.documents.citing.added import owes_to
from assistant.documents.finding.query_words import is_question
from assistant.records import CHAT_SERVER, Answer, Basis, MessageState
from ui.translations import tr
from ui.widgets.counts import number
from ui.widgets.engine_words import joined


def basis_words(
    answer: Answer, *, question: str = "", instead_of_documents: bool = False, replaced: bool = False
) -> str:
    """What the answer stands on, where that is worth a line: general knowledge when the documents were asked first, or do not
    answer a question; what is not supported. Older messages that did not fit are told too.
    ``replaced`` says that a newer version stands in its place."""
    parts = []
    if answer.basis is Basis.DOCUMENTS and not answer.refused:
        if any(not span.supported for span in answer.support):
            parts.append(tr("Underlined sentences are not supported by your documents."))
        missing = dict.fromkeys(word for span in answer.support for word in span.missing)
        if missing:
            parts.append(tr("Not in the source: {words}.").format(words=", ".join(missing)))
    if any(citation.gone for citation in answer.citations):
        parts.append(tr("A document this answer stands on is no longer in your library."))
    if any(citation.stale and not citation.gone for citation in answer.citations):
        parts.append(tr("A document this answer stands on has changed since."))
        if not replaced:
            parts.append(tr("Ask again for what it says now."))
    told = [each.text for each in answer.remembered]
    from_memory = answer.basis is Basis.MEMORY and owes_to(answer.text, question, told)
    if answer.basis is Basis.GENERAL or (answer.basis is Basis.MEMORY and told and not from_memory):
        if instead_of_documents:
            parts.append(tr("From general knowledge, not from your documents."))
        elif answer.timings.retrieval_ms > 0 and is_question(question):
            parts.append(tr("Your documents were searched and do not seem to say; this is general knowledge."))
    if answer.still_indexing and (answer.refused or answer.basis is Basis.GENERAL) and is_question(question):
        parts.append(tr("Not all of your documents are read and indexed yet; ask again when they are."))
    if answer.basis is Basis.DATA and answer.data is not None:
        parts.append(tr("Computed from all rows of your tables."))
    elif answer.data is not None and answer.data.failed:
        parts.append(tr("Your tables could not be computed for this; it is answered from passages."))
    # What was just forgotten is not told from anything.
    if from_memory and told:
        parts.append(tr("From what you told me."))
    if answer.dropped_messages:
        parts.append(tr("%Ln older messages did not fit and were left out.", None, answer.dropped_messages))
    return joined(*parts)


def figures(answer: Answer, *, whole: bool = False) -> str:
    """Speed in one short line, or all figures as lines for a tool tip. Empty for what was not measured."""
    timings = answer.timings
    if not whole:
        if timings.tokens_per_s <= 0 or answer.state is MessageState.FAILED:
            return ""
        return tr("{speed} tokens/s").format(speed=number(timings.tokens_per_s, 1))
    model = answer.model.removeprefix(CHAT_SERVER)
    served = tr("Model: {model}, on the chat server; the question left this machine")
    return "\n".join(
        (
            (served if answer.left_machine else tr("Model: {model}")).format(model=model),
            tr("Search: {ms} ms").format(ms=number(round(timings.retrieval_ms))),
            tr("First word after {ms} ms").format(ms=number(round(timings.first_token_ms))),
            tr("Whole answer: {seconds} s").format(seconds=number(timings.total_ms / 1000, 1)),
            tr("Read %Ln tokens, {reused} of them kept from before", None, timings.prompt_tokens).format(
                reused=number(timings.reused_tokens)
            ),
            tr("Wrote %Ln tokens", None, timings.completion_tokens),
        )
    )
