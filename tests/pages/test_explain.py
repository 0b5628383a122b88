"""Explaining a deviation on the page of a domain: typed by one person, accepted by another."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.model.words import Cause
from budget.settings import read_settings
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}
HOLDER, CONTROLLER, BOARD = "k.yilmaz", "t.mulder", "a.bestuur"
TITLE = "Leg uit waarom"
AFTER = datetime(9000, 1, 1)
WORDS = "De lampen zijn nog niet geleverd."


@pytest.fixture
def domain(own_example):
    """The page of a domain that is behind its plan, for its budget holder."""
    return own_example.open("domain", domein="VEI", **MOMENT, person=HOLDER)


def store() -> Store:
    return open_store(read_settings().database_url)


def field(screen, kind: str, end: str):
    (found,) = (
        w for w in getattr(screen.app, kind) if w.key and w.key.startswith("uitleg-") and w.key.endswith(end)
    )
    return found


def explain(screen, forecast: str = "120.000"):
    """One click for the cause, one for the button."""
    field(screen, "radio", "-oorzaak").set_value(Cause.NOT_DONE)
    field(screen, "text_area", "-toelichting").set_value(WORDS)
    field(screen, "text_input", "-prognose").set_value(forecast)
    return screen.run().click("Uitleg indienen")


def waiting(programme):
    return [s for s in delivery.submissions(store(), programme, VISITOR) if s.is_pending]


def form_line(screen):
    """The box with the lines, even after the form was emptied."""
    (found,) = (box for box in screen.app.selectbox if box.key and "-regel-" in box.key)
    return found


def form(screen):
    (found,) = (one for one in screen.app.expander if one.label.startswith(TITLE))
    return found


def test_the_form_counts_unexplained_lines_and_a_task_link_opens_it(domain) -> None:
    assert re.search(r"nog \d+ regels", form(domain).label)
    assert not form(domain).proto.expanded
    assert form(domain.open("domain", domein="VEI", uitleg="open", **MOMENT)).proto.expanded
    assert "(nog uit te leggen)" in form_line(domain).options[0]


def test_after_submitting_an_explanation_the_next_line_comes_first(domain, programme) -> None:
    first, second, *_ = form_line(domain).options
    before = int(re.search(r"\d+", form(domain).label)[0])
    explain(domain)
    assert int(re.search(r"\d+", form(domain).label)[0]) == before - 1
    assert form(domain).proto.expanded
    chosen = form_line(domain)
    assert chosen.options[0] == second
    assert [o for o in chosen.options if o.endswith("(wacht op een tweede persoon)")] == [
        first.replace("nog uit te leggen", "wacht op een tweede persoon")
    ]


def test_a_returned_explanation_comes_first_with_its_reason_and_text(domain, programme) -> None:
    code = form_line(domain).value
    explain(domain)
    (found,) = waiting(programme)
    delivery.reject(store(), programme, found.id, CONTROLLER, "Wanneer komen zij dan?", AFTER)
    domain.go("overview").go("domain")
    assert form_line(domain).value == code
    assert "Wanneer komen zij dan?" in domain.text
    assert field(domain, "text_area", "-toelichting").value == WORDS
    assert field(domain, "text_input", "-prognose").value == "120.000,00"


def test_a_typed_explanation_counts_once_a_second_person_accepted_it(domain, programme) -> None:
    code = form_line(domain).value
    explain(domain)
    (found,) = waiting(programme)
    assert (found.submitted_by, f"Inzending {found.id} is ingediend." in domain.text) == (HOLDER, True)
    assert WORDS not in domain.text
    delivery.accept(store(), programme, found.id, CONTROLLER, AFTER)
    told = [n for n in load_standing(store(), programme, date(2024, 9, 30)).progress("VEI") if n.code == code]
    assert [(n.cause, n.note, n.forecast) for n in told] == [(Cause.NOT_DONE, WORDS, 120_000_00)]
    assert WORDS in domain.run().text


def test_the_line_that_still_must_be_explained_comes_first(domain) -> None:
    chosen = form_line(domain)
    assert "nog uit te leggen" in chosen.options[0]
    assert chosen.index == 0


def test_an_ambiguous_amount_is_not_submitted(domain, programme) -> None:
    explain(domain, "120,000")
    assert not waiting(programme)
    assert domain.errors


@pytest.mark.parametrize(("person", "is_offered"), [(HOLDER, True), ("s.bakker", False), (BOARD, False)])
def test_the_explanation_form_is_shown_only_to_those_who_may_submit_for_the_domain(
    domain, person: str, is_offered: bool
) -> None:
    domain.become(person)
    assert any(e.label.startswith(TITLE) for e in domain.app.expander) is is_offered


def test_a_whole_domain_is_explained_in_five_clicks(domain, programme) -> None:
    """Open the form (1), the list (2), the domain in it (3), the cause (4), submit (5)."""
    form_line(domain).set_value("VEI")
    domain.run()
    explain(domain, "2.000.000")
    (found,) = waiting(programme)
    delivery.accept(store(), programme, found.id, CONTROLLER, AFTER)
    standing = load_standing(store(), programme, date(2024, 9, 30))
    (told,) = [n for n in standing.progress("VEI") if n.code == "VEI"]
    assert (told.cause, told.note, told.forecast) == (Cause.NOT_DONE, WORDS, 2_000_000_00)
    text = domain.run().text
    assert "Veiligheid als geheel" in text
    assert WORDS in text


def test_an_own_forecast_is_withdrawn_by_emptying_its_field(domain, programme) -> None:
    def own() -> int:
        lines = load_standing(store(), programme, date(2024, 9, 30)).lines("VEI")
        return sum(line.own_forecast or 0 for line in lines if line.key.code == code)

    code = form_line(domain).value
    for typed, expected in (("120.000", 120_000_00), ("", 0), ("90.000", 90_000_00)):
        form_line(domain).set_value(code)
        domain.run()
        explain(domain, typed)
        (found,) = waiting(programme)
        delivery.accept(store(), programme, found.id, CONTROLLER, AFTER)
        assert own() == expected
        domain.run()


def test_the_full_name_of_the_chosen_line_is_shown_below_the_box(domain) -> None:
    assert domain.text.count(form_line(domain).options[0]) == 1
