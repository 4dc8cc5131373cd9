"""30 questions that nothing was tuned on, over the same files and four more: written first, run afterwards, and left as they are.

The four are made here: orders and their branches, and the costs of an office in Japanese, with its departments.
"""

from __future__ import annotations

import csv
import datetime
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.table_questions import Expected, Files, Row, best, by, counted, has, mean, one, year

_START = datetime.date(2023, 1, 3)
_GOODS = ("Lamp", "Desk", "Chair", "Shelf", "Rug")
_COSTS = ("交通費", "会議費", "消耗品費", "通信費")


def write_new_files(folder: Path) -> None:
    """The four files."""
    days = [_START + datetime.timedelta(days=3 * n) for n in range(240)]
    orders = [
        [n + 1, day.isoformat(), f"B{n * 7 % 6}", _GOODS[n * 11 % 5], n % 9 + 1, f"${(n * 37 % 400) + 20}.50"]
        for n, day in enumerate(days)
    ]
    towns = ("Lyon", "Porto", "Ghent", "Lyon", "Turin", "Porto")
    branches = [[f"B{n}", town, ("West", "East")[n % 2], 1990 + n * 4] for n, town in enumerate(towns)]
    costs = [
        [day.strftime("%Y年%m月%d日"), f"D{n * 5 % 4}", _COSTS[n * 3 % 4], f"{(n * 613 % 9_000) + 300:,}円"]
        for n, day in enumerate(days[:160])
    ]
    departments = [
        ["D0", "営業部", "東京"],
        ["D1", "開発部", "大阪"],
        ["D2", "総務部", "東京"],
        ["D3", "広報部", "福岡"],
    ]
    tables: tuple[tuple[str, Sequence[Sequence[object]]], ...] = (
        ("furniture orders", [["order id", "ordered on", "branch code", "item", "quantity", "price"], *orders]),
        ("branches", [["branch code", "town", "region", "opened"], *branches]),
        ("経費", [["支払日", "部門コード", "費目", "支払額"], *costs]),
        ("部門", [["部門コード", "部門名", "所在地"], *departments]),
    )
    for name, rows in tables:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)


def _price(row: Row) -> float:
    return float(row["price"].lstrip("$"))


def _yen(row: Row) -> float:
    return float(row["支払額"].rstrip("円").replace(",", ""))


def _of(files: Files, name: str, key: str, value: str, wanted: str) -> set[str]:
    return {row[key] for row in files[name] if row[value] == wanted}


def _orders(files: Files, where: Callable[[Row], bool] = lambda _: True) -> list[Row]:
    return [row for row in files["furniture orders"] if where(row)]


def _costs(files: Files, where: Callable[[Row], bool] = lambda _: True) -> list[Row]:
    return [row for row in files["経費"] if where(row)]


def _sums(rows: list[Row], key: Callable[[Row], str], value: Callable[[Row], float]) -> Expected:
    return {(name, sum(value(row) for row in rows if key(row) == name)) for name in {key(row) for row in rows}}


