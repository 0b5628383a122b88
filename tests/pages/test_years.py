"""The page Meerjarenbeeld: every year beside the others, from the same rows as the command line."""

from __future__ import annotations

from budget.labels import NOT_YET, euro
from budget.model.years import silent_years
from budget.standing.decision_path import undecided_sentence
from budget.standing.moment import load_standing
from budget.standing.reference_date import default_reference_date
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, totals, year_rows
from budget.store.engine import open_store


def test_the_page_shows_the_figures_of_every_year(example, example_database, programme) -> None:
    screen = example.open("years")
    table = screen.table("Begroot, besteed en verwacht per jaar")
    store = open_store(f"sqlite:///{example_database}")
    as_of = default_reference_date(store, programme, programme.meetings[0].date)
    rows = totals(year_rows(load_years(store, programme, as_of)))
    assert [row["Jaar"] for row in table] == [*(str(row.year) for row in rows), "Alle jaren"]
    silent = silent_years(rows)
    assert silent
    assert [row["Besteed"] for row in table[:-1]] == [
        NOT_YET if row.year in silent else euro(row.realised) if row.has_plan else "–" for row in rows
    ]
    whole = [row for row in load_rollforward(store, load_years(store, programme, as_of)) if not row.year]
    undecided = undecided_sentence(load_standing(store, programme, as_of))
    assert undecided
    assert undecided in screen.text
    store.close()
    rolled = screen.table("Alle jaren samen, per bron en thema")
    assert [row["Bron en thema"] for row in rolled] == [row.name for row in whole]
    assert [row["Einde"] for row in rolled] == [euro(row.end) for row in whole]
    assert table[-1]["Begroot"] == euro(sum(row.budget for row in rows))


def test_the_table_for_the_accounts_is_on_the_page(example, example_database, programme) -> None:
    screen = example.open("years")
    table = screen.table("Najaarsnota (NJN) 2024")
    assert [row["Naam"] for row in table][-1] == "Totaal"
    assert len(table) > len(programme.domains)
