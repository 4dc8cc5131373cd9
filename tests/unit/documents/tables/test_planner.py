"""Questions about one table, understood by rule to the last word, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import value_links
from assistant.documents.tables.planner import plan
from assistant.documents.tables.query import statement
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.question_words import is_common
from assistant.documents.tables.table_store import fold

pytestmark = pytest.mark.unit

ORDERS = (
    TableColumn(name="order_date", type=ColumnType.DATE),
    TableColumn(name="region", type=ColumnType.TEXT),
    TableColumn(name="product", type=ColumnType.TEXT),
    TableColumn(name="units", type=ColumnType.INTEGER),
    TableColumn(name="unit price", type=ColumnType.REAL, unit="$"),
)
VALUES = {1: ("North", "South", "OR"), 2: ("Tea", "Green tea", "Many")}
SALES = (
    TableColumn(name="日付", type=ColumnType.DATE),
    TableColumn(name="店舗", type=ColumnType.TEXT),
    TableColumn(name="商品名", type=ColumnType.TEXT),
    TableColumn(name="売上金額(円)", type=ColumnType.INTEGER, unit="円"),
    TableColumn(name="個数", type=ColumnType.INTEGER),
)
JAPANESE_VALUES = {1: ("東京店", "大阪店"), 2: ("りんご", "みかん")}


def sql_of(question: str) -> str | None:
    japanese = not question.isascii()
    columns, values, names = (SALES, JAPANESE_VALUES, ("売上一覧",)) if japanese else (ORDERS, VALUES, ("orders",))
    hits = [(column, fold(cell), cell, 1) for column, cells in values.items() for cell in cells]
    links = value_links(fold(question), question, hits, columns, as_written=is_common)
    query = plan(fold(question), AskedTable(columns=columns, names=names, values=tuple(links))).query
    return None if query is None else statement(query, "t", columns)


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("How many orders are there?", 'SELECT count(*) AS "count" FROM "t"'),
        ("How many orders came from the North?", None),
        ("How many orders are from the north region?", """SELECT count(*) AS "count" FROM "t" WHERE "region" = 'North'"""),
        ("How many orders are not from North?", """FROM "t" WHERE ("region" IS NULL OR NOT "region" = 'North')"""),
        ("Total units of green tea", """SELECT sum("units") AS "sum units" FROM "t" WHERE "product" = 'Green tea'"""),
        ("what is the average unit price?", 'SELECT avg("unit price") AS "avg unit price" FROM "t"'),
        ("Median units in OR", """SELECT median("units") AS "median units" FROM "t" WHERE "region" = 'OR'"""),
        ("orders with units over 1,000", 'SELECT * FROM "t" WHERE "units" > 1000'),
        ("How many orders with at least 5 units?", 'SELECT count(*) AS "count" FROM "t" WHERE "units" >= 5'),
        ("How many orders have units between 5 and 9", """FROM "t" WHERE "units" >= 5 AND "units" <= 9"""),
        ("How many different products are there?", 'SELECT count(DISTINCT "product") AS "count distinct product" FROM "t"'),
        ("highest unit price", 'SELECT max("unit price") AS "max unit price" FROM "t"'),
        ("Sum of units in March 2024", """"t" WHERE "order_date" >= '2024-03-01' AND "order_date" < '2024-04-01'"""),
        ("total units since 2023", """SELECT sum("units") AS "sum units" FROM "t" WHERE "order_date" >= '2023-01-01'"""),
        ("total units before 2023-02-05", """SELECT sum("units") AS "sum units" FROM "t" WHERE "order_date" < '2023-02-05'"""),
        ("units sold to pirates", None),
        ("How many Many orders?", """SELECT count(*) AS "count" FROM "t" WHERE "product" = 'Many'"""),
        ("What percentage of orders are Tea?", """THEN 1 ELSE 0 END) / count(*), 2) AS "%" FROM "t\""""),
    ],
)  # fmt: skip
def test_english(question: str, sql: str | None) -> None:
    made = sql_of(question)
    assert made == sql or (made is not None and sql is not None and sql in made)


