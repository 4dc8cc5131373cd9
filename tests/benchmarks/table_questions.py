"""Questions over real CSV files, each with what it must give, computed from the file by plain Python."""

from __future__ import annotations

import csv
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]
Value = float | str
Expected = set[tuple[Value, ...]]


class Files:
    """The files as Python reads them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> list[Row]:
        encoding = "cp932" if name == "市区町村" else "utf-8"
        with (self._folder / f"{name}.csv").open(encoding=encoding, newline="") as stream:
            return list(csv.DictReader(stream))

    def column(self, name: str, column: str, where: Callable[[Row], bool] = lambda _: True) -> list[float]:
        return [float(row[column]) for row in self[name] if where(row) and row[column] != ""]


def one(value: float | str) -> Expected:
    return {(value,)}


def by(
    files: Files, name: str, key: Callable[[Row], str], column: str, what: Callable[[list[float]], float]
) -> Expected:
    groups: dict[str, list[float]] = defaultdict(list)
    for row in files[name]:
        groups[key(row)].append(float(row[column]))
    return {(group, what(values)) for group, values in groups.items()}


def counted(files: Files, name: str, column: str) -> Expected:
    return {
        (value, float(count)) for value, count in Counter(row[column] for row in files[name] if row[column]).items()
    }


def best(
    files: Files, name: str, column: str, shown: list[str], most: bool, where: Callable[[Row], bool] = lambda _: True
) -> Expected:
    rows = [row for row in files[name] if row[column] and where(row)]
    end = (max if most else min)(float(row[column]) for row in rows)
    return {tuple(row[each] for each in shown) for row in rows if float(row[column]) == end}


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def year(column: str, wanted: str) -> Callable[[Row], bool]:
    return lambda row: row[column].startswith(wanted)


def has(column: str, *wanted: str) -> Callable[[Row], bool]:
    return lambda row: row[column] in wanted


def _in_2009(row: Row) -> bool:
    return row["date"].endswith("2009")


QUESTIONS: list[tuple[str, Callable[[Files], Expected]]] = [
    ("How many airports are in the table?", lambda f: one(len(f["airports"]))),
    ("How many airports are there in WA?", lambda f: one(len([r for r in f["airports"] if r["state"] == "WA"]))),
    ("how many airports do TX and CA have together", lambda f: one(len([r for r in f["airports"] if r["state"] in {"TX", "CA"}]))),
    ("How many different states are there in the airports file?", lambda f: one(len({r["state"] for r in f["airports"]}))),
    ("Which state has the most airports?", lambda f: {("AK", 263.0)}),
    ("What is the northernmost latitude of the airports?", lambda f: one(max(f.column("airports", "latitude")))),
    ("How many airports are in the city of Seattle?", lambda f: one(len([r for r in f["airports"] if r["city"] == "Seattle"]))),
    ("What was the highest temp_max in Seattle weather?", lambda f: one(max(f.column("seattle-weather", "temp_max")))),
    ("On which date was the wind highest in seattle-weather?", lambda f: best(f, "seattle-weather", "wind", ["date"], True)),
    ("How many days of snow did Seattle weather have?", lambda f: one(len([r for r in f["seattle-weather"] if r["weather"] == "snow"]))),
    ("How many days had precipitation above 25?", lambda f: one(len([v for v in f.column("seattle-weather", "precipitation") if v > 25]))),
    ("What was the total precipitation in 2013?", lambda f: one(sum(f.column("seattle-weather", "precipitation", year("date", "2013"))))),
    ("What was the average wind in January 2014 in the Seattle weather?", lambda f: one(mean(f.column("seattle-weather", "wind", year("date", "2014/01"))))),
    ("total precipitation per year", lambda f: by(f, "seattle-weather", lambda r: r["date"][:4], "precipitation", sum)),
    ("Average temp_max by weather", lambda f: by(f, "seattle-weather", lambda r: r["weather"], "temp_max", mean)),
    ("How often was the weather fog in 2012?", lambda f: one(len([r for r in f["seattle-weather"] if r["weather"] == "fog" and r["date"].startswith("2012")]))),
    ("What share of the days in seattle-weather was sun?", lambda f: one(round(100 * len([r for r in f["seattle-weather"] if r["weather"] == "sun"]) / len(f["seattle-weather"]), 2))),
    ("Median wind in seattle-weather", lambda f: one(statistics.median(f.column("seattle-weather", "wind")))),
    ("What is the average price of MSFT?", lambda f: one(mean(f.column("stocks", "price", has("symbol", "MSFT"))))),
    ("What was the highest price of AAPL?", lambda f: one(max(f.column("stocks", "price", has("symbol", "AAPL"))))),
    ("When was the price of GOOG lowest?", lambda f: {("2004-08-01",)}),
    ("average price by symbol in 2009", lambda f: {(s, mean(f.column("stocks", "price", lambda r, s=s: r["symbol"] == s and _in_2009(r)))) for s in ("MSFT", "AMZN", "IBM", "GOOG", "AAPL")}),  # type: ignore[misc]
    ("Which symbol has the highest average price?", lambda f: {("GOOG", mean(f.column("stocks", "price", has("symbol", "GOOG"))))}),
    ("How much net generation did Renewables have in 2015?", lambda f: one(sum(f.column("iowa-electricity", "net_generation", lambda r: r["source"] == "Renewables" and r["year"].startswith("2015"))))),
    ("total net generation by source", lambda f: by(f, "iowa-electricity", lambda r: r["source"], "net_generation", sum)),
    ("Compare the net generation of Fossil Fuels and Renewables in 2017", lambda f: {(r["source"], float(r["net_generation"])) for r in f["iowa-electricity"] if r["year"].startswith("2017") and r["source"] != "Nuclear Energy"}),
    ("What is the average age in la-riots?", lambda f: one(mean(f.column("la-riots", "age")))),
    ("How many women died in the la-riots?", lambda f: one(len([r for r in f["la-riots"] if r["gender"] == "Female"]))),
    ("Who was the oldest in la-riots?", lambda f: best(f, "la-riots", "age", ["first_name", "last_name", "age"], True)),
    ("count of la-riots by race", lambda f: counted(f, "la-riots", "race")),
    ("How many people in la-riots were older than 60?", lambda f: one(len([v for v in f.column("la-riots", "age") if v > 60]))),
    ("Total construction in us-employment in 2008", lambda f: one(sum(f.column("us-employment", "construction", year("month", "2008"))))),
    ("In which month was manufacturing lowest in us-employment?", lambda f: best(f, "us-employment", "manufacturing", ["month"], False)),
    ("What is the difference between the highest and the lowest temp in sf-temps?", lambda f: one(max(f.column("sf-temps", "temp")) - min(f.column("sf-temps", "temp")))),
    ("市区町村は全部で何件ありますか？", lambda f: one(len(f["市区町村"]))),
    ("東京都の市区町村は何件ありますか？", lambda f: one(len([r for r in f["市区町村"] if r["都道府県名"] == "東京都"]))),
    ("都道府県名は何種類ありますか？", lambda f: one(len({r["都道府県名"] for r in f["市区町村"]}))),
    ("市区町村の件数が一番多い都道府県名は？", lambda f: {max(((k, v) for k, v in counted(f, "市区町村", "都道府県名")), key=lambda p: p[1])}),
    ("都道府県名ごとの市区町村の件数を教えてください", lambda f: counted(f, "市区町村", "都道府県名")),
    ("大阪府と京都府の市区町村の件数を比較してください", lambda f: {p for p in counted(f, "市区町村", "都道府県名") if p[0] in {"大阪府", "京都府"}}),
    ("最高気温の平均は何度ですか？", lambda f: one(mean(f.column("天気", "最高気温")))),
    ("2013年の降水量の合計はいくらですか？", lambda f: one(sum(f.column("天気", "降水量", year("日付", "2013"))))),
    ("雪の日は何日ありましたか？", lambda f: one(len([r for r in f["天気"] if r["天候"] == "雪"]))),
    ("降水量が20以上の日は何日ありましたか？", lambda f: one(len([v for v in f.column("天気", "降水量") if v >= 20]))),
    ("天候別の日数を教えて", lambda f: counted(f, "天気", "天候")),
    ("最低気温が一番低かった日付は？", lambda f: best(f, "天気", "最低気温", ["日付"], False)),
    ("年ごとの降水量の合計をグラフにして", lambda f: by(f, "天気", lambda r: r["日付"][:4], "降水量", sum)),
    ("天候が雨の日の平均風速は？", lambda f: one(mean(f.column("天気", "風速", has("天候", "雨"))))),
    ("銘柄ごとの終値の最高値は？", lambda f: by(f, "株価", lambda r: r["銘柄"], "終値", max)),
    ("AMZNの2008年の終値の平均を教えて", lambda f: one(mean(f.column("株価", "終値", lambda r: r["銘柄"] == "AMZN" and r["月"].endswith("2008"))))),
]  # fmt: skip
