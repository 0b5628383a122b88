"""The figures on the pages are those of `depletion`, written as people read them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from budget.__main__ import main
from budget.labels import (
    MINUS,
    SIGNAL_ORDER,
    SIGNAL_SHAPE,
    euro,
    euro_exact,
    euro_short,
    percent,
    signal_word,
)
from budget.model import Colour, Programme
from budget.model.figures import OUTSIDE_PLAN
from budget.ui import domain as domain_page
from budget.ui.domain import EXPECTED
from tests.pages.test_plain_language import told

AMOUNTS = {
    "Begroot": "budget",
    "Vrijgegeven": "released",
    "Besteed": "realised",
    "Verplicht": "committed",
    "Vrije ruimte": "free",
}
ALL_FIGURES = "Alle cijfers"
DAYS = ("2024-03-31", "2024-05-31", "2024-09-30")


@pytest.fixture
def depletion(example, capsys: pytest.CaptureFixture[str]):
    """depletion(by, as_of) gives the rows that the command line prints for the same database."""

    def rows(by: str, as_of: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main(["depletion", "--by", by, "--as-of", as_of, "--year", as_of[:4], "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return rows


def expected(row: dict[str, Any]) -> dict[str, str]:
    """A row of `depletion` as a table of measures shows it, without its name."""
    colour = Colour(row["signal"]["colour"])
    shown = {heading: euro(row[key]) for heading, key in AMOUNTS.items()}
    is_apart = row["signal"]["rule"].endswith(OUTSIDE_PLAN)
    return shown | {
        "Besteed %": percent(row["depletion"]),
        "Signaal": f"{SIGNAL_SHAPE[colour]} {signal_word(colour, row['budget'], is_apart)}",
    }


def cents(text: str) -> int:
    """`− € 1.234,56` as people read it, in cents."""
    return int(re.sub(r"\D", "", text)) * (-1 if MINUS in text else 1)


def without_name(row: dict[str, str]) -> dict[str, str]:
    return {heading: value for heading, value in row.items() if heading != "Naam"}


@pytest.mark.parametrize("as_of", DAYS)
def test_the_table_of_the_overview_shows_every_domain_and_the_total_to_the_euro(
    example, depletion, as_of: str
) -> None:
    screen = example.open("overview", peildatum=as_of, jaar="2024", deel=ALL_FIGURES)
    shown = screen.table("Opgavedomeinen en het hele programma")
    rows = [*depletion("domain", as_of), *depletion("programme", as_of)]
    *domains, total = map(without_name, shown)
    assert total == expected(rows[-1])
    assert sorted(map(str, domains)) == sorted(str(expected(row)) for row in rows[:-1])


@pytest.mark.parametrize("as_of", DAYS)
def test_the_key_figures_of_the_overview_are_those_of_the_programme(example, depletion, as_of: str) -> None:
    shown = example.open("overview", peildatum=as_of, jaar="2024", deel=ALL_FIGURES).key_figures
    (total,) = depletion("programme", as_of)
    assert shown == {heading: euro_short(total[key]) for heading, key in AMOUNTS.items()}


@pytest.mark.parametrize("as_of", DAYS)
def test_the_heading_of_the_overview_says_how_much_was_spent_and_planned(
    example, depletion, as_of: str
) -> None:
    (total,) = depletion("programme", as_of)
    heading = example.open("overview", peildatum=as_of, jaar="2024").heading
    assert percent(total["depletion"]) in heading
    assert percent(total["norm"] / total["budget"]) in heading


def test_the_key_figures_of_each_domain_are_those_of_its_row(
    example, depletion, programme: Programme
) -> None:
    rows = {row["key"]: row for row in depletion("domain", "2024-09-30")}
    for domain in programme.domains:
        screen = example.open("domain", domein=domain.code, peildatum="2024-09-30", jaar="2024")
        row = rows[domain.code]
        assert screen.key_figures == {heading: euro_short(row[key]) for heading, key in AMOUNTS.items()}
        assert percent(row["depletion"]) in screen.heading


def test_each_domain_opens_into_all_its_lines_with_their_figures(
    example, depletion, programme: Programme
) -> None:
    lines = depletion("line", "2024-09-30")
    action_lines = depletion("action_line", "2024-09-30")
    for domain in programme.domains:
        screen = example.open("domain", domein=domain.code, peildatum="2024-09-30", jaar="2024")
        shown = [
            row
            for group in action_lines
            if group["domain"] == domain.code
            for table in screen.tables(f"Regels van {group['name']}")
            for row in table
        ]
        due = {row["name"]: expected(row) for row in lines if row["domain"] == domain.code}
        figures = [
            {heading: cell for heading, cell in row.items() if heading not in EXPECTED} for row in shown
        ]
        assert {row["Naam"]: without_name(row) for row in figures} == due


def test_in_a_long_plan_the_lines_of_an_action_line_load_on_opening(
    own_example, monkeypatch: pytest.MonkeyPatch
) -> None:
    captions = [f"Regels van {name}" for name in ("Jongeren op het goede pad", "Veilige buurten")]
    screen = own_example.open("domain", domein="VEI", peildatum="2024-09-30", jaar="2024")
    whole = [screen.table(caption) for caption in captions]
    monkeypatch.setattr(domain_page, "MOST_ROWS", sum(map(len, whole)) - 1)
    assert [screen.run().tables(caption) for caption in captions] == [[], []]
    screen.app.session_state["regels-VEI/Veilige buurten-False"] = True
    assert [screen.run().tables(caption) for caption in captions] == [[], [whole[1]]]


def test_the_bookings_of_a_line_add_up_to_what_it_spent(example, depletion) -> None:
    line = next(row for row in depletion("line", "2024-09-30") if row["key"] == "VEI-01.01")
    screen = example.open("domain", domein="VEI", regel="VEI-01.01", peildatum="2024-09-30", jaar="2024")
    *bookings, total = screen.table(line["name"])
    amounts = [row["Bedrag"] for row in bookings if row["Soort"] == "realisatie"]
    assert total["Bedrag"] == euro_exact(line["realised"]) == euro_exact(sum(map(cents, amounts)))
    assert not {"Leverancier", "Crediteur"} & bookings[0].keys()


def test_the_figures_of_another_year_are_not_those_of_this_one(example, depletion) -> None:
    this = example.open("overview", peildatum="2024-09-30", jaar="2024", deel=ALL_FIGURES).key_figures
    later = example.open("overview", peildatum="2025-03-31", jaar="2025", deel=ALL_FIGURES)
    next_year = later.key_figures
    (total,) = depletion("programme", "2025-03-31")
    assert next_year["Begroot"] == euro_short(total["budget"]) != this["Begroot"]


def test_a_reference_date_after_the_last_bookings_is_reported(example) -> None:
    screen = example.open("overview", peildatum="2024-12-31", jaar="2024")
    assert screen.heading.startswith("Cijfers tot en met 30 september: ")
    screen.go("domain")
    assert any("boekingen na 30 september 2024" in warning.value for warning in screen.app.warning)


@pytest.mark.parametrize(
    ("page", "key", "chosen"), [("overview", "bron", "COA"), ("domain", "thema", "COA/")]
)
def test_a_source_in_the_address_shows_its_lines(example, page: str, key: str, chosen: str) -> None:
    screen = example.open(page, peildatum="2024-09-30", jaar="2024", domein="VEI", **{key: chosen})
    (rows,) = screen.tables("Regels van Coalitiemiddelen")
    names = {row["Naam"][:3] for row in rows}
    assert names == {"VEI"} if page == "domain" else len(names) > 1


def test_a_row_of_the_overview_shows_the_signal_and_figures_of_its_domain(example, depletion) -> None:
    screen = example.open("overview", peildatum="2024-09-30", jaar="2024")
    said = " ".join(" ".join(told(element) for element in screen.app.get("html")).split())
    for row in depletion("domain", "2024-09-30"):
        if row["key"]:
            assert " ".join(row["signal"]["reason"].split()) in said
            assert percent(row["depletion"]) in screen.text
            assert euro_short(row["room"]) in screen.text
            assert not row["short"] or f"{euro_short(row['short'])} tekort" in screen.text


def test_the_rows_are_in_order_of_urgency(example) -> None:
    screen = example.open("overview", peildatum="2024-09-30", jaar="2024")
    links = [link.proto.label for link in screen.app.get("page_link") if link.proto.page == "opgavedomein"]
    shapes = [next(shape for shape in SIGNAL_SHAPE.values() if shape in label) for label in links]
    assert shapes == sorted(shapes, key=[SIGNAL_SHAPE[colour] for colour in SIGNAL_ORDER].index)
    assert len(shapes) == 7


def test_the_sparkline_of_a_row_ends_with_its_bookings(example) -> None:
    screen = example.open("overview", peildatum="2024-12-31", jaar="2024")
    bodies = " ".join(element.proto.body for element in screen.app.get("html"))
    lines = re.findall(r'class="loop"[^>]*alt="([^"]*)"', bodies)
    assert len(lines) == 8
    assert all("30 september" in alt and "31 december" not in alt for alt in lines)


def test_the_running_position_is_never_presented_as_signed(example) -> None:
    running = example.open("overview", peildatum="2024-09-30", jaar="2024")
    assert "Lopende stand op 30 september 2024" in " ".join(running.text.split())
    later_known = example.open("overview", peildatum="2024-08-31", jaar="2024")
    assert "Lopende stand op 31 augustus 2024" in " ".join(later_known.text.split())
    assert "Ondertekende stand op" not in later_known.text
    links = [link.proto.label for link in running.app.get("page_link")]
    assert "Ondertekende stand van 31 augustus" in links


@pytest.mark.parametrize("page", ["overview", "domain"])
def test_changes_have_the_sign_of_their_effect_on_free_room_on_every_page(example, page: str) -> None:
    tab = {"overview": {"deel": "Wat is er veranderd?"}, "domain": {"onderdeel": "Wat is er veranderd?"}}
    screen = example.open(page, **tab[page])
    bridge = {row["Onderdeel"]: row["Bedrag"] for row in screen.table("Van toen naar nu")}
    rows = screen.table("Alle wijzigingen")
    for words in ("Nieuwe boekingen", "Andere verplichtingen"):
        signs = [row["Vrije ruimte"][0] for row in rows if row["Wat"] == words]
        assert max(set(signs), key=signs.count) == bridge[words][0]
        total = sum(_euros(row["Vrije ruimte"]) for row in rows if row["Wat"] == words)
        assert abs(total - _euros(bridge[words])) <= len(signs)
    said = screen.text + " ".join(link.label for link in screen.app.get("page_link"))
    assert re.findall(r"nieuwe boekingen ([+−])", said) == [MINUS] * 5


def _euros(text: str) -> int:
    return int(re.sub(r"\D", "", text)) * (-1 if MINUS in text else 1)
