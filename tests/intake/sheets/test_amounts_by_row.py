"""The amounts of a ledger by kind and row, against a plain loop over its rows."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from budget.intake.faults import Fault
from budget.intake.grammar.periods import Period
from budget.intake.outcome import LedgerSheet, ParsedColumn
from budget.model.words import Kind

KINDS = (Kind.REALISED, Kind.COMMITTED, Fault("kind-unknown", {}))
CENTS = (0, 125, -7, None, Fault("amount-form", {}))
cells = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 4)), max_size=12)


@given(cells)
def test_each_kind_has_the_amounts_of_its_rows(given_cells: list[tuple[int, int, int]]) -> None:
    rows, at = [], 0
    for step, _, _ in given_cells:
        rows.append(at := at + step)
    columns = {
        "kind": ParsedColumn(array("I", (kind for _, kind, _ in given_cells)), list(KINDS)),
        "amount": ParsedColumn(array("I", (cents for _, _, cents in given_cells)), list(CENTS)),
    }
    expected: dict[str, dict[int, int]] = {"realised": {}, "committed": {}}
    for row, (_, kind, cents) in zip(rows, given_cells, strict=True):
        if kind < 2 and isinstance(amount := CENTS[cents], int):
            expected[("realised", "committed")[kind]][row + 1] = amount
    found = LedgerSheet("Blad", len(rows), columns, Period(), True, True).by_row(rows)
    filled = sorted((name for name, one in expected.items() if one), key=lambda name: min(expected[name]))
    assert list(found) == filled
    for name, amounts in found.items():
        assert {row: amounts.get(row) for row in expected[name]} == expected[name]
        assert amounts.total == sum(expected[name].values())
        assert len(amounts.rows) == 4 * len(expected[name])
