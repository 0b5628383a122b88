"""Partner contributions: the form is required; missing details are reported, never invented."""

from __future__ import annotations

import pytest

from budget.intake.findings import cell_of
from tests.intake.workbooks import check, codes, xlsx

HEADER = ["Partner", "Opgavedomein", "Jaar", "Vorm", "Omschrijving", "Bedrag", "Hoeveelheid", "Eenheid",
          "Onderbouwing"]  # fmt: skip


def outcome(programme, form, amount=None, quantity=None, unit=None, basis=None):
    row = ["De Brug", "Wonen", 2024, form, "Lokalen", amount, quantity, unit, basis]
    return check(xlsx(Partners=[HEADER, row]), programme)


def test_a_contribution_without_a_form_is_refused_with_its_cell(programme):
    checked = outcome(programme, None, 500)
    (found,) = (each for each in checked.findings if each.code == "cell-missing")
    assert (checked.content, cell_of(found)) == (None, "D2")


def test_an_unknown_form_of_contribution_is_refused(programme):
    assert outcome(programme, "gratis").content is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("financieel",), ["partner-amount"]),
        (("financieel", 0), []),
        (("in kind", 500), ["partner-basis"]),
        (("in kind", 500, 20, "uur", "25 euro per uur"), []),
        (("in kind", None, 20, None), ["partner-unit"]),
        (("in kind", None, None, "uur"), ["partner-unit"]),
        (("in kind",), []),
        (("maatschappelijk",), []),
    ],
)
def test_missing_details_of_a_contribution_are_reported_and_its_amount_still_counts(programme, given, said):
    checked = outcome(programme, *given)
    assert [code for code in codes(checked) if code.startswith("partner")] == said
    (found,) = checked.content.partners
    assert found.amount == (None if len(given) < 2 or given[1] is None else given[1] * 100)
