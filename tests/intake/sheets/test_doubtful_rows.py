"""Rows that may count twice, or not at all, raise a question per cell, with a remedy."""

from __future__ import annotations

import random

import pytest

from budget.model import Programme
from tests.intake.workbooks import cells, check, codes, ledger, line, message, plan, plan_row, xlsx

TOTAL = ["Totaal", *[None] * 7]


def _lines(*amounts: float, **last: object) -> list[dict]:
    rows = [{"Regelcode": f"JEU-{n:03}", "Begroot": amount} for n, amount in enumerate(amounts, 1)]
    rows[-1].update(last)
    return rows


@pytest.mark.parametrize(("amount", "asked"), [(299.99, False), (300, True), (300.01, False)])
def test_a_complete_row_that_says_total_and_is_the_sum_is_asked_about(amount, asked, programme: Programme):
    checked = check(xlsx(Plan=plan(*_lines(100, 200, amount, Activiteit="Totaal"))), programme)
    assert cells(checked, "total-counts") == (["Plan!D4"] if asked else [])
    assert checked.accepted is not asked


def test_a_complete_row_that_is_the_sum_of_its_own_section_is_asked_about(programme: Programme):
    rows = _lines(1, 2, 3, 10, 20, 30)
    rows[2]["Actielijn"] = rows[5]["Actielijn"] = "Subtotaal"
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "total-counts") == ["Plan!C4", "Plan!C7"]


def test_a_complete_total_above_its_lines_is_asked_about(programme: Programme):
    rows = _lines(300, 100, 200)
    rows[0]["Activiteit"] = "Jeugd totaal"
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "total-counts") == ["Plan!D2"]


@pytest.mark.parametrize(
    ("amounts", "asked"), [((1, 2, 3), False), ((1, 2, 4, 7), True), ((1, 2, 4, 8), False)]
)
def test_the_last_line_of_a_plan_is_asked_about_when_it_is_the_sum_of_three(
    amounts, asked, programme: Programme
):
    checked = check(xlsx(Plan=plan(*_lines(*amounts))), programme)
    assert ("total-last" in codes(checked)) is asked


def test_a_code_that_contains_a_total_word_is_a_line_without_a_source(programme: Programme):
    rows = plan(*_lines(1, 2, 4, Regelcode="SOM-03", Bron=None))
    assert cells(check(xlsx(Plan=rows), programme), "cell-missing") == ["Plan!E4"]


@pytest.mark.parametrize("word", ["Totaal", "Jeugd totaal", "Diversen"])
def test_a_row_without_a_code_but_with_a_source_is_no_total(word: str, programme: Programme):
    row = [None, None, None, word, "Coalitiemiddelen", None, None, None, 3]
    checked = check(xlsx(Plan=[*plan(*_lines(1, 2)), row]), programme)
    assert "Plan!A4" in cells(checked, "cell-missing")


def test_a_booking_without_a_code_that_says_total_is_no_total(programme: Programme):
    rows = ledger(
        {"Omschrijving": "x"}, {"Omschrijving": "Totaal onderhoud", "Regelcode": None, "Boekdatum": None}
    )
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert {"Boekingen!D3", "Boekingen!C3"} <= set(cells(checked, "cell-missing"))


@pytest.mark.parametrize("word", ["Totaal", "Eindtotaal", "Totaal generaal:"])
def test_lines_under_the_total_of_everything_are_asked_about(word: str, programme: Programme):
    rows = [*plan({}), [word, *TOTAL[1:], 1200], [], ["Overige regels"], plan_row(Regelcode="JEU-002")]
    assert cells(check(xlsx(Plan=rows), programme), "rows-below-total") == ["Plan!A6"]


@pytest.mark.parametrize("word", ["Vervallen regels", "Lijst: geannuleerd", "Niet doorgegaan in 2024"])
def test_lines_under_a_heading_that_excludes_them_are_asked_about(word: str, programme: Programme):
    rows = [*plan({}), [], [word], plan_row(Regelcode="JEU-002"), ["Subtotaal", *TOTAL[1:], 1200]]
    assert cells(check(xlsx(Plan=rows), programme), "rows-below-total") == ["Plan!A5"]


