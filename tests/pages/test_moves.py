"""Plans that move money to another source: shown with their rule, and only with a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Content
from budget.model.submission_details import Origin
from budget.settings import read_settings
from budget.store.engine import open_store
from budget.usecases import deliver as delivery
from budget.usecases.moves import ASKS_WHERE

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}
DECISION, DAY = "Besluit van het Rijk, nr. 7", date(2024, 10, 1)
RULE = "Coalitiegeld is van de raad"
FILE = "schuiven.xlsx"


def moved_plan(programme) -> bytes:
    """The plan of Veiligheid, with the money of one coalition line given to the district."""
    store = open_store(read_settings().database_url)
    lines = delivery.plan_in_force(store, programme, VISITOR, "VEI").plan
    first = next(line for line in lines if line.source == "COA" and line.budget)
    moved = tuple(replace(line, source="SDL") if line is first else line for line in lines)
    return write_workbook(Content(plan=moved), programme, "Plan")


def is_blocked(screen) -> bool:
    return screen.button("Indienen").disabled


def type_decision(screen) -> None:
    (text,) = (w for w in screen.app.text_input if w.key and w.key.endswith("-besluit"))
    text.set_value(DECISION)
    (day,) = (w for w in screen.app.text_input if w.key and w.key.endswith("-datum") and "actie" not in w.key)
    day.set_value(f"{DAY:%d-%m-%Y}")
    screen.run()


def test_an_upload_asks_for_the_decision_and_the_second_person_sees_it(own_example, programme) -> None:
    screen = own_example.open("deliver", person="k.yilmaz").upload(FILE, moved_plan(programme))
    assert RULE in screen.text
    assert "Gemeentewet" in screen.text
    assert is_blocked(screen)
    type_decision(screen)
    assert is_blocked(screen)
    screen.say_why()
    # The line that gets another source has bookings: they have no successor.
    (seen,) = screen.app.checkbox
    seen.check()
    screen.run()
    assert not is_blocked(screen)
    screen.click("Indienen")
    assert not screen.errors
    screen.become("t.mulder").go("accept")
    assert DECISION in screen.text
    assert RULE in screen.text
    assert "1 oktober 2024" in screen.text


def cut_plan(programme) -> bytes:
    """The plan of Veiligheid, with less coalition money."""
    lines = delivery.plan_in_force(open_store(read_settings().database_url), programme, VISITOR, "VEI").plan
    first = next(line for line in lines if line.source == "COA" and line.budget)
    less = replace(first, budget=first.budget - 100, released=0, phasing=None)
    return write_workbook(Content(plan=tuple(less if x is first else x for x in lines)), programme, "Plan")


def test_the_decision_for_a_cut_is_optional_but_must_be_complete(example, programme) -> None:
    screen = example.open("deliver", person="k.yilmaz").upload(FILE, cut_plan(programme))
    assert ASKS_WHERE in screen.text
    screen.say_why()
    assert not is_blocked(screen)
    (text,) = (w for w in screen.app.text_input if w.key and w.key.endswith("-besluit"))
    text.set_value(DECISION)
    assert is_blocked(screen.run())
    type_decision(screen)
    assert not is_blocked(screen)


def shifted(example):
    """A shift from coalition money to money of another source, in the trial form."""
    screen = example.open("domain", domein="VEI", **MOMENT, person="k.yilmaz")
    lines = screen.app.selectbox(key="proef-shift-regel").options
    coalition = next(n for n, name in enumerate(lines) if "(COA)" in name)
    other = next(n for n, name in enumerate(lines) if "(SPUK-KW" in name)
    screen.app.selectbox(key="proef-shift-regel").select_index(coalition)
    screen.app.selectbox(key="proef-naar").select_index(other)
    screen.app.text_input(key="proef-shift-bedrag").set_value("1.000")
    return screen.run().click("Probeer uit")


def offers_proposal(screen) -> bool:
    return any("voorstel" in button.proto.label.lower() for button in screen.app.get("download_button"))


def test_what_if_offers_a_proposal_only_with_the_decision(example) -> None:
    screen = shifted(example)
    assert RULE in screen.text
    assert not offers_proposal(screen)
    type_decision(screen)
    assert offers_proposal(screen)


def test_the_domain_page_tells_which_decision_its_plan_names(example) -> None:
    screen = example.open("domain", domein="VEI", **MOMENT)
    assert "Raadsbesluit bij de Voorjaarsnota 2024" in screen.text


def carried_plan(programme, cents: int) -> bytes:
    """The plan of Veiligheid, with more coalition money in 2025."""
    lines = delivery.plan_in_force(open_store(read_settings().database_url), programme, VISITOR, "VEI").plan
    first = next(line for line in lines if line.source == "COA" and line.year == 2025)
    more = replace(first, budget=first.budget + cents, phasing=None)
    return write_workbook(Content(plan=tuple(more if x is first else x for x in lines)), programme, "Plan")


def test_money_of_last_year_shows_its_rule_and_asks_for_the_decision(example, programme) -> None:
    screen = example.open("deliver", person="k.yilmaz").upload(FILE, carried_plan(programme, 100_00))
    assert "Coalitiegeld valt vrij" not in screen.text
    screen.say_why(Origin.CARRIED)
    for words in ("Coalitiegeld valt vrij", "Gemeentewet", "cel I", "van 2024 naar 2025"):
        assert words in screen.text
    assert is_blocked(screen)
    type_decision(screen)
    assert not is_blocked(screen)


def test_more_than_was_left_of_last_year_stays_blocked(example, programme) -> None:
    screen = example.open("deliver", person="k.yilmaz").upload(FILE, carried_plan(programme, 10**9))
    screen.say_why(Origin.CARRIED)
    type_decision(screen)
    assert is_blocked(screen)
