from dataclasses import astuple

import pytest

from budget.export.columns import Kind
from budget.export.open_data import FIXED
from budget.export.tables import tables
from budget.model import By
from tests.export.format_samples import situations
from tests.snapshot.content_sample import content

OTHERS = ("released", "released_unknown", "depletion", "used_share", "norm_share", "variance")
ADDITIVE = ("budget", "original_budget", "realised", "norm", "ahead", "committed", "used", "free")
BY_TABLE = {
    "domains": By.DOMAIN,
    "action_lines": By.ACTION_LINE,
    "lines": By.LINE,
    "sources": By.SOURCE,
    "themes": By.THEME,
    "pots": By.POT,
    "budget_holders": By.BUDGET_HOLDER,
}


def table(name, data=None):
    return next(found for found in tables(data or content()) if found.name == name)


def values(found, name):
    place = [column.name for column in found.columns].index(name)
    return [row[place] for row in found.rows]


@pytest.mark.parametrize("name", BY_TABLE)
def test_every_measure_of_every_row_is_the_frozen_one(name):
    found = table(name)
    for row, frozen in zip(found.rows, content().rows[BY_TABLE[name]], strict=True):
        shown = dict(zip([column.name for column in found.columns], row, strict=True))
        m = frozen.measures
        for measure in (*ADDITIVE, *OTHERS):
            assert shown[measure] == getattr(m, measure)
        assert [shown[f"forecast_{p}"] for p in ("p10", "p50", "p90")] == [*astuple(m.forecast)]
        assert [shown[f"run_out_{p}"] for p in ("p10", "p50", "p90", "probability")] == [*astuple(m.run_out)]
        assert shown["signal_reason"] == frozen.signal.reason


@pytest.mark.parametrize("name", BY_TABLE)
def test_the_total_is_the_frozen_total_and_the_sum_of_the_rows(name):
    found, total = table(name), content().total.measures
    names = [column.name for column in found.columns]
    for measure in ADDITIVE:
        assert found.total[names.index(measure)] == getattr(total, measure) == sum(values(found, measure))


POTTED = ("short", "room", "unreleased_use")


@pytest.mark.parametrize(("form", "shown"), [(2, False), (3, True), (4, True)])
def test_amounts_per_pot_are_shown_from_format_3_on(form, shown):
    for name in BY_TABLE:
        columns = [column.name for column in table(name, content(format=form)).columns]
        assert [one in columns for one in POTTED] == [shown] * 3


def test_the_pots_of_the_table_are_the_frozen_ones():
    data = content(format=3)
    for name, by in BY_TABLE.items():
        found = table(name, data)
        for measure in POTTED:
            assert values(found, measure) == [getattr(row.measures, measure) for row in data.rows[by]]


def test_the_steps_of_the_free_room_add_up_in_every_row():
    found = table("free_room")
    for row in (*found.rows, found.total):
        assert sum(row[2:6]) == row[6]


def test_the_pace_has_the_programme_first_and_ends_at_the_forecast():
    data, found = content(), table("pace")
    assert found.rows[0][0] == ""
    last = [row for row in found.rows if row[0] == ""][-1]
    assert last[6] == data.total.measures.forecast.p50
    assert {row[0] for row in found.rows} == data.pace.keys()


def test_the_effect_on_free_room_has_the_opposite_sign_of_spending():
    found = table("changes")
    pairs = zip(values(found, "kind"), values(found, "amount"), values(found, "effect"), strict=True)
    for kind, amount, effect in pairs:
        assert effect == (amount if kind == "plan gewijzigd" else -amount)


@pytest.mark.parametrize("name", situations())
def test_every_row_has_a_value_of_the_right_kind_for_each_column(name):
    kinds = {Kind.EURO: int, Kind.COUNT: int, Kind.TEXT: str}
    for found in tables(situations()[name]):
        for row in (*found.rows, *([found.total] if found.total else [])):
            for column, value in zip(found.columns, row, strict=True):
                assert value is None or isinstance(value, kinds.get(column.kind, object)), column.name


def test_names_of_tables_and_of_their_columns_are_unique():
    found = tables(content())
    assert len({one.name for one in found}) == len({one.title for one in found}) == len(found)
    for one in found:
        names = [column.name for column in (*one.columns, *FIXED)]
        titles = [column.title for column in one.columns]
        assert len(set(names)) == len(names)
        assert len(set(titles)) == len(titles)
        assert all(column.meaning.endswith(".") for column in one.columns)


def test_columns_can_be_left_out_of_heading_rows_and_total_alike():
    found = table("budget_holders").without(lambda column: column.name in ("key", "name"))
    assert found.columns[0].name == "domain"
    assert {len(row) for row in found.rows} == {len(found.columns)} == {len(found.total)}
