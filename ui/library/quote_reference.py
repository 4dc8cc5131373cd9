"""A quote with its reference, as it goes onto the clipboard."""

from __future__ import annotations

from assistant.documents.file_names import shown_name
from assistant.documents.pages.shown_quote import shown_quote
from assistant.documents.reading.clock_words import clock_words
from assistant.records import Citation
from ui.translations import tr


def quote_with_place(citation: Citation) -> str:
    """The quote on one line, with file and page, or the time in a recording."""
    quote, name = shown_quote(citation), shown_name(citation.document.name)
    if citation.page is None:
        return tr("“{quote}” ({file})").format(quote=quote, file=name)
    if citation.at_s is not None:
        time = clock_words(citation.at_s)
        return tr("“{quote}” ({file}, at {time})").format(quote=quote, file=name, time=time)
    return tr("“{quote}” ({file}, page {page})").format(quote=quote, file=name, page=citation.page)
