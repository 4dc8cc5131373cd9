"""Which documents a few words name: by title, file name, folder or collection. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents import query_words
from assistant.documents.whole_documents import DocumentName

_KINDS = frozenset(
    query_words.stem(word)
    for word in (
        *("document", "documents", "file", "files", "folder", "collection", "paper", "text"),
        *("pdf", "docx", "pptx", "xlsx", "txt", "md", "html", "epub", "odt", "rtf", "csv", "eml"),
    )
)
"""Words that say what something is and not which one."""
_JAPANESE_KINDS = ("ドキュメント", "ファイル", "フォルダー", "フォルダ", "コレクション", "文書", "資料", "書類")


def named(phrase: str, documents: Sequence[DocumentName]) -> list[DocumentName]:
    """The documents whose names hold every word of the phrase; all of a folder or collection where it is named; none when
    the phrase says nothing. A document that is called exactly so comes alone."""
    plain = _plain(phrase)
    exact = [one for one in documents if plain in (_plain(one.title), _plain(one.path.stem), _plain(one.path.name))]
    if exact and plain:
        return exact[:1]
    together = [one for one in documents if plain in (_plain(one.collection), _plain(one.path.parent.name))]
    if together and plain:
        return together
    terms = _terms(phrase)
    return [one for one in documents if terms <= _terms(f"{one.title} {one.path.name}")] if terms else []


def _terms(text: str) -> frozenset[str]:
    for kind in _JAPANESE_KINDS:
        text = text.replace(kind, " ")
    found = [query_words.stem(word) for word in query_words.content_words(_spaced(text))]
    pairs = query_words.content_pairs(text) if query_words.has_unspaced(text) else []
    return frozenset([*found, *pairs]) - _KINDS


def _plain(text: str) -> str:
    return " ".join(word for word in query_words.words(_spaced(text)) + query_words.pairs(text))


def _spaced(text: str) -> str:
    return text.replace("_", " ").replace("-", " ").replace(".", " ")
