"""A stray line never replaces the plan of a domain to which its code does not belong."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.workbooks import cells, check, line, plan, xlsx

MINE = ({"Regelcode": "A1-01"}, {"Regelcode": "A1-02", "Begroot": 7}, {"Regelcode": "A2-01", "Begroot": 1})


def _checked(programme: Programme, code: str, *known: str) -> list[str]:
    in_force = [line(code=one, domain="VEI") for one in known]
    rows = plan(*MINE, {"Regelcode": code, "Opgavedomein": "Veiligheid", "Begroot": 2})
    return cells(check(xlsx(Plan=rows), programme, *in_force), "plan-code-elsewhere")


@pytest.mark.parametrize(
    ("code", "known", "refused"),
    [
        ("A2-02", ("B1-01",), True),
        ("A2-02", (), True),
        ("JEU-009", (), True),
        ("B1-02", ("B1-01",), False),
        ("A2-02", ("A2-07",), False),
        ("C7-01", ("B1-01",), False),
        ("77", ("B1-01",), False),
    ],
)
def test_a_code_that_begins_as_those_of_another_domain_is_refused(code, known, refused, programme: Programme):
    assert _checked(programme, code, *known) == (["Plan!B5"] if refused else [])


def test_two_domains_with_the_same_line_numbering_may_be_in_one_file(programme: Programme):
    rows = plan({"Regelcode": "P-1"}, {"Regelcode": "P-2", "Opgavedomein": "Veiligheid", "Begroot": 3})
    assert check(xlsx(Plan=rows), programme).accepted


def test_codes_that_begin_with_a_year_identify_no_domain(programme: Programme):
    rows = plan(
        {"Regelcode": "2024-01"}, {"Regelcode": "2024-02", "Opgavedomein": "Veiligheid", "Begroot": 3}
    )
    known = [line(code="2023-01", domain="VEI", year=2024), line(code="2023-02", domain="JEU", year=2024)]
    assert not cells(check(xlsx(Plan=rows), programme, *known), "plan-code-elsewhere")


def test_a_prefix_shared_by_domains_identifies_no_domain(programme: Programme):
    rows = plan(
        {"Regelcode": "Q-1"}, {"Regelcode": "Q-2", "Begroot": 1}, {"Regelcode": "Q-3", "Opgavedomein": "VEI"}
    )
    known = [line(code="P-1", domain="VEI"), line(code="P-2", domain="JEU")]
    assert not cells(check(xlsx(Plan=rows), programme, *known), "plan-code-elsewhere")


def test_the_domain_with_most_lines_in_the_file_is_not_the_stray(programme: Programme):
    rows = plan(*MINE, {"Regelcode": "A2-02", "Opgavedomein": "Veiligheid", "Begroot": 2})
    known = [line(code="A1-01"), line(code="B1-01", domain="VEI")]
    assert cells(check(xlsx(Plan=rows), programme, *known), "plan-code-elsewhere") == ["Plan!B5"]