def test_lines_right_under_a_final_total_are_asked_about(programme: Programme):
    rows = [*plan({}), ["Eindtotaal", *TOTAL[1:], 1200], plan_row(Regelcode="JEU-002")]
    assert cells(check(xlsx(Plan=rows), programme), "rows-below-total") == ["Plan!A4"]


def test_sections_with_a_total_each_are_no_lines_under_a_total(programme: Programme):
    rows = [*plan({}), [*TOTAL, 1200], plan_row(Regelcode="JEU-002"), [*TOTAL, 1200], [*TOTAL, 2400]]
    assert check(xlsx(Plan=rows), programme).accepted


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Beginsaldo 2024", True),
        ("Saldo vorig jaar", True),
        ("Openingsbalans", True),
        ("saldo per 31-12-2023", True),
        ("Saldo van vorig boekjaar", True),
        ("IB 2024 overgenomen", True),
        ("Balans 2023 overgenomen", True),
        ("Anfangsbestand", True),
        ("Carry-over 2023", True),
        ("Report à nouveau", True),
        ("Closing balance", True),
        ("Overboeking saldo 2023", True),
        ("Transport van vorige pagina", True),
        ("Transport van vorige week", False),
        ("Carryall huur", False),
        ("Overdracht vorig jaar", True),
        ("Overdracht sleutels", False),
        ("IB-coach school", False),
        ("Balans op straat", False),
        ("Opening buurthuis", False),
        ("Standplaats", False),
    ],
)
def test_a_balance_among_the_bookings_is_asked_about(text: str, asked: bool, programme: Programme):
    checked = check(xlsx(Boekingen=ledger({"Omschrijving": text})), programme, line())
    assert cells(checked, "ledger-balance") == (["Boekingen!I2"] if asked else [])


def test_codes_that_repeat_the_sum_of_the_codes_below_them_are_asked_about(programme: Programme):
    amounts = {"A1": 150, "A1-01": 100, "A1-02": 50, "A2": 30, "A2-01": 30, "A3": 5, "A3-01": 3, "A3-02": 2}
    rows = plan(*({"Regelcode": code, "Begroot": amount} for code, amount in amounts.items()))
    assert cells(check(xlsx(Plan=rows), programme), "plan-code-sum") == ["Plan!A2", "Plan!A5", "Plan!A7"]


def test_a_code_above_others_with_money_of_its_own_is_a_line(programme: Programme):
    amounts = {"A1": 151, "A1-01": 100, "A1-02": 50}
    rows = plan(*({"Regelcode": code, "Begroot": amount} for code, amount in amounts.items()))
    assert check(xlsx(Plan=rows), programme).accepted


def _asks(programme: Programme, *amounts: float) -> list[str]:
    rows = ({"Regelcode": f"JEU-{n}", "Begroot": amount} for n, amount in enumerate(amounts))
    return cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum")


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ((10, 20), []),
        ((10, 20, 30), ["Plan!I4"]),
        ((60, 10, 20, 30), ["Plan!I2"]),
        ((10, 20, 30, 15, 25, 40), ["Plan!I4", "Plan!I7"]),
        ((30, 10, 20, 40, 15, 25), ["Plan!I2", "Plan!I5"]),
        ((10, 20, 31), []),
        ((0, 20, 20), []),
    ],
)
def test_a_line_that_is_the_sum_of_others_is_asked_about(programme: Programme, amounts, found):
    assert _asks(programme, *amounts) == found


@pytest.mark.parametrize(
    ("first", "heading", "asked"),
    [
        (None, "Nog te dekken", True),
        (None, "Overige wensen", True),
        (None, "Pagina 2", False),
        ("Lijn Sport", "Lijn Cultuur", False),
    ],
)
def test_lines_below_a_heading_are_asked_about_where_the_first_lines_have_none(
    first: str | None, heading: str, asked: bool, programme: Programme
):
    head, *rows = plan(*_lines(1, 2, 4))
    sheet = [head, *([[first]] if first else []), *rows[:2], [], [heading], rows[2]]
    checked = check(xlsx(Plan=sheet), programme)
    assert checked.content, codes(checked)
    assert cells(checked, "rows-below-heading") == (["Plan!A6"] if asked else [])
    assert len(checked.content.asks) == asked


