"""Other tools that answer the same question on the same ledger: spending per line and month."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench import Ratio

from scripts.processor import used_seconds

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)
XLSX_UP_TO = 100_000
"""Largest ledger, in rows, given to openpyxl, hledger, ledger and fava."""
IN_PYTHON = ("pandas-openpyxl", "pandas-calamine", "polars-calamine", "polars-csv", "duckdb-csv", "fava")
ALL = (*IN_PYTHON, "hledger", "ledger")
PROMPT = ("pandas-calamine", "polars-calamine", "duckdb-csv", "ledger")
"""Peers that answer within seconds at 100,000 bookings."""
SAME_FILE = ("pandas-openpyxl", "pandas-calamine", "polars-calamine")
KEEPS = ("fava",)
"""Peers that cache their answers, as we do."""
WARM_RUNS = 50
_LEAST = 1000 / 100 / WARM_RUNS
"""Milliseconds: processor time has a resolution of a hundredth of a second."""
Result = dict[str, float | str]


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Our cost from file to accepted figures, cold, and of the same figures again, against each peer."""
    for rows in SIZES[:2] if quick else SIZES:
        with tempfile.TemporaryDirectory() as name:
            yield from _compare(Path(name), rows, PROMPT if quick and rows > SIZES[0] else ALL)


def _compare(folder: Path, rows: int, names: tuple[str, ...]) -> Iterator[Ratio]:
    _write_ledger(folder, rows)
    own, stored_run = _run_peer("ours", folder, rows), _run_peer("stored", folder, rows)
    peers = {name: _run_peer(name, folder, rows) for name in names if _asks(name, rows)}
    same = {name: result for name, result in peers.items() if name in SAME_FILE and "cold" in result}
    fastest = min(same, key=lambda name: float(same[name]["cold"]), default="")
    for name, result in peers.items():
        if "cold" not in result:
            yield Ratio(f"{rows:,}: {name} is not here", 0, 1, float("inf"), str(result["missing"])[:80])
            continue
        goal = 1.5 if name == fastest and rows == SIZES[1] else float("inf")
        peer = f"{name} {result['version']}" + (", the fastest on this xlsx" if name == fastest else "")
        yield Ratio(f"{rows:,} bookings, cold", float(own["cold"]), float(result["cold"]), goal, peer)
        yield Ratio(
            f"{rows:,}, cold from the store", float(stored_run["cold"]), float(result["cold"]), goal, peer
        )
        if "warm" in result:
            again = float(own["warm"]) * 1000, max(float(result["warm"]) * 1000, _LEAST)
            yield Ratio(
                f"{rows:,}, asked again, in ms", *again, float("inf") if name in KEEPS else 0.01, peer
            )
    yield Ratio(f"{rows:,} bookings, asked again, in ms", float(own["warm"]) * 1000, 1, 1, "a millisecond")


def _asks(name: str, rows: int) -> bool:
    return rows <= XLSX_UP_TO or name not in ("pandas-openpyxl", "hledger", "ledger", "fava")


def _run_peer(name: str, folder: Path, rows: int) -> Result:
    if name in ("hledger", "ledger"):
        return _run_program(name, folder)
    paths = [str(ROOT), str(ROOT / "scripts")] + [str(ROOT / ".peers")] * (name in IN_PYTHON)
    command = [sys.executable, __file__, name, str(folder)]
    process = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": ":".join(paths)}, capture_output=True, text=True, check=False
    )
    if process.returncode:
        return {"missing": (process.stderr.strip().splitlines() or ["?"])[-1]}
    result: Result = json.loads(process.stdout.splitlines()[-1])
    return result


def _run_program(name: str, folder: Path) -> Result:
    program = shutil.which(name)
    if program is None:
        return {"missing": f"no {name} on the path"}
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    arguments = ["balance", "-M"] if name == "hledger" else ["register", "--monthly", "--collapse"]
    begun = used_seconds()
    command = [program, "-f", str(folder / "ledger.journal"), *arguments]
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if process.returncode:
        return {"missing": process.stderr.decode()[:80]}
    return {"cold": used_seconds() - begun, "version": version.splitlines()[0][:40]}


