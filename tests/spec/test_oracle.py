"""The product's measures, through its command line, against the oracle: equal to the cent."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from budget.__main__ import main
from tests.spec.oracle import ADDITIVE, GROUPINGS, POTS, Oracle

NOW = datetime.max
COUNTS = ("released_unknown", "released")
SHARES = ("depletion", "used_share")
DATES = ("01-01", "02-29", "03-31", "05-15", "05-31", "08-31", "09-17", "09-30", "12-31")
CASES = [
    *((date.fromisoformat(f"2024-{day}"), 2024) for day in DATES),
    (date(2025, 3, 31), 2024),
    (date(2025, 3, 31), 2025),
]
MOMENTS = [
    (date(2024, 5, 31), 2024, datetime(2024, 1, 1)),  # nothing is accepted yet
    (date(2024, 5, 31), 2024, datetime(2024, 1, 16, 12, 59, 59)),  # a second before the fourth plan
    (date(2024, 5, 31), 2024, datetime(2024, 1, 16, 13)),  # the moment of the fourth plan itself
    (date(2024, 3, 31), 2024, datetime(2024, 4, 8, 10, 30)),  # three domains have booked
    (date(2024, 3, 31), 2024, datetime(2024, 6, 1)),
    (date(2024, 5, 31), 2024, datetime(2024, 6, 1)),
    (date(2024, 9, 30), 2024, datetime(2024, 6, 1)),
    (date(2025, 3, 31), 2025, datetime(2024, 6, 1)),
    (date(2024, 5, 31), 2024, datetime(2024, 6, 20, 9)),  # the first snapshot
    (date(2024, 8, 31), 2024, datetime(2024, 7, 10)),  # one of two amendments of July
    (date(2024, 9, 30), 2024, datetime(2024, 10, 7, 10)),  # two of seven statements of September
]


@pytest.fixture
def command(example_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command of the product on the example and gives what it printed."""
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{example_database}")

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 0
        return capsys.readouterr().out

    return run


def rows_of(run, as_of: date, year: int, known_at: datetime) -> dict[str, list[dict]]:
    known = () if known_at == NOW else ("--known-at", known_at.isoformat())
    asked = ("--as-of", str(as_of), "--year", str(year), *known)
    return {by: json.loads(run("depletion", "--json", "--by", by, *asked)) for by in GROUPINGS}


def differences(by: str, rows: list[dict], expected: dict[str, dict]) -> list[str]:
    found = {row["key"]: row for row in rows}
    faults = [f"{by}: two rows of one key"] if len(found) != len(rows) else []
    faults += [f"{by} {key!r}: no row, expected {expected[key]}" for key in expected.keys() - found.keys()]
    for key, row in found.items():
        if key not in expected:
            # A domain without any money may have a row, as long as the row says nothing.
            if by != "domain" or any(row[name] for name in (*ADDITIVE, *POTS, *COUNTS, *SHARES)):
                faults.append(f"{by} {key!r}: a row that should not exist: {row}")
            continue
        right = expected[key]
        for name in (*ADDITIVE, *POTS, *COUNTS):
            if row[name] != right[name] or isinstance(row[name], float):
                faults.append(f"{by} {key!r} {name}: expected {right[name]}, got {row[name]!r}")
        for name in SHARES:
            share = None if right[name] is None else pytest.approx(float(right[name]), rel=1e-12)
            if row[name] != share:
                faults.append(f"{by} {key!r} {name}: expected {right[name]}, got {row[name]!r}")
    return faults


def compare(oracle: Oracle, run, as_of: date, year: int, known_at: datetime) -> None:
    answers = rows_of(run, as_of, year, known_at)
    faults = []
    for by, rows in answers.items():
        faults += differences(by, rows, oracle.measures(by, as_of, year, known_at))
    for name in ADDITIVE:
        totals = {by: sum(row[name] for row in rows) for by, rows in answers.items()}
        if len(set(totals.values())) > 1:
            faults.append(f"{name} does not add up: {totals}")
    for name in POTS:
        totals = {by: sum(row[name] for row in answers[by]) for by in ("domain", "source", "theme", "pot")}
        if len(set(totals.values())) > 1:
            faults.append(f"{name} does not add up: {totals}")
    for row in (row for rows in answers.values() for row in rows):
        if row["free"] != row["room"] - row["short"]:
            faults.append(f"{row['by']} {row['key']!r}: free is not room less short")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("as_of", "year"), CASES, ids=str)
def test_every_grouping_as_known_now(oracle: Oracle, command, as_of: date, year: int) -> None:
    compare(oracle, command, as_of, year, NOW)


@pytest.mark.parametrize(("as_of", "year", "known_at"), MOMENTS, ids=str)
def test_every_grouping_as_known_at_a_moment(
    oracle: Oracle, command, as_of: date, year: int, known_at: datetime
) -> None:
    compare(oracle, command, as_of, year, known_at)


def test_the_oracle_has_read_the_whole_example(oracle: Oracle) -> None:
    """Guards the comparison itself: two empty answers are equal too."""
    assert (len(oracle.plans), len(oracle.statements)) == (12, 28)
    everything = oracle.measures("domain", date(2024, 9, 30), 2024)
    assert set(everything) == {"JEU", "VEI", "WBE", "WON", "EID", "LEM", "ORG", ""}
    assert all(group["realised"] > 0 for group in everything.values())
