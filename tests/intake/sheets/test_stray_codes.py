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


def test_two_domains_that_number_their_lines_the_same_way_may_stand_in_one_file(programme: Programme):
    rows = plan({"Regelcode": "P-1"}, {"Regelcode": "P-2", "Opgavedomein": "Veiligheid", "Begroot": 3})
    assert check(xlsx(Plan=rows), programme).accepted