HELD_OUT: list[tuple[str, Callable[[Files], Expected]]] = [
    ("How many airports does Alaska's code AK have?", lambda f: one(len([r for r in f["airports"] if r["state"] == "AK"]))),
    ("Which city has the most airports?", lambda f: _most(counted(f, "airports", "city"))),
    ("How many different cities are in the airports file?", lambda f: one(len({r["city"] for r in f["airports"]}))),
    ("Count the airports in CO and UT", lambda f: one(len([r for r in f["airports"] if r["state"] in {"CO", "UT"}]))),
    ("What was the lowest temp_min in seattle-weather?", lambda f: one(min(f.column("seattle-weather", "temp_min")))),
    ("How many days in seattle-weather had wind over 8?", lambda f: one(len([v for v in f.column("seattle-weather", "wind") if v > 8]))),
    ("average precipitation per month in 2015", lambda f: by_month(f)),
    ("What was the warmest day in Seattle weather?", lambda f: best(f, "seattle-weather", "temp_max", ["date"], True)),
    ("How many rainy days were there in 2014 in seattle-weather?", lambda f: one(len([r for r in f["seattle-weather"] if r["weather"] == "rain" and r["date"].startswith("2014")]))),
    ("What was the highest price of AMZN in 2007?", lambda f: one(max(f.column("stocks", "price", lambda r: r["symbol"] == "AMZN" and r["date"].endswith("2007"))))),
    ("lowest price by symbol", lambda f: by(f, "stocks", lambda r: r["symbol"], "price", min)),
    ("Total net generation of Nuclear Energy between 2005 and 2010", lambda f: one(sum(f.column("iowa-electricity", "net_generation", lambda r: r["source"] == "Nuclear Energy" and "2005" <= r["year"][:4] <= "2010")))),
    ("Which source had the lowest net generation in 2001?", lambda f: best(f, "iowa-electricity", "net_generation", ["source"], False, year("year", "2001"))),
    ("Median age in la-riots by gender", lambda f: by_gender(f)),
    ("How many Latino people are in la-riots?", lambda f: one(len([r for r in f["la-riots"] if r["race"] == "Latino"]))),
    ("What was the average of nonfarm in us-employment in 2010?", lambda f: one(mean(f.column("us-employment", "nonfarm", year("month", "2010"))))),
    ("最高気温が30以上の日は何日ありましたか？", lambda f: one(len([v for v in f.column("seattle-weather", "temp_max") if v >= 30]))),
    ("北海道の市区町村は何件ですか？", lambda f: one(len([r for r in f["市区町村"] if r["都道府県名"] == "北海道"]))),
    ("2014年の平均風速は？", lambda f: one(mean(f.column("seattle-weather", "wind", year("date", "2014"))))),
    ("IBMの終値が一番高かったのはいつですか？", lambda f: {("2009-12-01",)}),
    ("How many furniture orders were there in 2024?", lambda f: one(len(_orders(f, year("ordered on", "2024"))))),
    ("What is the average price of a Desk in furniture orders?", lambda f: one(mean([_price(r) for r in _orders(f, has("item", "Desk"))]))),
    ("total quantity of furniture orders by item", lambda f: _sums(_orders(f), lambda r: r["item"], lambda r: float(r["quantity"]))),
    ("Total quantity of furniture orders by town", lambda f: by_town(f)),
    ("What is the total price of furniture orders from the West region?", lambda f: one(sum(map(_price, _orders(f, lambda r: r["branch code"] in _of(f, "branches", "branch code", "region", "West")))))),
    ("Which branches opened before 2000?", lambda f: {(r["branch code"],) for r in f["branches"] if int(r["opened"]) < 2000}),
    ("経費の支払額の合計は？", lambda f: one(sum(map(_yen, _costs(f))))),
    ("費目別の支払額の平均を教えてください", lambda f: {(name, mean([_yen(r) for r in _costs(f, has("費目", name))])) for name in _COSTS}),
    ("部門名ごとの支払額の合計", lambda f: _sums(_costs(f), lambda r: next(d["部門名"] for d in f["部門"] if d["部門コード"] == r["部門コード"]), _yen)),
    ("東京の部門の経費は何件ありますか？", lambda f: one(len(_costs(f, lambda r: r["部門コード"] in _of(f, "部門", "部門コード", "所在地", "東京"))))),
]  # fmt: skip
FOLLOW_UPS: list[tuple[tuple[str, ...], Callable[[Files], Expected]]] = [
    (("total quantity of furniture orders in 2023", "and in 2024?"), lambda f: one(sum(float(r["quantity"]) for r in _orders(f, year("ordered on", "2024"))))),
    (("total quantity of furniture orders in 2023", "and in 2024?", "only Lamp"), lambda f: one(sum(float(r["quantity"]) for r in _orders(f, year("ordered on", "2024")) if r["item"] == "Lamp"))),
    (("How many airports are there in WA?", "What about OR?"), lambda f: one(len([r for r in f["airports"] if r["state"] == "OR"]))),
    (("average price of MSFT in stocks", "and the highest?"), lambda f: one(max(f.column("stocks", "price", has("symbol", "MSFT"))))),
    (("経費の支払額の合計は？", "交通費だけでは？"), lambda f: one(sum(_yen(r) for r in _costs(f, has("費目", "交通費"))))),
    (("経費の支払額の合計は？", "2024年は？", "費目別では？"), lambda f: _sums(_costs(f, year("支払日", "2024")), lambda r: r["費目"], _yen)),
]  # fmt: skip


def _most(groups: Expected) -> Expected:
    most = max(float(row[1]) for row in groups)
    return {row for row in groups if row[1] == most}


def by_month(files: Files) -> Expected:
    rows = [row for row in files["seattle-weather"] if row["date"].startswith("2015")]
    months = {row["date"][:7] for row in rows}
    return {
        (month.replace("/", "-"), mean([float(row["precipitation"]) for row in rows if row["date"].startswith(month)]))
        for month in months
    }


def by_gender(files: Files) -> Expected:
    return {
        (gender, statistics.median(files.column("la-riots", "age", has("gender", gender))))
        for gender in {row["gender"] for row in files["la-riots"]}
    }


def by_town(files: Files) -> Expected:
    towns = {row["branch code"]: row["town"] for row in files["branches"]}
    return _sums(_orders(files), lambda row: towns[row["branch code"]], lambda row: float(row["quantity"]))
