"""The text about a statement that changes no booking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.store.statements import LedgerDiff
from budget.ui.review import restated_words
from budget.usecases.preview import Preview
from tests.store.samples import MAY_END, PROGRAMME, booking, commitment, ledger, statement

BOOKED = ledger(statement(MAY_END, booking("A", MAY_END, 5)))
NOTHING = Preview(1, (), LedgerDiff(), True, (), (), (), ())
ORDERS = ledger(replace(statement(MAY_END, commitment("C", MAY_END, 5)), states_bookings=False))


@pytest.mark.wording
@pytest.mark.parametrize(("content", "confirms"), [(BOOKED, True), (ORDERS, False)])
def test_only_a_statement_of_bookings_confirms_what_was_booked(content, confirms) -> None:
    said = restated_words(replace(NOTHING, asked=(PROGRAMME, content)))
    assert ("het bevestigt wat er op die dag stond" in said) is confirms
    assert ("zegt niets over boekingen" in said) is not confirms
