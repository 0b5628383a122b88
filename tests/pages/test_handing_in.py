"""Handing in and deciding, as a person does it: see what changes, submit, a second person decides."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from budget.access import VISITOR
from budget.intake.output.template import blank_template, write_workbook
from budget.labels import euro_exact
from budget.model import Content, Kind, Programme
from budget.model.periods import Period
from budget.settings import read_settings
from budget.store.engine import Store, open_store
from budget.store.progress import load_partners
from budget.store.submissions import load_content
from budget.usecases import close
from budget.usecases import deliver as delivery
from tests.store.samples import AMENDED
from tests.wording import unsaid

EXTRA = 50_000
HEADER_ROW = 3
FIRST_ROW = 4


@pytest.fixture
def store(own_example) -> Store:
    """The database behind the app of this test."""
    return open_store(read_settings().database_url)


@pytest.fixture
def plan(store: Store, programme: Programme) -> bytes:
    """The plan of Veiligheid in force, as its download gives it."""
    content = delivery.plan_in_force(store, programme, VISITOR, "VEI")
    return write_workbook(content, programme, "Geldend bestedingsplan Veiligheid")


def edited(workbook: bytes, change: Callable[[dict[str, openpyxl.cell.Cell]], None]) -> bytes:
    """The workbook after `change` was called with the cells of the first plan line, by header."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["Bestedingsplan"]
    headings = [cell.value for cell in sheet[HEADER_ROW]]
    change(dict(zip(headings, sheet[FIRST_ROW], strict=True)))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def with_more_money(cells: dict[str, openpyxl.cell.Cell]) -> None:
    for heading in ("Begroot", "Vrijgegeven", "Dec"):
        cells[heading].value += EXTRA


def with_a_word_for_an_amount(cells: dict[str, openpyxl.cell.Cell]) -> None:
    cells["Begroot"].value = "n.t.b."


def with_a_note(cells: dict[str, openpyxl.cell.Cell]) -> None:
    cells["Toelichting"].value = "Overleg in mei."


def accept_meanwhile(store: Store, programme: Programme, workbook: bytes) -> None:
    """Another file is submitted and accepted by two other persons while this one is on screen."""
    checked = delivery.check(store, programme, VISITOR, "ander.xlsx", workbook)
    now = max(submission.submitted_at for submission in delivery.submissions(store, programme, VISITOR))
    done = delivery.submit(store, programme, checked, workbook, "d.kaya", now, amendment=AMENDED)
    delivery.accept(store, programme, done.id, "t.mulder", now)


@pytest.fixture
def bigger_plan(plan: bytes) -> bytes:
    """The same plan with 50,000 euros more for its first line."""
    return edited(plan, with_more_money)


@pytest.fixture
def acceptance_page(own_example, store: Store, programme: Programme, bigger_plan: bytes):
    """The page where a second person decides about the bigger plan."""
    screen = own_example.open("deliver", person="k.yilmaz").upload("veiligheid.xlsx", bigger_plan)
    screen.say_why().click("Indienen")
    return own_example.go("accept")


def test_submitting_the_plan_in_force_again_changes_nothing(own_example, plan: bytes) -> None:
    screen = own_example.open("deliver", person="k.yilmaz").upload("veiligheid.xlsx", plan)
    assert "verandert niets" in screen.text
    assert all(button.disabled for button in screen.app.button if button.label == "Indienen")


def test_the_preview_shows_old_and_new_amount_and_the_total(own_example, bigger_plan: bytes) -> None:
    screen = own_example.open("deliver", person="k.yilmaz").upload("veiligheid.xlsx", bigger_plan)
    budget = next(row for row in screen.table("Wijzigingen in het plan") if row["Wat"] == "Begroot")
    assert (budget["Was"], budget["Wordt"]) == ("€\u00a0146.800,00", "€\u00a0196.800,00")
    assert unsaid(screen.text, "€ 146.800 naar € 196.800", "+ € 50.000") == []


def test_a_wrong_cell_is_named_and_nothing_is_stored(own_example, store, programme, plan: bytes) -> None:
    before = len(delivery.submissions(store, programme, VISITOR))
    wrong = edited(plan, with_a_word_for_an_amount)
    screen = own_example.open("deliver", person="k.yilmaz").upload("fout.xlsx", wrong)
    finding = screen.table("Bevindingen")[0]
    assert finding["Plaats"] == "Bestedingsplan!I4"
    assert "'n.t.b.' is geen bedrag" in finding["Wat en wat te doen"]
    assert "Er is niets opgeslagen" in screen.text
    assert not [button for button in screen.app.button if button.label == "Indienen"]
    assert len(delivery.submissions(store, programme, VISITOR)) == before