HEAT_PUMPS = (
    TableColumn(name="Model", type=ColumnType.TEXT),
    TableColumn(name="Heating power", type=ColumnType.INTEGER, unit="kW"),
    TableColumn(name="Noise", type=ColumnType.INTEGER, unit="dB"),
    TableColumn(name="Weight", type=ColumnType.INTEGER, unit="kg"),
)
COOLERS_JA = (
    TableColumn(name="型番", type=ColumnType.TEXT),
    TableColumn(name="騒音", type=ColumnType.INTEGER, unit="dB"),
    TableColumn(name="重量", type=ColumnType.INTEGER, unit="kg"),
)


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        (
            "Which model is the quietest?",
            'SELECT "Model", "Noise" FROM "t" WHERE "Noise" = (SELECT min("Noise") FROM "t")',
        ),
        ("what is the loudest model", 'WHERE "Noise" = (SELECT max("Noise") FROM "t")'),
        ("Which model is the heaviest?", 'WHERE "Weight" = (SELECT max("Weight") FROM "t")'),
        ("Which model is the most powerful?", 'WHERE "Heating power" = (SELECT max("Heating power") FROM "t")'),
        ("Which model has the lowest noise?", 'WHERE "Noise" = (SELECT min("Noise") FROM "t")'),
        ("Which models are quieter than 50 dB?", '"Noise" < 50'),
        ("models with a weight over 120 kg", '"Weight" > 120'),
        ("models with a weight over 120 g", None),
        ("models lighter than 500 g", None),
        ("Which model is the fastest?", None),
        ("一番静かな型番はどれですか", '"騒音" = (SELECT min("騒音") FROM "t")'),
        ("最も重い型番は何ですか", '"重量" = (SELECT max("重量") FROM "t")'),
        ("一番速い型番はどれですか", None),
    ],
)
def test_superlatives_are_of_the_column_that_measures_them(question: str, sql: str | None) -> None:
    columns = HEAT_PUMPS if question.isascii() else COOLERS_JA
    query = plan(fold(question), AskedTable(columns=columns, names=("technical data",))).query
    assert (query is None) == (sql is None)
    assert query is None or str(sql) in statement(query, "t", columns)


CUSTOMERS = (
    TableColumn(name="name", type=ColumnType.TEXT),
    TableColumn(name="average_spend", type=ColumnType.INTEGER),
)
AGE = TableColumn(name="age", type=ColumnType.INTEGER)


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("How many customers over 30?", '"age" > 30'),
        ("How many customers are older than 30?", '"age" > 30'),
        ("How many customers aged 30 or older?", '"age" >= 30'),
        ("How many customers between 30 and 40?", '"age" >= 30 AND "age" <= 40'),
        ("30歳以上の顧客は何人ですか", '"age" >= 30'),
    ],
)
def test_years_of_age_are_of_no_other_column(question: str, condition: str) -> None:
    with_age = plan(fold(question), AskedTable(columns=(*CUSTOMERS, AGE), names=("customers", "顧客")))
    assert with_age.query is not None
    assert statement(with_age.query, "t", (*CUSTOMERS, AGE)).endswith(f"WHERE {condition}")
    without = plan(fold(question), AskedTable(columns=CUSTOMERS, names=("customers", "顧客")))
    # Neither a rule nor a model is to take another number for it.
    assert (without.query, without.computes) == (None, False)


