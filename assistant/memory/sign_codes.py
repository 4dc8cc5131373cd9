"""Codes of the vectors of messages or facts (``documents.finding.sign_coding``), held in memory, which choose candidates for the
exact comparison. 384 components and an id are 64 bytes, so 100,000 messages take 6 MB.
"""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from assistant.documents.finding.sign_coding import Codes, Floats, SignCoding, highest
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

Kind = Literal["message", "fact"]

FEW = 1000
"""Vectors that are compared without codes."""
_AT_ONCE = 8192
_ROUGH = 6
# Components of a unit vector of 384 numbers rarely pass 0.25; what does is clipped, and the 8 bits go to the rest.
_INT8_SCALE = 127 / 0.25


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """Codes of one model with the rows of their vectors; ``last_row`` is the newest row read."""

    model_id: str
    coding: SignCoding
    ids: npt.NDArray[np.int64]
    codes: Codes
    last_row: int


class SignCodes:
    """Codes of the vectors in ``message_vectors`` or ``fact_vectors``. May be used from any thread."""

    def __init__(self, storage: Storage, kind: Kind) -> None:
        self._storage = storage
        self._kind = kind
        self._lock = threading.Lock()
        self._coded: _Coded | None = None

    def nearest(self, model_id: str, vector: Floats, count: int) -> npt.NDArray[np.int64]:
        """Rows of the ``count`` vectors that, by their codes, come nearest to a unit vector, older ones first; some may be gone.
        All of them where they are few."""
        with self._lock, self._storage.read() as database:
            coded = self._coded = self._up_to_date(database, model_id)
            if coded is None:
                return np.array(self._first(database, model_id, FEW), dtype=np.int64)
        question, ids, codes = coded.coding.question(vector), coded.ids, coded.codes
        if len(ids) > count * _ROUGH:
            likely = highest(question.rough(codes), count * _ROUGH)
            ids, codes = ids[likely], codes.at(likely)
        if len(ids) <= count:
            return ids
        chosen: npt.NDArray[np.int64] = ids[highest(question.close(codes), count)]
        return chosen

    def prepare(self, model_id: str) -> bool:
        """Makes some of the codes that the next search would have to wait for; whether there may be more."""
        with self._lock, self._storage.read() as database:
            before = self._coded
            self._coded = self._up_to_date(database, model_id, at_most=_AT_ONCE)
            return self._coded is not before

    def forget(self) -> None:
        """Drops what is held in memory; it is read again when it is next needed."""
        with self._lock:
            self._coded = None

    def _up_to_date(self, database: Database, model_id: str, at_most: int = -1) -> _Coded | None:
        coded = self._coded if self._coded and self._coded.model_id == model_id else None
        if coded is None:
            if len(self._first(database, model_id, FEW + 1)) <= FEW:
                return None
            sql = f"SELECT embedding FROM {self._kind}_vectors WHERE embedded_by = ? ORDER BY id LIMIT ?"  # noqa: S608 - our name
            vectors = from_int8([row[0] for row in database.execute(sql, (model_id, FEW))])
            coding = SignCoding.of(vectors)
            none = np.empty(0, np.int64)
            coded = _Coded(model_id=model_id, coding=coding, ids=none, codes=coding.codes(vectors[:0]), last_row=0)
        return self._grown(database, coded, at_most)

    def _first(self, database: Database, model_id: str, count: int) -> list[int]:
        """Rows of up to ``count`` vectors."""
        sql = f"SELECT id FROM {self._kind}_vectors WHERE embedded_by = ? ORDER BY id LIMIT ?"  # noqa: S608 - our names
        return [row[0] for row in database.execute(sql, (model_id, count))]

    def _grown(self, database: Database, coded: _Coded, at_most: int) -> _Coded:
        """With the codes of what came after ``last_row``, or of ``at_most`` of it where that is not negative. Some thousand vectors
        are in memory at a time."""
        rows = database.execute(
            f"SELECT id, embedding FROM {self._kind}_vectors WHERE id > ? AND embedded_by = ? ORDER BY id LIMIT ?",  # noqa: S608 - our names
            (coded.last_row, coded.model_id, at_most),
        )
        ids, codes, last_row = [coded.ids], [coded.codes], coded.last_row
        while some := rows.fetchmany(_AT_ONCE):
            ids.append(np.array([row[0] for row in some], dtype=np.int64))
            codes.append(coded.coding.codes(from_int8([row[1] for row in some])))
            last_row = some[-1][0]
        if last_row == coded.last_row:
            return coded
        return dataclasses.replace(coded, ids=np.concatenate(ids), codes=Codes.joined(codes), last_row=last_row)


def to_int8(vector: Floats) -> bytes:
    """A unit vector in 8 bits a component. The scale is the same for all, so cosine similarities hardly change."""
    scaled: npt.NDArray[np.int8] = np.clip(np.rint(vector * _INT8_SCALE), -127, 127).astype(np.int8)
    return scaled.tobytes()


def from_int8(stored: list[bytes]) -> Floats:
    """Unit vectors of one model, a row each, from what ``to_int8`` made of them."""
    vectors = np.frombuffer(b"".join(stored), dtype=np.int8).reshape(len(stored), -1).astype(np.float32)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(norms, np.float32(1e-9))[:, None]
    return vectors
