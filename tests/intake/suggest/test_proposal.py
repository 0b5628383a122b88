"""A draft uses what is certain and asks the rest; excluded columns are listed with their total."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from budget.intake.check_context import CheckContext
from budget.intake.findings import message_of
from budget.intake.mapping.layout_text import read_layouts
from budget.intake.mapping.layout_writing import write_layouts
from budget.labels import euro_exact
from budget.model import BudgetError, Programme, SheetKind
from budget.sandbox.check import check_file
from budget.sandbox.suggest import draft_layouts
from budget.workbook.limits import Limits
from tests.intake.layouts import DEBIT, KINDS, REVENUE, SAP, SEVERAL, STAND
from tests.intake.suggest.drafts import Rows, agree, amounts, asked, draft, read, uncover
from tests.intake.workbooks import codes, line, message, xlsx

PLAN = line(), line(code="JEU-002")


def answered(
    rows: Rows, programme: Programme, *lines: str, change: tuple[str, str] = ("", "")
) -> dict[str, int]:
    """Cents per kind of money with every first offer, these lines uncommented and one correction."""
    text = agree(uncover(draft(rows, programme), *lines))
    assert change[0] in text
    checked = read(rows, programme, text.replace(*change, 1), PLAN)
    assert checked.accepted, [message_of(finding) for finding in checked.findings]
    return amounts(checked)


@pytest.mark.parametrize(
    ("rows", "expected", "questions"),
    [
        (SAP, {"realised": 200_025}, set()),
        (DEBIT, {"realised": 200_025}, set()),
        (KINDS, {"budget": 12_000_000, "realised": 120_025, "committed": 2_000_000}, {"Jaar"}),
        (
            SEVERAL,
            {"budget": 200_000, "released": 180_000, "realised": 55_075, "committed": 20_000},
            {"Boekdatum", "Jaar"},
        ),
    ],
    ids=["line items", "debit and credit", "kinds in rows", "several amounts"],
)
def test_exports_of_other_systems_are_read_once_their_questions_are_answered(
    rows: Rows, expected: dict[str, int], questions: set[str], programme: Programme
) -> None:
    assert asked(draft(rows, programme)) == questions
    assert answered(rows, programme) == expected


def test_rows_of_one_code_are_added_up_and_amounts_below_zero_are_asked_about(programme: Programme) -> None:
    text = draft(STAND, programme)
    (layout,) = read_layouts(agree(text))
    assert layout.headers[4] == "Begroting Gewijzigd"
    assert (layout.parts[0].adds_up, layout.parts[0].costs_only) == (True, False)
    assert {part.columns["code"] for part in layout.parts} == {"Kostenplaats Code"}
    costs = read_layouts(agree(text.replace("# onder-nul", "onder-nul")))[0]
    assert [part.costs_only for part in costs.parts] == [True, True, True]


def test_of_a_sheet_with_costs_and_revenue_only_the_costs_are_taken(programme: Programme) -> None:
    rows = [
        ["Programma", "Lasten/Baten", "Begroting 2024", "Rekening 2024"],
        ["1 Molens", "Lasten", 100, 60],
        ["1 Molens", "Baten", 40, 10],
        ["2 Sluizen", "Lasten", 30.5, 1],
    ]
    assert answered(rows, programme) == {"budget": 13_050, "realised": 6_100}


JOURNAL = [
    ["Datum", "Boekstuknummer", "Rekening", "Tegenrekening", "Kostenplaats", "Bedrag", "Omschrijving"],
    ["2024-01-05", "J1", "4000", "1600", "JEU-001", "1210,00", "Inkoop 1"],
    ["2024-01-05", "J1", "1520", "1600", "", "210,00", "btw"],
    ["2024-01-20", "J2", "4000", "1600", "JEU-002", "605,00", "Inkoop 2"],
    ["2024-01-20", "J2", "1520", "1600", "", "105,00", "btw"],
    ["2024-01-21", "J2", "1600", "1100", "", "-910,00", "betaling"],
]
GERMAN_JOURNAL = [
    ["Buchungsdatum", "Beleg", "Sachkonto", "Gegenkonto", "Kostenstelle", "Betrag", "Text"],
    *JOURNAL[1:],
]
WITH_ORDER = [
    ["Boekdatum", "Stuknummer", "Grootboekrekening", "Kostensoort", "WBS-element", "Bedrag", "Tekst"],
    *JOURNAL[1:],
]


@pytest.mark.parametrize("rows", [JOURNAL, GERMAN_JOURNAL, WITH_ORDER], ids=["nl", "de", "wbs"])
def test_of_a_journal_the_cost_centre_is_the_code_and_only_its_rows_count(rows: Rows, programme) -> None:
    text = draft(rows, programme)
    assert asked(text) == set()
    (layout,) = read_layouts(text)
    assert layout.parts[0].columns["code"] == rows[0][4]
    assert "supplier" not in layout.parts[0].columns
    checked = read(rows, programme, text, PLAN)
    assert checked.accepted, [message_of(finding) for finding in checked.findings]
    assert amounts(checked) == {"realised": 181_500}
    assert f"3 rijen met samen {euro_exact(-59_500)}" in message(checked, "mapping-rows")


def test_a_missing_cost_centre_is_asked_for(programme: Programme) -> None:
    rows = [[cell for n, cell in enumerate(row) if n != 4] for row in JOURNAL]
    assert asked(draft(rows, programme)) == {"Regelcode"}
    with pytest.raises(BudgetError, match="'Regelcode' ontbreekt"):
        read(rows, programme, draft(rows, programme))


def test_a_column_with_the_codes_of_the_plan_is_offered_first(programme: Programme) -> None:
    rows = [
        ["Nummer", "Vak", "Datum", "Bedrag"],
        ["1", "JEU-001", "05-01-2024", "5"],
        ["2", "JEU-002", "06-01-2024", "6"],
    ]
    offers = [one for one in draft(rows, programme, PLAN).splitlines() if one.startswith('# "Regelcode"')]
    assert offers[0].startswith('# "Regelcode" = "Vak"')


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Werkelijk t/m september 2024", "2024-09-30"),
        ("Realisatie tot en met 2e kwartaal 2024", "2024-06-30"),
        ("Besteed t/m 15-10-2024", "2024-10-15"),
        ("Gerealiseerd t/m periode 4 2024", "2024-04-30"),
    ],
)
def test_a_header_that_says_until_when_gives_the_booking_date(header: str, day: str, programme) -> None:
    rows = [
        [
            "Kostenplaats",
            "Omschrijving",
            "Primitieve begroting 2024",
            "Begroting na wijziging 2024",
            header,
            "Verplichtingen",
        ],
        ["JEU-001", "Sport", 90, 100, 40, 15],
        ["JEU-002", "Trainers", 50, 50, 20, 5],
    ]
    checked = read(rows, programme, agree(draft(rows, programme)))
    assert amounts(checked) == {"budget": 15_000, "realised": 6_000, "committed": 2_000}
    assert {row.date.isoformat() for found in checked.content.statements for row in found.rows} == {day}


def test_a_closing_day_that_differs_from_the_mapping_is_reported(programme: Programme) -> None:
    rows = [["Stand t/m september 2024"], ["Kostenplaats", "Naam", "Werkelijk"], ["JEU-001", "Sport", 40.5]]
    text = draft(rows, programme)
    assert "mapping-day" not in codes(read(rows, programme, text, PLAN))
    rows[0] = ["Stand t/m oktober 2024"]
    assert "31-10-2024" in message(read(rows, programme, text, PLAN), "mapping-day")


@pytest.mark.parametrize(
    ("headers", "asks"),
    [
        (["Begroting A", "Begroting B"], {"Begroot"}),
        (["Subsidieplafond", "Begroot"], {"Begroot"}),
        (["Begroot", "Krediet"], {"Begroot"}),
        (["Maximum", "Toegekend"], {"Begroot"}),
        (["Uitgaven", "Bedrag"], {"Bedrag", "Begroot"}),
        (["Besteed regio", "Besteed stad"], {"Bedrag"}),
        (["Primitieve begroting", "Bijgestelde begroting"], set()),
        (["Kolom 1", "Kolom 2"], {"Bedrag", "Begroot"}),
    ],
)
def test_amounts_that_could_both_be_meant_are_asked_with_their_totals(headers, asks, programme) -> None:
    rows = [
        ["Stand 2024, t/m juni 2024"],
        ["Kostenplaats", "Naam", *headers],
        ["JEU-001", "Sport", 40.5, 70.25],
    ]
    text = draft(rows, programme)
    assert asked(text) == asks
    assert (f"samen {euro_exact(4_050)}" in text, f"samen {euro_exact(7_025)}" in text) == (True, bool(asks))


@pytest.mark.parametrize(("first", "asks"), [("211000", {"Begroot"}), ("Schulbedarf", set())])
def test_a_budget_that_may_be_the_account_of_each_row_is_asked(first: str, asks: set[str], programme) -> None:
    head = ["Ansatz", "Bezeichnung"] if asks else ["Bezeichnung", "Ansatz"]
    names = [first, "Schule 1"] if asks else [first, "211000"]
    rows: Rows = [
        ["Stand 2024, t/m juni 2024"],
        ["Kostenplaats", *head, "Ist"],
        ["JEU-001", *names, "1.234,56"],
    ]
    rows = [row if len(row) < 2 else row[1:] + row[:1] for row in rows]
    assert asked(draft(rows, programme)) == asks


@pytest.mark.parametrize(("header", "is_taken"), [("Empenhado", False), ("Empenhado a liquidar", True)])
def test_total_committed_is_not_read_as_open_commitments(header: str, is_taken: bool, programme) -> None:
    rows: Rows = [["Ação", "Dotação 2024", header, "Pago"], ["JEU-001", 100.5, 90.25, 80.25]]
    assert ('"Soort" = "verplichting"' in draft(rows, programme)) is is_taken


@pytest.mark.parametrize(("title", "asks"), [("Overzicht", {"Begroot", "Jaar"}), ("Begroting 2025", set())])
def test_a_budget_of_several_years_is_asked_unless_the_title_names_one(title, asks, programme) -> None:
    rows = [
        [title],
        ["Kostenplaats", "Naam", "Begroting 2024", "Begroting 2025"],
        ["JEU-001", "Sport", 40.5, 70.25],
    ]
    assert asked(draft(rows, programme)) == asks


@pytest.mark.parametrize("header", ["Besteed %", "% van budget", "Percentage besteed", "Besteed pct"])
def test_a_percentage_is_never_an_amount(header: str, programme: Programme) -> None:
    rows = [
        ["t/m juni 2024"],
        ["Kostenplaats", "Werkelijk", header],
        ["JEU-001", 40.5, 0.71],
        ["JEU-002", 10, 0.5],
    ]
    text = draft(rows, programme)
    assert asked(text) == set()
    assert f"# Niet gebruikt: {header} (percentages)" in text


def test_an_empty_column_for_credit_asks_nothing(programme: Programme) -> None:
    rows = [
        ["Datum", "Boekstuk", "Kostenplaats", "Debet", "Credit"],
        ["01-02-2024", "1", "JEU-001", "12,50", None],
        ["02-02-2024", "2", "JEU-002", "7,25", None],
    ]
    text = draft(rows, programme)
    assert asked(text) == set()
    assert amounts(read(rows, programme, text, (*PLAN, line(code="JEU-002")))) == {"realised": 1_975}


@pytest.mark.parametrize(
    ("parts", "budgets", "is_share"),
    [
        ((0.4, 1.1), (1_000, 900), True),
        ((0.4, 2.01), (1_000, 900), False),
        ((1, 2), (1_000, 900), False),
        ((0.4, 1.1), (999.99, 900), False),
    ],
)
def test_fractions_beside_amounts_are_read_as_shares(
    parts: tuple[float, ...], budgets: tuple[float, ...], is_share: bool, programme: Programme
) -> None:
    values = zip(("JEU-001", "JEU-002"), budgets, parts, strict=True)
    rows = [["Stand 2024"], ["Kostenplaats", "Begroot", "Realisatie"], *map(list, values)]
    text = draft(rows, programme)
    assert ("Niet gebruikt: Realisatie (percentages)" in text) is is_share
    assert ('"Bedrag" = "Realisatie"' in text) is not is_share


def test_a_number_that_its_cell_shows_as_a_percentage_is_no_amount(programme: Programme) -> None:
    def touch(book: Any) -> None:
        book["Blad"]["C2"].number_format = "0%"

    data = xlsx(touch, Blad=[["Kostenplaats", "Naam", "Besteed", "Bedrag"], ["JEU-001", "Sport", 0.71, 40.5]])
    (layout,) = draft_layouts("a.xlsx", data, programme)
    assert layout.parts[-1].columns["amount"] == "Bedrag"


def test_a_forecast_beside_what_is_booked_is_left_out_with_its_total(programme: Programme) -> None:
    rows = [["t/m juni 2024"], ["Kostenplaats", "Werkelijk", "Verwacht eind 2024"], ["JEU-001", 40.5, 99.25]]
    text = draft(rows, programme)
    assert amounts(read(rows, programme, text, PLAN)) == {"realised": 4_050}
    assert f"eind 2024 (prognose): 1 rij, samen {euro_exact(9_925)}" in text


PIPES = """31.12.2024                     Dynamische lijstweergave                    1
------------------------------------------------------------------
|Kostenpl.|Documentnr|Boek.datum|    Waarde in CO-valuta|Omschrijving  |
------------------------------------------------------------------
|JEU-001  |100000001 |12.03.2024|               1.234,50 |Factuur a     |
|JEU-001  |100000002 |14.03.2024|                 234,50-|Creditnota    |
{again}|JEU-002  |100000003 |15.03.2024|                 500,00 |Factuur b     |
------------------------------------------------------------------
|*        |          |          |               1.500,00 |              |
------------------------------------------------------------------
"""
AGAIN = "\n".join(PIPES.splitlines()[:4]) + "\n"


@pytest.mark.parametrize("again", ["", AGAIN], ids=["one page", "two pages"])
def test_a_list_with_pipes_is_read_also_where_its_head_is_repeated(again: str, programme: Programme) -> None:
    data = PIPES.format(again=again).encode()
    text = write_layouts(draft_layouts("lijst.txt.csv", data, programme))
    checked = check_file("lijst.csv", data, programme, CheckContext(PLAN, (text,)))
    assert checked.accepted, [message_of(finding) for finding in checked.findings]
    assert amounts(checked) == {"realised": 150_000}


def test_our_own_sheets_have_no_draft(programme: Programme) -> None:
    rows = [["Boekstuk", "Datum", "Kostenplaats", "Bedrag"], ["1", "05-01-2024", "JEU-001", "5"]]
    with pytest.raises(BudgetError, match="Er is niets te koppelen"):
        draft_layouts("a.xlsx", xlsx(Blad=rows), programme)


def test_a_sheet_with_the_same_total_as_another_is_left_out_and_named(programme: Programme) -> None:
    details = [["Code", "Naam", "Begroot"], ["A-1", "x", 10], ["A-2", "y", 5]]
    summary = [["Code", "Naam", "Begroot"], ["A", "alles", 15], ["B", "niets", 0]]
    layouts = draft_layouts("a.xlsx", xlsx(Detail=details, Som=summary), programme)
    assert [layout.name for layout in layouts] == ["Detail"]
    assert any(note.startswith("Blad Som") for note in layouts[0].notes)


def test_mostly_negative_costs_have_their_sign_reversed(programme: Programme) -> None:
    rows = [*REVENUE, ["JEU-001", "402", "30-04-2024", "20-"], ["JEU-001", "403", "30-04-2024", "3-"]]
    assert answered(rows, programme) == {"realised": 500_000 - 100_000}


def test_an_unknown_name_is_listed_with_the_nearest_one_and_not_used(programme: Programme) -> None:
    rows = [["Code", "Pijler", "Naam", "Begroot"], ["A-1", "Veilighied", "Toezicht", 10.0]]
    text = agree(draft(rows, programme))
    assert '"Veilighied" = "" # Bedoelt u \'Veiligheid\'?' in text
    assert codes(read(rows, programme, text)).count("name-unknown") == 1
    change = '"Veilighied" = ""', '"Veilighied" = "Veiligheid"'
    assert answered(rows, programme, change=change) == {"budget": 1_000}


def test_a_column_of_mostly_other_names_is_not_taken_for_ours(programme: Programme) -> None:
    rows = [["Programma", "Code", "Begroot"], ["1 Sociaal", "A-1", 10.0], ["2 Veilig", "A-2", 5.0]]
    assert answered(rows, programme) == {"budget": 1_500}


OTHER_HEADERS = ["Code", "Pijler", "Geldpot", "Omschrijving", "Begroot 2024"]


def test_a_column_with_only_known_names_is_used_whatever_its_header(programme: Programme) -> None:
    domain, source = programme.domains[0].name, programme.sources[0].name
    (layout,) = draft_layouts(
        "p.xlsx", xlsx(B=[OTHER_HEADERS, ["X-1", domain, source, "Werk", 5]]), programme
    )
    found = layout.parts[0].columns
    assert (found["domain"], found["source"]) == ("Pijler", "Geldpot")


@pytest.mark.parametrize("first", [True, False], ids=["two columns of names", "one other name"])
def test_an_ambiguous_column_of_names_is_not_used(first: bool, programme: Programme) -> None:
    domain, source = programme.domains[0].name, programme.sources[0].name
    row = ["X-2", domain, source, source, 5] if first else ["X-2", domain, "Onbekend", "Werk", 5]
    start = ["X-1", domain, source, source if first else "Werk", 5]
    (layout,) = draft_layouts("p.xlsx", xlsx(B=[OTHER_HEADERS, start, row]), programme)
    assert "source" not in layout.parts[0].columns


def test_the_unit_in_a_title_is_in_the_draft(programme: Programme) -> None:
    rows = [["Bedragen in € 1.000"], [], ["Code", "Naam", "Begroot"], ["A-1", "Toezicht", 10.5]]
    (layout,) = draft_layouts("a.xlsx", xlsx(Blad=rows), programme)
    assert layout.unit == 1_000


@pytest.mark.parametrize("rows", [[["Alleen", "maar", "tekst"], ["a", "b", "c"]], [["x"]]])
def test_a_sheet_without_amounts_has_no_draft(rows, programme: Programme) -> None:
    with pytest.raises(BudgetError, match="blad met kolomkoppen en bedragen"):
        draft_layouts("a.xlsx", xlsx(Blad=rows), programme)


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Naam", "Begroot"], [None, None, 10.5], [None, None, 20.5]],
        [["Code", "Naam", "Kolom"], [None, None, 10.5], [None, None, 20.5]],
        [["Code", "Datum", "Bedrag"], [None, date(2026, 3, 1), 10.5], [None, date(2026, 3, 2), 20.5]],
    ],
)
def test_a_sheet_without_any_code_or_name_gets_no_draft(rows, programme: Programme) -> None:
    with pytest.raises(BudgetError, match="blad met kolomkoppen en bedragen"):
        draft_layouts("a.xlsx", xlsx(Blad=rows), programme)


def test_a_damaged_workbook_gets_no_draft(programme: Programme) -> None:
    with pytest.raises(BudgetError, match="Er is niets te koppelen"):
        draft_layouts("a.xlsx", b"PK\x03\x04", programme)


def test_a_file_that_takes_too_long_is_reported_as_a_timeout(programme: Programme):
    data = xlsx(Blad=[["Kostenplaats", "Budget"], ["1", 5]])
    with pytest.raises(BudgetError, match=r"a.xlsx: het lezen"):
        draft_layouts("a.xlsx", data, programme, Limits(seconds=0, seconds_per_mb=0))


COSTS = "onder-nul = "


@pytest.mark.parametrize(
    ("name", "lines", "plan", "ledger"),
    [
        ("bremen_2016.xlsx", ['"Begroot" = "Haushaltssoll', COSTS], 2_379_298_333_715, 1_878_552_163_840),
        ("drimmelen_jaarstukken2021_trailing_minus.csv", [], 5_990_500_000, 5_706_400_000),
        (
            "moers_haushalt.csv",
            ['"Begroot" = "Plan 2017"', '"Bedrag" = "Ist 2016"', COSTS, COSTS, "onder-nul-in"],
            28_567_017_125,
            27_693_938_319,
        ),
        ("nieuwkoop_jaarstukken2018_taakveld.csv", [], 4_080_000, 5_133_500),
    ],
)
def test_public_files_are_accepted_to_their_own_total_once_their_questions_are_answered(
    name: str, lines: list[str], plan: int, ledger: int, shared_data: Path, programme: Programme
) -> None:
    data = (shared_data / "workbooks" / name).read_bytes()
    patient = Limits(seconds=60)
    text = agree(uncover(write_layouts(draft_layouts(name, data, programme, patient)), *lines))
    checked = check_file(name, data, programme, CheckContext((), (text,)), limits=patient)
    assert checked.accepted, [message_of(finding) for finding in checked.findings][:5]
    found = dict.fromkeys((SheetKind.PLAN, SheetKind.LEDGER), 0)
    for sheet in checked.sheets:
        found[sheet.kind] += sheet.total
    assert found == {SheetKind.PLAN: plan, SheetKind.LEDGER: ledger}


def test_a_row_of_field_codes_below_the_labels_is_part_of_the_header(programme: Programme) -> None:
    rows = [
        ["Kostenplaats", "Omschrijving", "Boekdatum", "Bedrag"],
        ["KOSTL", "SGTXT", "BUDAT", "DMBTR"],
        ["JEU-001", "Zaalhuur", date(2024, 3, 1), 1000],
        ["JEU-002", "Ballen", date(2024, 4, 1), 500],
    ]
    assert answered(rows, programme) == {"realised": 150_000}


def test_field_codes_of_a_system_are_known_where_they_are_the_only_header(programme: Programme) -> None:
    rows = [
        ["KOSTL", "BELNR", "BUDAT", "WKGBTR", "SGTXT"],
        ["JEU-001", "1", date(2024, 3, 1), 1000, "Zaalhuur"],
        ["JEU-002", "2", date(2024, 4, 1), 500, "Ballen"],
    ]
    assert asked(draft(rows, programme)) == set()
    assert answered(rows, programme) == {"realised": 150_000}


def test_the_draft_carries_the_first_ten_rows_of_the_sheet(programme: Programme) -> None:
    rows = [
        ["Stand"],
        ["Kostenplaats", "Naam", "Werkelijk"],
        [],
        *(["JEU-001", "Sport", n] for n in range(12)),
    ]
    (layout,) = draft_layouts("a.xlsx", xlsx(Blad=rows), programme)
    assert (len(layout.rows), layout.rows[0], layout.rows[9][2]) == (10, ("JEU-001", "Sport", "0"), "9")