def _write_ledger(folder: Path, rows: int) -> None:
    """The ledger as xlsx and CSV, and as journals for plain text accounting."""
    from bench_intake import HEADERS, big_ledger, ledger_row

    (folder / "ledger.xlsx").write_bytes(big_ledger(rows))
    chance = random.Random(1)
    rows_written = [ledger_row(chance, number) for number in range(rows)]
    with (folder / "ledger.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(rows_written)
    if rows > XLSX_UP_TO:
        return
    journal = (
        f"{row[2]} {row[7]}\n    uit:{row[4]}  {row[8]:.2f} EUR\n    bank\n"
        for row in rows_written
        if row[9] == "realisatie"
    )
    (folder / "ledger.journal").write_text("\n".join(journal), encoding="utf-8")
    names = sorted({row[4] for row in rows_written})
    opened = [f"2023-01-01 open Expenses:{name}" for name in names] + ["2023-01-01 open Assets:Bank"]
    beans = (
        f'{row[2]} * "{row[7]}" ""\n  Expenses:{row[4]}  {row[8]:.2f} EUR\n  Assets:Bank\n'
        for row in rows_written
        if row[9] == "realisatie"
    )
    (folder / "ledger.beancount").write_text("\n".join([*opened, *beans]), encoding="utf-8")


def _measure_cold_and_warm(
    reader: Callable[[], object], ask: Callable[[object], object], version: str
) -> Result:
    """Processor seconds of this process up to the first answer, and of each next answer."""
    result = reader()
    ask(result)
    cold, begun = used_seconds(), used_seconds()
    runs = 0
    while runs < WARM_RUNS and used_seconds() - begun < 2:
        ask(result)
        runs += 1
    return {"cold": cold, "warm": (used_seconds() - begun) / runs, "version": version}


def _through_intake(folder: Path) -> Result:
    """The ledger through the intake, accepted by two persons, then the figures of a page."""
    from bench_intake import deliver

    address = f"sqlite:///{folder}/ours.db"
    deliver(folder / "ledger.xlsx", address)
    return _from_store(folder)


def _from_store(folder: Path) -> Result:
    """The figures of data already stored: the cost of a new process."""
    from budget.model import By
    from budget.programme import load_programme
    from budget.standing.moment import load_standing
    from budget.store.engine import open_store

    programme = load_programme(ROOT / "data" / "samen-nieuw-west")
    store = open_store(f"sqlite:///{folder}/ours.db")
    standing = load_standing(store, programme, date(2024, 9, 30))
    standing.rows(By.LINE)
    standing.pace()
    cold, begun = used_seconds(), used_seconds()
    for _ in range(WARM_RUNS * 100):
        standing.rows(By.LINE)
        standing.pace()
    return {"cold": cold, "warm": (used_seconds() - begun) / WARM_RUNS / 100, "version": "of now"}


def _pandas(folder: Path, engine: str) -> Result:
    import pandas as pd

    def read() -> object:
        rows = pd.read_excel(folder / "ledger.xlsx", engine=engine, skiprows=2)
        rows["Maand"] = pd.to_datetime(rows["Boekdatum"]).dt.to_period("M")
        return rows[rows["Soort"] == "realisatie"]

    def ask(rows: pd.DataFrame) -> object:
        return rows.groupby(["Regelcode", "Maand"])["Bedrag"].sum()

    return _measure_cold_and_warm(read, ask, pd.__version__)  # type: ignore[arg-type]


def _polars(folder: Path, kind: str) -> Result:
    import polars as pl  # type: ignore[import-not-found,unused-ignore]

    def read() -> object:
        if kind == "csv":
            rows = pl.read_csv(folder / "ledger.csv", try_parse_dates=True)
        else:
            rows = pl.read_excel(folder / "ledger.xlsx", engine="calamine", read_options={"header_row": 2})
        return rows.filter(pl.col("Soort") == "realisatie").with_columns(
            pl.col("Boekdatum").cast(pl.Date).dt.truncate("1mo").alias("Maand")
        )

    def ask(rows: pl.DataFrame) -> object:
        return rows.group_by("Regelcode", "Maand").agg(pl.col("Bedrag").sum())

    return _measure_cold_and_warm(read, ask, pl.__version__)


def _duckdb(folder: Path) -> Result:
    import duckdb

    connection = duckdb.connect()
    query = (
        "SELECT Regelcode, date_trunc('month', Boekdatum), sum(Bedrag) FROM r"
        " WHERE Soort = 'realisatie' GROUP BY 1, 2"
    )

    def read() -> object:
        connection.execute(f"CREATE TABLE r AS SELECT * FROM read_csv('{folder}/ledger.csv')")
        return connection

    return _measure_cold_and_warm(read, lambda _: connection.execute(query).fetchall(), duckdb.__version__)


def _fava(folder: Path) -> Result:
    import fava  # type: ignore[import-not-found,unused-ignore]
    from fava.core import FavaLedger  # type: ignore[import-not-found,unused-ignore]

    def read() -> object:
        return FavaLedger(str(folder / "ledger.beancount"))

    def ask(ledger: FavaLedger) -> object:
        return ledger.get_filtered().root_tree

    return _measure_cold_and_warm(read, ask, fava.__version__)


def main(name: str, folder: Path) -> None:
    """Run one peer and print its cost."""
    kind = name.partition("-")[2]
    questions: dict[str, Callable[[], Result]] = {
        "ours": lambda: _through_intake(folder),
        "stored": lambda: _from_store(folder),
        "pandas": lambda: _pandas(folder, kind),
        "polars": lambda: _polars(folder, kind),
        "duckdb": lambda: _duckdb(folder),
        "fava": lambda: _fava(folder),
    }
    print(json.dumps(questions[name.partition("-")[0]]()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
