"""The product's measures against the oracle: equal to the cent.

They come from one standing; a grouping of each case, another one each time, comes from the command line too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import cycle
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.access import VISITOR
from budget.model import By, Programme
from budget.store.engine import Store, open_store
from budget.usecases.figures import figure_rows, load_figures
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
    """Run a command of the product on the example and return its output."""
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{example_database}")

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture(scope="module")
def example_store(example_database: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{example_database}")
    yield found
    found.close()


Answers = Callable[[str, date, int, datetime], dict[str, list[dict]]]


@pytest.fixture
def answers(command: Callable[..., str], example_store: Store, programme: Programme) -> Answers:
    """The rows of every grouping; those of the grouping `printed` come from the command as well."""

    def ask(printed: str, as_of: date, year: int, known_at: datetime) -> dict[str, list[dict]]:
        known = None if known_at == NOW else known_at
        standing = load_figures(example_store.of(programme.id), programme, VISITOR, as_of, as_of, year, known)
        rows = {by: as_json(figure_rows(standing, By(by))) for by in GROUPINGS}
        words = ("--known-at", known.isoformat()) if known else ()
        asked = ("--as-of", str(as_of), "--year", str(year), *words)
        assert json.loads(command("depletion", "--json", "--by", printed, *asked)) == rows[printed]
        return rows

    return ask


def as_json(rows: list[dict]) -> list[dict]:
    return json.loads(json.dumps(rows, default=str))


def differences(by: str, rows: list[dict], expected: dict[str, dict]) -> list[str]:
    found = {row["key"]: row for row in rows}
    faults = [f"{by}: two rows of one key"] if len(found) != len(rows) else []
    faults += [f"{by} {key!r}: no row, expected {expected[key]}" for key in expected.keys() - found.keys()]
    for key, row in found.items():
        if key not in expected:
            # A domain without any money may have a row, if the row is empty.
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


def compare(oracle: Oracle, found: dict[str, list[dict]], as_of: date, year: int, known_at: datetime) -> None:
    faults = []
    for by, rows in found.items():
        faults += differences(by, rows, oracle.measures(by, as_of, year, known_at))
    for name in ADDITIVE:
        totals = {by: sum(row[name] for row in rows) for by, rows in found.items()}
        if len(set(totals.values())) > 1:
            faults.append(f"{name} does not add up: {totals}")
    for name in POTS:
        totals = {by: sum(row[name] for row in found[by]) for by in ("domain", "source", "theme", "pot")}
        if len(set(totals.values())) > 1:
            faults.append(f"{name} does not add up: {totals}")
    for row in (row for rows in found.values() for row in rows):
        if row["free"] != row["room"] - row["short"]:
            faults.append(f"{row['by']} {row['key']!r}: free is not room less short")
    assert not faults, "\n".join(faults)


def with_grouping(cases: list[tuple]) -> list[tuple]:
    """Each case, with the grouping requested on the command line."""
    return [(printed, *case) for printed, case in zip(cycle(GROUPINGS), cases)]


@pytest.mark.parametrize(("printed", "as_of", "year"), with_grouping(CASES), ids=str)
def test_every_grouping_equals_the_oracle_now(
    oracle: Oracle, answers: Answers, printed: str, as_of: date, year: int
) -> None:
    compare(oracle, answers(printed, as_of, year, NOW), as_of, year, NOW)


@pytest.mark.parametrize(("printed", "as_of", "year", "known_at"), with_grouping(MOMENTS), ids=str)
def test_every_grouping_equals_the_oracle_at_an_earlier_state_of_knowledge(
    oracle: Oracle, answers: Answers, printed: str, as_of: date, year: int, known_at: datetime
) -> None:
    compare(oracle, answers(printed, as_of, year, known_at), as_of, year, known_at)


def test_the_oracle_has_read_the_whole_example(oracle: Oracle) -> None:
    """Guards the comparison itself: two empty answers would be equal too."""
    assert (len(oracle.plans), len(oracle.statements)) == (12, 28)
    everything = oracle.measures("domain", date(2024, 9, 30), 2024)
    assert set(everything) == {"JEU", "VEI", "WBE", "WON", "EID", "LEM", "ORG", ""}
    assert all(group["realised"] > 0 for group in everything.values())