def test_the_blank_template_asks_for_at_least_one_line(own_example, programme: Programme) -> None:
    screen = own_example.open("deliver", person="k.yilmaz").upload("leeg.xlsx", blank_template(programme))
    assert "ten minste een regel" in screen.text


@pytest.mark.parametrize("person", ["a.bestuur", "h.smit", "l.meijer"])
def test_a_person_without_the_right_to_submit_gets_no_file_field(own_example, person: str) -> None:
    screen = own_example.open("deliver", person=person)
    assert not screen.app.get("file_uploader")
    assert "Kemal Yilmaz" in screen.text


@pytest.mark.parametrize("person", ["s.bakker"])
def test_a_person_of_another_domain_cannot_submit_and_reads_who_can(
    own_example, store, programme, bigger_plan: bytes, person: str
) -> None:
    before = len(delivery.submissions(store, programme, VISITOR))
    screen = own_example.open("deliver", person=person).upload("veiligheid.xlsx", bigger_plan)
    assert "Kemal Yilmaz" in screen.text
    assert not [button for button in screen.app.button if button.label == "Indienen"]
    asked = [*screen.app.text_input, *screen.app.checkbox, *screen.app.radio]
    assert not [field for field in asked if not field.key.startswith("keuze-")], "no door to what he may not"
    assert len(delivery.submissions(store, programme, VISITOR)) == before


def test_missing_input_for_submitting_is_named_beside_the_button(own_example, bigger_plan: bytes) -> None:
    screen = own_example.open("deliver").become("k.yilmaz").upload("veiligheid.xlsx", bigger_plan)
    assert screen.button("Indienen").disabled
    assert "nog nodig: waar de wijziging" in screen.text
    screen.say_why()
    assert "nog nodig" not in screen.text
    assert not screen.button("Indienen").disabled


def test_the_submitter_cannot_accept_his_own_file(acceptance_page) -> None:
    assert not [button for button in acceptance_page.app.button if button.label.startswith("Vaststellen")]
    assert unsaid(acceptance_page.text, "zelf ingediend", "Carla van Dijk") == []


def test_a_second_person_accepts_and_the_plan_counts(acceptance_page, store, programme) -> None:
    number = acceptance_page.app.selectbox(key="keuze-inzending").value
    screen = acceptance_page.become("c.vandijk").click("Vaststellen")
    assert f"Inzending {number} is vastgesteld" in screen.text
    line = next(
        x for x in delivery.plan_in_force(store, programme, VISITOR, "VEI").plan if x.code == "VEI-01.01"
    )
    assert line.budget == 196_800_00
    lines = screen.go("domain").choose("domein", "VEI").tables("Regels van Jongeren op het goede pad")[0]
    assert lines[0]["Begroot"] == "€\u00a0196.800"


def test_rejecting_needs_a_reason_that_the_submitter_can_read(acceptance_page) -> None:
    screen = acceptance_page.become("t.mulder").click("Terugsturen")
    assert "Geef een reden" in screen.text
    number = screen.app.selectbox(key="keuze-inzending").value
    screen.app.text_input(key=f"reden-{number}").set_value("De verdeling klopt niet.")
    screen.click("Terugsturen")
    latest = screen.become("k.yilmaz").table("Laatste inzendingen")[0]
    assert latest["Stand"] == "teruggestuurd"
    assert latest["Reden"] == "De verdeling klopt niet."


def send_back(screen, reason: str):
    number = screen.app.selectbox(key="keuze-inzending").value
    screen.app.text_input(key=f"reden-{number}").set_value(reason)
    return screen.click("Terugsturen")


def test_after_sending_back_only_the_outcome_is_shown_and_the_next_reason_is_empty(
    acceptance_page, store, programme, plan: bytes
) -> None:
    other = write_workbook(delivery.plan_in_force(store, programme, VISITOR, "WON"), programme, "Plan")
    changed = edited(other, with_a_note)
    checked = delivery.check(store, programme, VISITOR, "wonen.xlsx", changed)
    now = max(submission.submitted_at for submission in delivery.submissions(store, programme, VISITOR))
    delivery.submit(store, programme, checked, changed, "p.jansen", now, amendment=AMENDED)
    screen = acceptance_page.become("t.mulder")
    assert "veiligheid" in screen.button("Terugsturen").label
    screen = send_back(screen, "De verdeling klopt niet.")
    assert "is teruggestuurd: veiligheid.xlsx" in screen.text
    assert not screen.app.text_input
    screen.app.button(key="volgende").click()
    screen.run()
    assert [field.value for field in screen.app.text_input] == [""]
    assert "wonen" in screen.button("Terugsturen").label