@pytest.mark.parametrize(
    ("question", "columns", "names"),
    [
        ("How many customers with an average spend over 30?", CUSTOMERS, ("customers",)),
        ("How many customers over 3000?", CUSTOMERS, ("customers",)),
        (
            "How many stores with customers over 30?",
            (TableColumn(name="store", type=ColumnType.TEXT), TableColumn(name="customers", type=ColumnType.INTEGER)),
            ("stores",),
        ),
    ],
)
def test_other_numbers_of_people_are_as_before(
    question: str, columns: tuple[TableColumn, ...], names: tuple[str, ...]
) -> None:
    query = plan(fold(question), AskedTable(columns=columns, names=names)).query
    assert query is not None
    assert [condition.column for condition in query.conditions] == [len(columns) - 1]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("total units by region", ["GROUP BY 1", 'sum("units")', '"region"']),
        ("average unit price per month", ["strftime('%Y-%m', \"order_date\")", 'avg("unit price")']),
        ("Which region has the most orders?", ["count(*)", "max(", "GROUP BY 1"]),
        ("Which product sold the most units?", None),
        ("Which product has the highest total units?", ['sum("units")', "GROUP BY 1", "max("]),
        ("top 3 products by units", ['sum("units")', "LIMIT 3", "DESC"]),
        ("compare units of Tea and Green tea", ["IN ('Green tea', 'Tea')", "GROUP BY 1"]),
        ("latest order_date", ['max("order_date")']),
        ("units over time as a chart", ['"order_date"', "GROUP BY 1", "ORDER BY 1"]),
    ],
)
def test_english_groups(question: str, parts: list[str] | None) -> None:
    made = sql_of(question)
    assert (made is None) == (parts is None)
    for part in parts or ():
        assert part in str(made)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("売上一覧は何件ありますか？", ["count(*)"]),
        ("東京店の売上金額の合計はいくらですか？", ['sum("売上金額(円)")', "\"店舗\" = '東京店'"]),
        ("りんごの個数の平均は？", ['avg("個数")', "\"商品名\" = 'りんご'"]),
        ("店舗ごとの売上の合計を教えてください", ['sum("売上金額(円)")', "GROUP BY 1"]),
        ("2024年3月の売上金額の合計", ["\"日付\" >= '2024-03-01'", "\"日付\" < '2024-04-01'"]),
        ("個数が10以上は何件ありますか", ['"個数" >= 10', "count(*)"]),
        ("売上が1万円以上の件数", ['"売上金額(円)" >= 10000', "count(*)"]),
        ("月別の売上の推移をグラフにして", ["strftime('%Y-%m', \"日付\")", 'sum("売上金額(円)")']),
        ("商品名は何種類ありますか", ['count(DISTINCT "商品名")']),
        ("売上金額が一番高い商品名は？", ['"商品名"', "max("]),
        ("大阪店以外の個数の合計は？", ["NOT", "大阪店", 'sum("個数")']),
        ("東京店と大阪店の売上金額を比較して", ["IN ('東京店', '大阪店')", "GROUP BY 1"]),
        ("幽霊の売上の合計は？", None),
    ],
)
def test_japanese(question: str, parts: list[str] | None) -> None:
    made = sql_of(question)
    assert (made is None) == (parts is None), made
    for part in parts or ():
        assert part in str(made)


