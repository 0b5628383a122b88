"""Personal data and DDE commands in cells get a remark; look-alike numbers do not."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.workbooks import check, codes, message, plan, xlsx


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mail naar j.jansen@voorbeeld.nl", "e-mailadressen"),
        ("NL91ABNA0417164300", "IBAN"),
        ("op NL91 ABNA 0417 1643 00", "IBAN"),
        ("BSN: 111222333", "burgerservicenummers"),
        ("bel 06-12345678", "telefoonnummers"),
    ],
)
def test_personal_data_is_remarked_on_and_accepted(programme: Programme, text: str, what: str):
    checked = check(xlsx(Plan=plan({"Toelichting": text})), programme)
    assert what in message(checked, "cells-personal")
    assert checked.accepted


@pytest.mark.parametrize(
    "text", ["@wijkteam", "NL12PLAN0001", "dossier 111222334", "a | b", "FAC20240000123456"]
)
def test_text_that_only_resembles_personal_data_is_not_remarked_on(programme: Programme, text: str):
    found = codes(check(xlsx(Plan=plan({"Toelichting": text})), programme))
    assert not {"cells-personal", "cells-command"} & set(found)


@pytest.mark.parametrize("header", ["Burgerservicenummer", "B.S.N.", "sofinummer"])
def test_numbers_of_citizens_are_found_by_the_header_above_them(programme: Programme, header: str):
    checked = check(xlsx(Plan=plan({header: "111222333"})), programme)
    assert "burgerservicenummers" in message(checked, "cells-personal")


def test_a_dde_command_is_remarked_on(programme: Programme):
    found = codes(check(xlsx(Plan=plan({"Toelichting": "@cmd|'/c calc'!A1"})), programme))
    assert "cells-command" in found
