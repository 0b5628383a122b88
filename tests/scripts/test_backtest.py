"""The record of the forecast on real budgets that the fit has not seen, and the same in the documentation."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

from budget.cli.backtest import read_panel
from calibration.backtest import JUDGED
from calibration.rolling import rolling_table
from calibration.run_out_warnings import Told, free_table, guarded_table, kept_table
from calibration.scores import Score
from scripts.backtest import GUARDED, TABLES
from tests.conftest import ROOT, SHARED_DATA

CITIES, DEPARTMENTS = "cities_train.csv.gz", "departments_train.csv.gz"
METHODS = ("eigen prognose", "geldend plan", "planverloop", "rechte lijn")
LATER, OTHERS, AS_USED = TABLES
GUARDED_ALL, KEPT = GUARDED

pytestmark = pytest.mark.usefixtures("shared_data")


@cache
def record(panel: str, table: str) -> tuple[Score, ...]:
    return tuple((TABLES | GUARDED)[table](read_panel(SHARED_DATA / "execution" / panel)))


def by_method(panel: str, table: str, month: int) -> dict[str, Score]:
    return {score.method: score for score in record(panel, table) if score.month == month}


@pytest.mark.parametrize("table", [LATER, OTHERS])
def test_cities_are_forecast_better_than_by_their_plan(table: str) -> None:
    for month, share in ((3, 1.0), (6, 0.8), (9, 1.0)):
        found = by_method(CITIES, table, month)
        assert found["prognose"].wape <= share * found["geldend plan"].wape


@pytest.mark.parametrize("table", [LATER, OTHERS])
@pytest.mark.parametrize("month", [6, 9])
def test_departments_are_forecast_no_worse_than_by_their_staff(table: str, month: int) -> None:
    found = by_method(DEPARTMENTS, table, month)
    assert found["prognose"].wape <= found["eigen prognose"].wape


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("panel", [CITIES, DEPARTMENTS])
@pytest.mark.parametrize("month", JUDGED)
def test_the_coverage_of_the_interval_is_as_promised_at_every_level_of_knowledge(
    panel: str, table: str, month: int
) -> None:
    """Years with a shock need wider margins than these years did: see the table by year."""
    assert 0.77 <= by_method(panel, table, month)["prognose"].coverage < 0.86


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("panel", "name"), [(CITIES, "steden"), (DEPARTMENTS, "diensten")])
def test_the_documentation_says_what_the_script_prints(panel: str, name: str, table: str) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    rows = [documented(name, month, by_method(panel, table, month)) for month in JUDGED]
    assert "\n".join(rows) in text


@pytest.mark.parametrize(
    ("table", "row", "least"),
    [
        (OTHERS, "zonder bewaking, met vorige jaren en soort uitgave", 0.77),
        (AS_USED, "zonder bewaking", 0.77),
        (KEPT, "bewaakt, zoals het dashboard, van regels waarvan het plan niet meer werd verhoogd", 0.77),
        (GUARDED_ALL, "bewaakt, van alle regels", 0.67),
    ],
)
def test_the_documentation_says_how_often_totals_lie_inside(table: str, row: str, least: float) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    found = [by_method(CITIES, table, month)["prognose"].totals for month in JUDGED]
    assert f"| {row} | {' | '.join(f'{100 * inside:.0f} %' for inside in found)} |" in text
    assert all(inside > least for inside in found)


@pytest.mark.parametrize(
    ("table", "row"), [(KEPT, "plan niet meer verhoogd"), (GUARDED_ALL, "alle budgetten")]
)
def test_the_documentation_has_the_scores_of_guarded_budgets(table: str, row: str) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    found = [by_method(CITIES, table, month)["prognose"] for month in JUDGED]
    rows = [
        f"| {one.month} | {share(one.wape)} | {share(one.coverage)} ± {100 * one.give:.1f}".replace(".", ",")
        + f" | {100 * one.width:.0f} % |"
        for one in found
    ]
    assert f"| {row} " + "\n| ".join(rows) in text
    if table == KEPT:
        assert all(one.coverage >= 0.77 for one in found)


@pytest.mark.parametrize(("panel", "name"), [(CITIES, "steden"), (DEPARTMENTS, "diensten")])
def test_the_documentation_says_how_each_year_was_forecast_from_those_before_it(
    panel: str, name: str
) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    rows, found = [], rolling_table(read_panel(SHARED_DATA / "execution" / panel))
    assert all(0.77 <= one.coverage <= 0.83 for one in found if not one.year)
    for one in found:
        shares = (
            f"{share(one.wape)} | {share(one.coverage)} | {100 * one.width:.0f} % | {100 * one.score:.0f} %"
        )
        total = "–" if one.totals is None else f"{100 * one.totals:.0f} %"
        rows.append(f"| {one.month} | {one.year or 'alle'} | {shares} | {total} |")
    assert f"| {name} " + "\n| ".join(rows) in text


@cache
def told(panel: str, table: Callable[[pd.DataFrame], list[Told]]) -> tuple[Told, ...]:
    return tuple(table(read_panel(SHARED_DATA / "execution" / panel)))


@pytest.mark.parametrize(("panel", "name"), [(CITIES, "steden"), (DEPARTMENTS, "diensten")])
def test_the_documentation_says_how_often_a_warning_came_true(panel: str, name: str) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    for place, month in enumerate(told(panel, guarded_table)):
        shares = ("–" if one is None else share(one) for one in (month.precision, month.recall))
        cells = (month.month, month.series, month.passed, month.warned, *shares)
        assert f"| {' | '.join([*([name] if place == 0 else []), *map(str, cells)])} |" in text


@pytest.mark.parametrize(
    ("panel", "table", "name"),
    [
        (CITIES, free_table, "steden, vrij"),
        (CITIES, guarded_table, "steden, bewaakt"),
        (CITIES, kept_table, "steden, bewaakt en niet verhoogd"),
        (DEPARTMENTS, guarded_table, "diensten, met eigen prognose"),
    ],
)
def test_the_documentation_has_the_share_of_outturns_in_the_tail(panel: str, table, name: str) -> None:
    text = (ROOT / "docs" / "prognose.md").read_text(encoding="utf-8")
    found = [month for month in told(panel, table) if month.month in JUDGED]
    rows = [
        f"| {month.month} | {' | '.join(map(share, (month.above_p90, month.far, month.far_told)))} |"
        for month in found
    ]
    assert f"| {name} " + "\n| ".join(rows) in text


def documented(name: str, month: int, scores: dict[str, Score]) -> str:
    own = scores["prognose"]
    others = [share(scores[method].wape) if method in scores else "–" for method in METHODS]
    inside = f"{share(own.coverage)} ± {100 * own.give:.1f}".replace(".", ",")
    first = name if month == JUDGED[0] else ""
    cells = [
        first,
        str(month),
        f"**{share(own.wape)}**",
        *others,
        inside,
        f"{own.width:.0%}".replace("%", " %"),
    ]
    return "| " + " | ".join(cells).lstrip() + " |" if first else "| | " + " | ".join(cells[1:]) + " |"


def share(part: float) -> str:
    return f"{part:.1%}".replace(".", ",").replace("%", " %")
