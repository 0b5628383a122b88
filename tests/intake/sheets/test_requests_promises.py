"""Requests without cover and promises: read whole, or refused with the cell that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.findings import cell_of
from budget.intake.output.template import write_workbook
from budget.model.content import Content
from budget.model.domain_records import Promise, PromiseState, Request, RequestState
from tests.intake.workbooks import check, xlsx

ASK = ["Opgavedomein", "Aanvraag", "Gevraagd bedrag", "P&C-moment", "Uiterste dag", "Stand aanvraag"]
VOW = ["Opgavedomein", "Toezegging", "Toegezegd aan", "Eigenaar", "Uiterlijk", "Vergadering",
       "Stand toezegging", "Uitkomst"]  # fmt: skip
DAY, LATER = date(2024, 3, 1), date(2024, 5, 1)


def asked(programme, *, amount=500, moment="VJN 2025", deadline=LATER, state="open"):
    row = ["Jeugd", "Extra lokaal", amount, moment, deadline, state]
    return check(xlsx(Wensen=[ASK, row]), programme)


def vowed(programme, *, owner="Sanne Bakker", due=LATER, meeting=DAY, state="open", outcome=None):
    row = ["Jeugd", "Cijfers per buurt", "gemeenteraad", owner, due, meeting, state, outcome]
    return check(xlsx(Beloofd=[VOW, row]), programme)


def test_a_request_is_read_without_a_source(programme):
    assert asked(programme).content.requests == (
        Request("JEU", "", "Extra lokaal", 50_000, "VJN 2025", LATER, RequestState.OPEN),
    )


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [({"amount": None}, "C2"), ({"amount": -1}, "C2"), ({"moment": None}, "D2"), ({"deadline": "ooit"}, "E2"),
     ({"state": "misschien"}, "F2")],
)  # fmt: skip
def test_a_request_that_is_not_whole_is_refused_with_its_cell(programme, wrong, cell):
    checked = asked(programme, **wrong)
    assert (checked.content, [cell_of(found) for found in checked.findings]) == (None, [cell])


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [({"owner": "Niemand Bekend"}, "D2"), ({"owner": None}, "D2"), ({"due": None}, "E2"),
     ({"due": date(2024, 2, 29)}, "E2"), ({"meeting": None}, "F2"), ({"state": "klaar"}, "H2"),
     ({"state": "vervallen"}, "H2")],
)  # fmt: skip
def test_a_promise_that_is_not_whole_is_refused_with_its_cell(programme, wrong, cell):
    checked = vowed(programme, **wrong)
    assert (checked.content, [cell_of(found) for found in checked.findings]) == (None, [cell])


@pytest.mark.parametrize("due", [DAY, LATER])
def test_a_promise_is_due_on_or_after_its_meeting(programme, due):
    (found,) = vowed(programme, due=due).content.promises
    assert (found.due, found.owner) == (due, vowed(programme).content.promises[0].owner)


def test_written_requests_and_promises_read_back_the_same(programme):
    owner = vowed(programme).content.promises[0].owner
    content = Content(
        requests=(Request("JEU", "", "Lokaal", 1, "NJN", LATER, RequestState.COVERED, "Sanne"),),
        promises=(Promise("WON", "Brief", "raad", owner, LATER, DAY, PromiseState.DONE, "Gestuurd"),),
    )
    assert check(write_workbook(content, programme, "Lijsten"), programme).content == content