@pytest.mark.parametrize(("years", "asked"), [((2024, 2025), True), ((2024, 2024), False)])
def test_a_column_of_years_below_any_header_is_asked_about(years, asked, programme: Programme):
    rows = ledger(*({"Boekstuknummer": f"{n}", "Ten laste van": year} for n, year in enumerate(years)))
    assert ("column-classes" in codes(check(xlsx(B=rows), programme, line()))) is asked


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [
        ((110, 220, 350, 680, 90), ["Plan!I5"]),
        ((110, 220, 350, 681, 90), []),
        ((110, 220, 330, 90), ["Plan!I4"]),
        ((110, 220, 330.01, 90), []),
        ((7, 110, 220, 330, 90), ["Plan!I5"]),
        ((330, 110, 220, 90), ["Plan!I2"]),
        ((7, 330, 110, 220, 90), ["Plan!I3"]),
        ((110, 220, 350, 680, 1, 2, 4, 7, 90), ["Plan!I5", "Plan!I9"]),
    ],
)
def test_a_line_that_is_the_sum_of_lines_right_above_or_below_it_is_asked_about(
    amounts: tuple[float, ...], asked: list[str], programme: Programme
) -> None:
    assert cells(check(xlsx(Plan=plan(*_lines(*amounts))), programme), "row-is-sum") == asked


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [
        ((15_000, 20_000, 30_000, 50_000, 17_000, 23_000), ["Plan!I5"]),
        ((15_000, 50_000, 20_000, 30_000, 17_000, 23_000), ["Plan!I3"]),
        ((10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000), []),
    ],
)
def test_a_sum_of_two_whole_thousands_is_asked_about_unless_others_are_as_often_a_sum(
    amounts: tuple[float, ...], asked: list[str], programme: Programme
) -> None:
    assert cells(check(xlsx(Plan=plan(*_lines(*amounts))), programme), "row-is-sum") == asked


@pytest.mark.parametrize("added", [0, 0.01])
def test_a_sum_of_two_in_a_long_plan_is_asked_about(added: float, programme: Programme) -> None:
    amounts = [1_000 + n * n / 7 for n in range(400)]
    amounts = [round(amount, 2) for amount in amounts]
    amounts.insert(202, round(amounts[200] + amounts[201] + added, 2))
    asked = cells(check(xlsx(Plan=plan(*_lines(*amounts, 1))), programme), "row-is-sum")
    assert asked == ([] if added else ["Plan!I204"])


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, []),
        ({"Actielijn": "Groep"}, ["Plan!I34"]),
        ({"Regelcode": "JEU-3{}0"}, ["Plan!I34"]),
        ({"Vrijgegeven": 0}, []),
    ],
)
def test_a_sum_of_two_that_chance_explains_is_asked_about_when_it_is_the_head_of_its_group(
    changed: dict[str, object], asked: list[str], programme: Programme
) -> None:
    rows = _lines(*(n % 13 * 1_000 + 1_000 for n in range(70)))
    rows[32:35] = [{"Regelcode": f"X-{n}", "Begroot": n} for n in (51_000, 20_000, 31_000)]
    for number, row in zip("012", rows[32:35], strict=True):
        row |= {
            key: str(value).format(number)[:-1] + number
            for key, value in changed.items()
            if key == "Regelcode"
        }
        row |= {key: value for key, value in changed.items() if key != "Regelcode"}
    rows[0].setdefault("Vrijgegeven", None)
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum") == asked


@pytest.mark.parametrize(
    ("years", "asked"), [((2024, 2025, 2025, 2026, 2026), []), ((2024,) * 5, ["Plan!I2"])]
)
def test_a_line_that_is_the_sum_of_lines_of_other_years_is_no_total(
    years: tuple[int, ...], asked: list[str], programme: Programme
) -> None:
    rows = [row | {"Jaar": year} for row, year in zip(_lines(1_000, 400, 400, 100, 100), years, strict=True)]
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum") == asked


def test_a_total_of_each_year_below_lines_of_two_years_is_asked_about(programme: Programme) -> None:
    lines = _lines(100, 110, 200, 220, 307, 301, 607, 631, 5, 8)
    rows = [row | {"Jaar": 2024 + n % 2} for n, row in enumerate(lines)]
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum") == ["Plan!I8", "Plan!I9"]