@pytest.mark.parametrize("page", ["overview", "deliver"])
def test_the_sender_of_a_returned_file_sees_its_reason_at_once(acceptance_page, page: str) -> None:
    send_back(acceptance_page.become("t.mulder"), "De verdeling klopt niet.")
    screen = acceptance_page.become("k.yilmaz").go(page)
    (said,) = [warning.value for warning in screen.app.warning if "teruggestuurd" in warning.value]
    assert unsaid(said.replace("\\", ""), "veiligheid.xlsx", "Tim Mulder", "De verdeling klopt niet.") == []
    assert not [w for w in acceptance_page.become("f.amrani").app.warning if "teruggestuurd" in w.value]


def test_a_stale_plan_is_rejected(acceptance_page, store, programme, plan: bytes) -> None:
    screen = acceptance_page.become("c.vandijk")
    accept_meanwhile(store, programme, edited(plan, with_a_note))
    before = delivery.state(store, programme)
    screen.run().click("Vaststellen")
    assert "een ander plan vastgesteld" in screen.errors[0]
    assert delivery.state(store, programme) == before


def test_an_outdated_preview_cannot_be_accepted(acceptance_page, store, programme) -> None:
    screen = acceptance_page.become("c.vandijk")
    content = delivery.plan_in_force(store, programme, VISITOR, "WON")
    accept_meanwhile(store, programme, edited(write_workbook(content, programme, "Plan"), with_a_note))
    before = delivery.state(store, programme)
    screen.click("Vaststellen")
    assert "Sinds u keek" in screen.errors[0]
    assert delivery.state(store, programme) == before
    screen.run().click("Vaststellen")
    assert delivery.state(store, programme) == before + 1


@pytest.fixture
def corrected_bookings(store: Store, programme: Programme) -> bytes:
    """The latest bookings of Veiligheid, with one amount changed and one booking removed."""
    number = max(
        s.id for s in delivery.submissions(store, programme, VISITOR) if s.file.startswith("veiligheid_boek")
    )
    with store.read() as connection:
        (said,) = load_content(connection, programme.id, number).statements
    booked = [n for n, row in enumerate(said.rows) if row.kind is Kind.REALISED]
    rows = list(said.rows)
    rows[booked[0]] = rows[booked[0]]._replace(amount=rows[booked[0]].amount + 1)
    del rows[booked[1]]
    content = Content(statements=(replace(said, rows=tuple(rows)),))
    return write_workbook(content, programme, "Boekingen Veiligheid")


def test_corrections_are_listed_and_submitted_and_accepted_only_when_confirmed(
    own_example, store, programme, corrected_bookings: bytes
) -> None:
    screen = own_example.open("deliver", person="k.yilmaz").upload("correctie.xlsx", corrected_bookings)
    listed = screen.table("Correcties op eerdere boekingen")
    assert [row["Wordt"] == "vervalt" for row in listed] == [False, True]
    assert "dit bestand corrigeert" in screen.text
    assert screen.button("Indienen").disabled
    (box,) = screen.app.checkbox
    assert "2 correcties gezien" in box.label
    box.check()
    screen.run().click("Indienen")
    number = max(s.id for s in delivery.submissions(store, programme, VISITOR))
    assert not screen.go("accept").app.checkbox, "his own: nothing to confirm"
    screen.become("c.vandijk")
    assert screen.button("Vaststellen").disabled
    screen.app.checkbox[0].check()
    screen.run().click("Vaststellen")
    assert f"Inzending {number} is vastgesteld" in screen.text


