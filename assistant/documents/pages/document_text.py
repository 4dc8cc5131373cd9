"""The text of a document that is to be read aloud."""

from __future__ import annotations

import contextlib

from assistant.documents.document_name import DocumentName
from assistant.documents.questions.naming import named
from assistant.errors import NotFound
from assistant.front_door import DocumentsApi

LONGEST_READ = 40_000
"""Characters that are read aloud at once: about three quarters of an hour."""


def document_text(documents: DocumentsApi, called: str, page: int | None) -> str:
    """The text of the one document that is called so, or of one of its pages; empty where no document, or more than one, is.

    Raises ``NotFound`` for a page that it does not have.
    """
    names = [
        DocumentName(document_id=report.document_id, path=report.path)
        for report in documents.files()
        if report.document_id is not None
    ]
    found = named(called, names)
    if len(found) != 1:
        return ""
    first = documents.page_text(found[0].document_id, page)
    text = first.text.strip()
    if page is not None or first.page is None:
        return text[:LONGEST_READ]
    for number in range(first.page + 1, first.page_count + 1):
        if len(text) >= LONGEST_READ:
            break
        # A page without text is none.
        with contextlib.suppress(NotFound):
            text += "\n\n" + documents.page_text(found[0].document_id, number).text.strip()
    return text[:LONGEST_READ]