def test_many_lines_that_are_sums_are_asked_about_at_once(programme: Programme) -> None:
    amounts = [n for start in (100, 230, 370, 510) for n in (start, start + 11, 2 * start + 11)]
    checked = check(xlsx(Plan=plan(*_lines(*amounts, 7))), programme)
    assert cells(checked, "row-is-sum") == ["Plan!I4"]
    assert "rij 7, 10, 13" in message(checked, "row-is-sum")


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [((100.5, 200.25, 300.75, 17, 23.1), True), ((100, 200, 300, 17, 23.1), True), ((1, 2, 4, 8), False)],
)
def test_a_booking_that_is_the_sum_of_its_neighbours_is_asked_about(
    amounts: tuple[float, ...], asked: bool, programme: Programme
) -> None:
    rows = ledger(*({"Boekstuknummer": f"{n}", "Bedrag": one} for n, one in enumerate(amounts)))
    assert ("row-is-sum" in codes(check(xlsx(B=rows), programme, line()))) is asked


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ({"Omschrijving": "waarvan inhuur"}, True),
        ({"Omschrijving": "w.v. materiaal"}, True),
        ({"Omschrijving": "inbegrepen: materiaal"}, True),
        ({"Omschrijving": "Inbegrip en taal"}, False),
        ({"Omschrijving": "Creditnota 123"}, True),
        ({"Omschrijving": "Storno B1"}, True),
        ({"Omschrijving": "Creditnota 123", "Bedrag": -40}, False),
        ({"Omschrijving": "Nog te betalen bedragen"}, True),
        ({"Omschrijving": "Reserveringen 2024"}, True),
        ({"Omschrijving": "Overlopende verplichting"}, True),
        ({"Omschrijving": "Openstaande verplichting", "Soort": "verplichting"}, False),
        ({"Omschrijving": "Waarvandaan-onderzoek"}, False),
        ({"Omschrijving": "Crediteuren Amsterdam"}, False),
        ({"Omschrijving": "Reservering onderhoud"}, True),
        ({"Omschrijving": "Reservering zaal buurthuis"}, False),
        ({"Omschrijving": "Reservering van de sporthal"}, False),
        ({"Omschrijving": "Verplichting Welzijn"}, True),
        ({"Omschrijving": "Verplichting nascholing"}, False),
        ({"Omschrijving": "Refund factuur 12"}, True),
        ({"Omschrijving": "Ontvangen subsidie Rijk"}, True),
        ({"Omschrijving": "SPUK 2024 ontvangen"}, True),
        ({"Omschrijving": "Erhaltener Zuschuss"}, True),
        ({"Omschrijving": "Ontvangen subsidie Rijk", "Bedrag": -40}, False),
        ({"Omschrijving": "Subsidie Buurtwerk"}, False),
        ({"Omschrijving": "Ontvangst vrijwilligers"}, False),
        ({"Omschrijving": "Refund statiegeld"}, False),
    ],
)
def test_a_booking_whose_description_says_it_may_be_no_cost_is_asked_about(
    row: dict[str, object], asked: bool, programme: Programme
) -> None:
    rows = ledger({"Omschrijving": "Factuur"}, {"Boekstuknummer": "240002"} | row)
    assert ("rows-named-other" in codes(check(xlsx(B=rows), programme, line()))) is asked


@pytest.mark.parametrize(("text", "asked"), [("Prognose {}", True), ("waarvan inhuur {}", False)])
def test_a_list_of_only_expected_costs_is_asked_about(text: str, asked: bool, programme: Programme) -> None:
    rows = ledger(*({"Boekstuknummer": f"{n}", "Omschrijving": text.format(n)} for n in (1, 2)))
    assert ("rows-named-other" in codes(check(xlsx(B=rows), programme, line()))) is asked


@pytest.mark.parametrize(
    ("title", "rows", "asked"),
    [
        ("Verwachte uitgaven 2024", ledger({}), True),
        ("Boekingen 2024", ledger({}), False),
        ("CONCEPT", plan({}), True),
        ("Conceptbegroting 2024", plan({}), True),
        ("Voorlopige cijfers", ledger({}), True),
        ("Conceptontwikkeling buurthuis", plan({}), False),
        ("Oude versie, niet gebruiken", ledger({}), True),
        ("Oude versie, niet gebruiken", plan({}), True),
        ("Prognose 2024", plan({}), False),
    ],
)
def test_a_title_that_may_disqualify_its_rows_is_asked_about(title, rows, asked, programme: Programme):
    assert ("title-other" in codes(check(xlsx(Blad=[[title], *rows]), programme, line()))) is asked
    assert ("title-other" in codes(check(xlsx(**{title[:30]: rows}), programme, line()))) is asked


