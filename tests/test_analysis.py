"""The analysis API gives the figures on screen, and its documentation runs."""

from __future__ import annotations

import doctest
import os
import pwd
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import budget
from budget.analysis import Analysis
from budget.frames import TABLES
from budget.model import BudgetError, By, Programme
from budget.standing.moment import load_standing
from budget.store.database_use import DatabaseUse
from budget.store.engine import open_store
from budget.usecases.database_use import begin
from tests.conftest import EXAMPLE

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "python.md"
AS_OF = date(2024, 9, 30)


@pytest.fixture
def analysis(example_database: Path) -> Analysis:
    return budget.open(database=f"sqlite:///{example_database}")


def test_the_documentation_runs_and_prints_what_it_says(
    example_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{example_database}")
    failed, tried = doctest.testfile(str(DOCUMENT), module_relative=False, verbose=False)
    assert failed == 0
    assert tried > 10


@pytest.mark.parametrize("by", list(By))
def test_every_grouping_is_what_the_standing_says(
    analysis: Analysis, example_database: Path, programme: Programme, by: By
) -> None:
    found = analysis.depletion(by=by, as_of=AS_OF)
    rows = load_standing(analysis.store, programme, AS_OF).rows(by)
    assert found["key"].tolist() == [row.key for row in rows]
    for name in ("budget", "realised", "committed", "free", "norm", "ahead"):
        assert found[name].tolist() == [getattr(row.measures, name) for row in rows]
    assert [None if pd.isna(x) else x for x in found["released"]] == [row.measures.released for row in rows]


def test_every_table_has_the_columns_and_dtypes_that_are_declared(analysis: Analysis) -> None:
    frames = {
        "plan": analysis.plan(AS_OF),
        "ledger": analysis.ledger(AS_OF),
        "depletion": analysis.depletion(as_of=AS_OF),
        "forecast": analysis.forecast(as_of=AS_OF),
        "snapshots": analysis.snapshots(),
        "facts": load_standing(analysis.store, analysis.programme, AS_OF).table.facts_frame,
    }
    assert frames.keys() == TABLES.keys()
    for name, frame in frames.items():
        declared = {column.name: column.dtype for column in TABLES[name].columns}
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == declared
        assert budget.describe(name).index.tolist() == list(declared)


def test_without_data_every_table_is_empty_and_has_its_columns(sqlite_url: str) -> None:
    analysis = budget.open(database=sqlite_url)
    for frame in (analysis.plan(AS_OF), analysis.ledger(AS_OF), analysis.snapshots()):
        assert frame.empty
        assert frame.columns.size


def test_a_grouping_that_does_not_exist_is_named(analysis: Analysis) -> None:
    with pytest.raises(BudgetError, match="kleur"):
        analysis.depletion(by="kleur")


def test_importing_the_product_loads_no_pandas() -> None:
    import subprocess
    import sys

    code = "import budget, sys; print('pandas' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


# --- who may read -------------------------------------------------------------------------


@pytest.fixture
def open_in_production(
    ready_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str | None], Analysis]:
    """Open the analysis in production, as the account that runs the tests."""

    def opened(person: str | None) -> Analysis:
        account = pwd.getpwuid(os.getuid()).pw_name
        said = f'"{account}" = "{person}"' if person else ""
        (tmp_path / "login.toml").write_text(f'claim = "sub"\n[accounts]\n{said}\n')
        monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
        return budget.open(EXAMPLE, ready_sqlite_url)

    return opened


@pytest.mark.parametrize("person", ["c.vandijk", "l.meijer"])
def test_who_may_see_the_figures_reads_them_in_a_notebook(
    open_in_production: Callable[[str | None], Analysis], person: str
) -> None:
    assert open_in_production(person).plan(AS_OF).empty


@pytest.mark.parametrize(
    ("person", "told"), [("b.haddad", "mag de cijfers niet"), (None, "hoort bij niemand")]
)
def test_a_person_without_the_right_reads_no_figures(
    open_in_production: Callable[[str | None], Analysis], person: str | None, told: str
) -> None:
    with pytest.raises(BudgetError, match=told):
        open_in_production(person)


def test_every_table_asks_the_right_again(open_in_production: Callable[[str | None], Analysis]) -> None:
    found = replace(open_in_production("c.vandijk"), actor="b.haddad")
    for read in (found.plan, found.ledger, found.depletion, found.forecast, found.snapshots):
        with pytest.raises(BudgetError, match="mag de cijfers niet bekijken"):
            read()


def test_a_notebook_without_login_does_not_open_real_work(
    ready_sqlite_url: str, programme: Programme
) -> None:
    store = open_store(ready_sqlite_url)
    begin(store, programme, DatabaseUse.REAL, "c.vandijk", datetime(2024, 1, 1))
    store.close()
    with pytest.raises(BudgetError, match="BUDGET_LOGIN"):
        budget.open(EXAMPLE, ready_sqlite_url)