def test_a_file_on_the_screen_is_checked_again_after_its_month_was_closed(
    own_example, store, programme, corrected_bookings: bytes
) -> None:
    late = "Boekingen in een afgesloten periode"
    screen = own_example.open("deliver", person="k.yilmaz").upload("correctie.xlsx", corrected_bookings)
    day = screen.table("Correcties op eerdere boekingen")[0]["Datum"]
    assert late not in screen.text
    now = max(submission.submitted_at for submission in delivery.submissions(store, programme, VISITOR))
    period = Period(int(day[-4:]), int(day[3:5]))
    number = close.propose_closing(store, programme, period, "c.vandijk", "Vastgesteld.", now)
    close.decide(store, programme, number, "h.smit", now, accepts=True)
    assert any("!" in row["Plaats"] for row in screen.run().table(late)), "the check names the cell"


def test_a_file_whose_sheets_contradict_each_other_is_explained_and_not_submitted(
    own_example, store, programme, corrected_bookings: bytes
) -> None:
    with store.read() as connection:
        number = max(
            s.id for s in delivery.submissions(store, programme, VISITOR) if s.file.startswith("leren_boek")
        )
        (said,) = load_content(connection, programme.id, number).statements
    row = next(row for row in said.rows if row.kind is Kind.REALISED)
    later = said.date + timedelta(days=1)
    other = replace(said, sheet="Later", date=later, rows=(row._replace(document="NIEUW"),))
    data = write_workbook(Content(statements=(said, other)), programme, "Leren")
    screen = own_example.open("deliver", person="r.pinas").upload("twee.xlsx", data)
    assert "aparte bestanden, het oudste eerst" in screen.errors[0]
    assert not [button for button in screen.app.button if button.label == "Indienen"]


def test_what_a_new_list_of_partners_adds_changes_and_drops_is_shown(own_example, store, programme) -> None:
    with store.read() as connection:
        known = load_partners(connection, programme.id, delivery.state(store, programme))
    first, second, *others = [found for found in known if found.domain == "VEI"]
    more = replace(first, amount=first.amount + 500_00)
    new = replace(second, partner="Buurtvereniging De Hoek")
    data = write_workbook(Content(partners=(more, new, *others)), programme, "Partners")
    screen = own_example.open("deliver", person="k.yilmaz").upload("partners.xlsx", data)
    assert unsaid(screen.text, "1 nieuw", "1 gewijzigd", "1 vervallen") == []
    rows = {row["Wat"]: row for row in screen.table("Wijzigingen in de bijdragen van partners")}
    assert rows["Gewijzigd"]["Was"] == f"bedrag {euro_exact(first.amount)}"
    assert rows["Gewijzigd"]["Wordt"] == f"bedrag {euro_exact(first.amount + 500_00)}"
    assert rows["Nieuw"]["Welke"].startswith("Buurtvereniging De Hoek")
    assert rows["Vervalt"]["Welke"].startswith(second.partner)


def test_a_differing_total_can_be_explained_by_a_row_shown_to_the_second_person(own_example, plan: bytes):
    first: list[int] = []

    def change(cells: dict[str, openpyxl.cell.Cell]) -> None:
        with_more_money(cells)
        first.append(cells["Begroot"].value * 100)

    screen = own_example.open("deliver", person="k.yilmaz").upload("plan.xlsx", edited(plan, change))
    (field,) = [one for one in screen.app.text_input if "begroot" in one.label]
    field.input("1")
    assert screen.run().button("Indienen").disabled
    (told,) = screen.table("Aansluiting")
    assert euro_exact(1_00) == told["Uw systeem"]
    read = int("".join(filter(str.isdigit, told["Gelezen"])))
    field, _ = [one for one in screen.app.text_input if "begroot" in one.label]
    field.input(f"{(read - first[0]) / 100:.2f}".replace(".", ","))
    screen.run()
    for row in (FIRST_ROW + 1, FIRST_ROW):
        assert screen.say_why().button("Indienen").disabled
        (why,) = [one for one in screen.app.text_input if "rijen" in one.label]
        why.input(f"rij {row}")
        screen.run()
    screen.click("Indienen")
    screen.go("accept").become("c.vandijk")
    assert f"rij {FIRST_ROW}: {euro_exact(first[0])}" in screen.text.replace("\\", "")


def test_an_unfinished_upload_is_named_when_it_is_lost(own_example, plan: bytes) -> None:
    gone = "Uw bestand halfweg.xlsx is niet meer hier."
    screen = own_example.open("deliver", person="k.yilmaz").upload("halfweg.xlsx", plan)
    assert gone not in screen.text
    screen.go("overview").go("deliver")
    assert gone in screen.text
    assert gone in screen.run().text
    screen.upload("anders.xlsx", plan)
    assert gone not in screen.run().text