@pytest.mark.parametrize(("others", "asked"), [(5, True), (80, False)])
def test_a_sum_of_two_bookings_is_asked_about_in_a_short_list_only(
    others: int, asked: bool, programme: Programme
) -> None:
    amounts = [100.51, 200.23, 300.74, *(n * n + 0.37 for n in range(40, 40 + others))]
    rows = ledger(*({"Boekstuknummer": f"{n}", "Bedrag": one} for n, one in enumerate(amounts)))
    assert ("row-is-sum" in codes(check(xlsx(B=rows), programme, line()))) is asked


def _thousands(seed: int, size: int) -> list[dict]:
    """A plan in whole thousands, with groups of five lines."""
    chance = random.Random(seed)
    amounts = (max(1, round(chance.lognormvariate(10.6, 0.9) / 1_000)) * 1_000 for _ in range(size))
    return [row | {"Actielijn": f"Lijn {n // 5}"} for n, row in enumerate(_lines(*amounts))]


def test_correct_plans_in_whole_thousands_rarely_raise_questions(programme: Programme) -> None:
    checks = [check(xlsx(Plan=plan(*_thousands(seed, 60))), programme) for seed in range(20)]
    assert sum("row-is-sum" in codes(checked) for checked in checks) <= 4


@pytest.mark.parametrize("size", [20, 60, 160])
def test_the_total_of_a_group_is_asked_about_in_a_plan_in_whole_thousands(
    size: int, programme: Programme
) -> None:
    rows = _thousands(1, size)
    total = rows[10] | {"Regelcode": "JEU-T", "Begroot": sum(row["Begroot"] for row in rows[10:15])}
    rows.insert(15, total)
    assert "Plan!I17" in cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum")


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Sport", "Sportdag", "Taal", "Taal"), True),
        (("Sport", "Sport", "Taal", "Taal"), False),
        (("Dans", "Sportdag", "Taal", "Taal"), False),
    ],
)
def test_a_line_named_as_its_action_line_above_the_only_line_of_it_is_asked_about(
    names: tuple[str, ...], asked: bool, programme: Programme
) -> None:
    lines = zip(_lines(5_000, 5_000, 4_000, 3_000), ("Sport", "Sport", "Taal", "Taal"), names, strict=True)
    rows = [row | {"Actielijn": line, "Activiteit": name} for row, line, name in lines]
    assert cells(check(xlsx(Plan=plan(*rows)), programme), "row-is-sum") == (["Plan!I2"] if asked else [])


def _tens(seed: int, size: int) -> list[dict]:
    """Bookings in whole tens of euros, in no order."""
    chance = random.Random(seed)
    amounts = (10 * chance.randint(1, 300) for _ in range(size))
    return [
        {"Boekstuknummer": f"{n}", "Regelcode": f"JEU-00{n % 4}", "Bedrag": one}
        for n, one in enumerate(amounts)
    ]


def test_correct_bookings_in_whole_tens_rarely_raise_questions(programme: Programme) -> None:
    checks = [check(xlsx(B=ledger(*_tens(seed, 20))), programme, line()) for seed in range(40)]
    assert sum("row-is-sum" in codes(checked) for checked in checks) <= 2


@pytest.mark.parametrize("size", [8, 20, 50])
def test_the_total_of_a_line_among_bookings_in_whole_tens_is_asked_about(
    size: int, programme: Programme
) -> None:
    rows = sorted(_tens(3, size), key=lambda row: row["Regelcode"])
    first = [row for row in rows if row["Regelcode"] == rows[0]["Regelcode"]]
    total = rows[0] | {"Boekstuknummer": "T", "Bedrag": sum(one["Bedrag"] for one in first)}
    rows.insert(len(first), total)
    assert f"B!G{len(first) + 2}" in cells(check(xlsx(B=ledger(*rows)), programme, line()), "row-is-sum")
