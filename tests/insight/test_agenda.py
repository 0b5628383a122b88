"""Which domains are proposed for the agenda, on which ground, in which order."""

from dataclasses import replace
from datetime import date

import pytest

from budget.insight.agenda import AgendaGround, Proposal, propose_agenda
from budget.insight.missing_deliveries import DueDelivery
from budget.model import By, Colour, Interval, Measures, Row, RunOut, SheetKind, Signal

NOTHING = Measures(0, 0, 0, 0, 0, 0, 0, Interval(0, 0, 0), RunOut(None, None, None, 0.0))


def row(key: str, colour: Colour = Colour.GREEN) -> Row:
    return Row(By.DOMAIN, key, f"Domein {key}", key, NOTHING, Signal(colour, "r", f"Reden van {key}."))


def grounds(*rows: Row, before=None, overdue=None, due=()) -> dict[str, list[AgendaGround]]:
    found = propose_agenda(rows, before or {}, overdue or {}, due)
    return {item.domain: [reason.ground for reason in item.reasons] for item in found}


@pytest.mark.parametrize(
    ("colour", "asks"),
    [(Colour.RED, True), (Colour.ORANGE, False), (Colour.GREEN, False), (Colour.GREY, False)],
)
def test_only_a_red_signal_is_put_on_the_agenda_by_itself(colour: Colour, asks: bool) -> None:
    assert grounds(row("A", colour)) == ({"A": [AgendaGround.SIGNAL]} if asks else {})


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (Colour.GREEN, Colour.ORANGE, [AgendaGround.SIGNAL, AgendaGround.CHANGED]),
        (Colour.ORANGE, Colour.RED, [AgendaGround.SIGNAL, AgendaGround.CHANGED]),
        (Colour.RED, Colour.RED, [AgendaGround.SIGNAL]),
        (Colour.ORANGE, Colour.ORANGE, []),
        (Colour.RED, Colour.ORANGE, []),
        (Colour.GREY, Colour.GREEN, []),
    ],
)
def test_a_worsened_signal_is_put_on_the_agenda(
    before: Colour, now: Colour, found: list[AgendaGround]
) -> None:
    assert grounds(row("A", now), before={"A": before}) == ({"A": found} if found else {})


def test_late_actions_and_missing_deliveries_put_a_domain_on_the_agenda() -> None:
    due = [DueDelivery("B", (SheetKind.LEDGER,), ("Gea",), date(2024, 6, 6))]
    found = propose_agenda([row("A"), row("B"), row("C")], {}, {"A": 2}, due)
    (late, missing) = sorted(found, key=lambda item: item.domain)
    assert (late.domain, late.reasons[0].number) == ("A", 2)
    assert (missing.domain, missing.reasons[0].kinds) == ("B", (SheetKind.LEDGER,))


def test_the_reddest_comes_first_then_who_has_most_reasons() -> None:
    rows = [row("A"), row("B", Colour.ORANGE), row("C", Colour.RED), row("D", Colour.RED)]
    found = propose_agenda(rows, {"B": Colour.GREEN}, {"A": 1, "D": 1}, ())
    assert [item.domain for item in found] == ["D", "C", "B", "A"]


def test_money_without_a_domain_is_not_on_the_agenda() -> None:
    assert propose_agenda([replace(row("A", Colour.RED), key="")], {}, {}, ()) == ()


def test_a_proposal_says_the_reason_of_the_signal() -> None:
    (found,) = propose_agenda([row("A", Colour.RED)], {}, {}, ())
    assert isinstance(found, Proposal)
    assert (found.name, found.reasons[0].text) == ("Domein A", "Reden van A.")