@pytest.mark.parametrize(
    "question",
    [
        "What notice does the lease require?",
        "Hello!",
        "What is the capital of France?",
        "Drop the table orders",
        "How many moons does Jupiter have?",
        "契約の期間はいつまでですか",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert sql_of(question) is None


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    sql_of(text)


@given(st.text(min_size=1, max_size=20))
def test_a_cell_cannot_leave_its_quotes(cell: str) -> None:
    from assistant.documents.tables.query import Condition, Op, Query

    query = Query(op=Op.COUNT, conditions=(Condition(column=1, op="in", values=(cell,)),))
    made = statement(query, "t", ORDERS)
    assert made.count("'") % 2 == 0
    assert made.endswith("'")


def test_what_tells_rows_apart_is_not_computed_with() -> None:
    columns = (
        TableColumn(name="order_id", type=ColumnType.INTEGER),
        TableColumn(name="amount", type=ColumnType.INTEGER),
        TableColumn(name="city", type=ColumnType.TEXT),
    )
    table = AskedTable(columns=columns, names=("orders",))

    def sql(question: str) -> str | None:
        query = plan(question, table).query
        return None if query is None else statement(query, "orders", columns)

    assert sql("how many orders are there") == 'SELECT count(*) AS "count" FROM "orders"'
    assert sql("total amount of orders") == 'SELECT sum("amount") AS "sum amount" FROM "orders"'
    assert sql("which city has the highest total price") is None


def test_a_year_behind_a_number_and_a_word_that_begins_like_a_column() -> None:
    columns = (
        TableColumn(name="town", type=ColumnType.TEXT),
        TableColumn(name="country", type=ColumnType.TEXT),
        TableColumn(name="opened", type=ColumnType.INTEGER),
    )
    table = AskedTable(columns=columns, names=("branches",))

    def sql(question: str) -> str | None:
        query = plan(question, table).query
        return None if query is None else statement(query, "b", columns)

    assert sql("count the branches") == 'SELECT count(*) AS "count" FROM "b"'
    assert sql("how many branches opened before 2000") == 'SELECT count(*) AS "count" FROM "b" WHERE "opened" < 2000'


EXPENSES = (
    TableColumn(name="date", type=ColumnType.DATE),
    TableColumn(name="shop", type=ColumnType.TEXT),
    TableColumn(name="category", type=ColumnType.TEXT),
    TableColumn(name="amount", type=ColumnType.REAL),
)
HOUSEHOLD = (
    TableColumn(name="日付", type=ColumnType.DATE),
    TableColumn(name="店", type=ColumnType.TEXT),
    TableColumn(name="金額", type=ColumnType.INTEGER, unit="円"),
)
JANUARY = """strftime('%m', "date") = '01'"""


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How much did I spend on food in January?", ['sum("amount")', """"category" = 'food'""", JANUARY]),
        ("How much have I spent at Green Market?", ['sum("amount")', """"shop" = 'Green Market'"""]),
        ("How much did I pay for food?", ['sum("amount")', """"category" = 'food'"""]),
        ("Which shop did I spend the most at?", ['sum("amount")', "GROUP BY 1", 'max("sum amount")', '"shop"']),
        ("What did I spend the most on?", ['sum("amount")', '"category"']),
        ("When did I spend the most?", ['sum("amount")', 'max("sum amount")', 'date("date")']),
        ("What was my biggest single expense?", ['SELECT "shop", "amount"', 'max("amount")']),
        ("Which was my cheapest purchase?", ['min("amount")']),
        ("How many expenses are there?", ["count(*)"]),
        ("How many of my expenses are over 50?", ["count(*)", '"amount" > 50']),
        ("How many food expenses are there?", ["SELECT count(*)", """"category" = 'food'"""]),
        ("How many Green Market purchases were there in January?", ["SELECT count(*)", "'Green Market'", JANUARY]),
        ("How many times did I go to the Green Market?", ["SELECT count(*)", "'Green Market'"]),
        ("How often have we shopped at Green Market in January?", ["SELECT count(*)", "'Green Market'", JANUARY]),
        ("Which category cost the most?", ['sum("amount")', "GROUP BY 1", 'max("sum amount")', '"category"']),
        ("Which category cost the least in January?", ['sum("amount")', 'min("sum amount")', JANUARY]),
        ("Which shop has the highest amount?", ['SELECT "shop", "amount"', 'max("amount")']),
        ("How many purchases over €50?", ["count(*)", '"amount" > 50']),
        ("List my expenses over 50 euros", ['SELECT * FROM "t" WHERE "amount" > 50']),
        ("What were my expenses in January?", ["SELECT *", JANUARY]),
        ("Show my spending by category as a chart", ['sum("amount")', '"category"']),
        ("When do I have to pay?", None),
        ("What does the lawyer cost?", None),
        ("どの店で一番使いましたか？", ['sum("金額")', '"店"']),
        ("緑市場でいくら使いましたか？", ['sum("金額")', "'緑市場'"]),
        ("緑市場に何回行きましたか？", ["SELECT count(*)", "'緑市場'"]),
        ("一番大きな出費は何ですか？", ['SELECT "店", "金額"', 'max("金額")']),
        ("月別の支出を教えて", ['sum("金額")', "strftime('%Y-%m'"]),
        ("支払いはいつですか？", None),
    ],
)  # fmt: skip
def test_what_was_spent_is_the_column_of_amounts(question: str, parts: list[str] | None) -> None:
    japanese = not question.isascii() and "€" not in question
    columns, values, name = (
        (HOUSEHOLD, {1: ("緑市場",)}, "家計簿")
        if japanese
        else (EXPENSES, {1: ("Green Market",), 2: ("food",)}, "expenses")
    )
    hits = [(column, fold(cell), cell, 1) for column, cells in values.items() for cell in cells]
    links = value_links(fold(question), question, hits, columns, as_written=is_common)
    query = plan(fold(question), AskedTable(columns=columns, names=(name,), values=tuple(links))).query
    sql = "" if query is None else statement(query, "t", columns)
    assert (parts is None) is (query is None), sql
    assert all(part in sql for part in parts or []), sql


def test_that_something_costs_does_not_mean_a_table_by_itself() -> None:
    table = AskedTable(columns=EXPENSES, names=("expenses",))
    assert plan("how much does it cost", table).links == 0
    assert plan("how much did i spend", table).links == 1
