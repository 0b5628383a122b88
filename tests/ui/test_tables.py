"""Tables keep every value, and become cards when they do not fit."""

from __future__ import annotations

import re

from budget.labels import NBSP
from budget.ui.tables import table_html

AMOUNT = f"€{NBSP}1.234.567"


def looks(headers: tuple[str, ...], *rows: tuple[str, ...]) -> set[str]:
    found = re.search(r'<table class="([^"]*)"', table_html(headers, rows))
    assert found
    return set(found[1].split())


def test_two_columns_stay_a_table_and_three_become_cards_on_a_phone() -> None:
    assert looks(("Wat", "Bedrag"), ("Nieuwe boekingen", AMOUNT)) == {"data", "named"}
    assert looks(("Wat", "Dag", "Bedrag"), ("Brief", "01-02-2024", AMOUNT)) == {"data", "cards", "named"}


def test_the_more_room_a_table_needs_the_sooner_it_becomes_cards() -> None:
    six, ten = ("Naam", *("Bedrag",) * 5), ("Naam", *("Bedrag",) * 9)
    assert looks(six, ("Veiligheid", *[AMOUNT] * 5)) == {"data", "cards", "many", "named"}
    assert looks(ten, ("Veiligheid", *[AMOUNT] * 9)) == {"data", "cards", "many", "most", "named"}


def test_header_widths_count_towards_the_width_of_a_table() -> None:
    assert looks(("Vrije ruimte",) * 16) == {"data", "cards", "many", "most"}


def test_a_number_is_not_the_title_of_a_card() -> None:
    assert "named" not in looks(("Nr", "Wie", "Wat"), ("12", "Kemal", "ingediend"))


def test_an_empty_cell_is_marked_and_kept() -> None:
    html = table_html(("Stap", "Document", "Bedrag"), [("college", "–", ""), ("raad", "besluit 1", AMOUNT)])
    assert html.count("data-empty") == 2
    assert html.count("<td ") == 6


def test_text_is_shown_as_it_was_written_and_an_address_is_a_link() -> None:
    html = table_html(("Wat", "Hoe", "Bedrag"), [("<b>", "x" * 51, (AMOUNT, "/klopt-dit?a=1&b=2"))])
    assert "&lt;b&gt;" in html
    assert 'class="long"' in html
    assert 'href="/klopt-dit?a=1&amp;b=2"' in html


def test_rows_that_need_no_headers_become_lines_in_a_card_and_keep_their_headers_in_the_table() -> None:
    html = table_html(("Nr", "Wie", "Wat"), [("12", "Kemal", "ingediend")], lines=True)
    assert 'class="data cards lines"' in html
    assert html.count("<th ") == html.count("data-label=") == 3
