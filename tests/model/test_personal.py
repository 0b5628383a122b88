"""What belongs to a person is found and masked; what only looks like it stays."""

from __future__ import annotations

import pytest

from budget.model.personal import is_bsn, is_iban, kinds, masked

HAVE = [
    ("mail j.jansen+werk@voorbeeld.nl.", "mail [e-mailadres]."),
    ("op NL91ABNA0417164300", "op [rekeningnummer]"),
    ("op nl91 abna 0417 1643 00, graag", "op [rekeningnummer], graag"),
    ("NL91ABNA0417164300 EN MEER", "[rekeningnummer] EN MEER"),
    ("BE68539007547034", "[rekeningnummer]"),
    ("BSN: 111222333", "BSN: [burgerservicenummer]"),
    ("burgerservicenummer is 111222333.", "burgerservicenummer is [burgerservicenummer]."),
    ("bel 0612345678", "bel [telefoonnummer]"),
    ("bel 06 12 34 56 78 vandaag", "bel [telefoonnummer] vandaag"),
    ("06-1234 5678", "[telefoonnummer]"),
    ("(020) 624 11 11", "[telefoonnummer]"),
    ("020-6241111", "[telefoonnummer]"),
    ("0512 - 123456", "[telefoonnummer]"),
    ("+31 (0)20 624 11 11", "[telefoonnummer]"),
    ("0031612345678", "[telefoonnummer]"),
    ("a@b.nl en c@d.nl", "[e-mailadres] en [e-mailadres]"),
]
LACK = [
    "@wijkteam",
    "NL12PLAN0001",
    "NL91ABNA0417164301",
    "dossier 111222333",
    "bsn 111222334",
    "FAC20240000123456",
    "01-01-2024 12:00",
    "06-12-2024 10",
    "06-12-2024",
    "€ 0612345",
    "0241234567",
    "dossier 2024-0612345678",
    "61234567890",
    "",
]


@pytest.mark.parametrize(("text", "left"), HAVE)
def test_what_belongs_to_a_person_gives_way_to_its_name(text: str, left: str) -> None:
    assert masked(text) == left
    assert kinds(text)


@pytest.mark.parametrize("text", LACK)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert masked(text) == text
    assert kinds(text) == []


@pytest.mark.parametrize("text", [text for text, _ in HAVE])
def test_what_is_masked_has_nothing_left_to_find(text: str) -> None:
    assert kinds(masked(text)) == []


def test_every_kind_of_one_text_is_named() -> None:
    assert kinds("j@dorp.nl, 06-12345678") == ["e-mailadressen", "telefoonnummers"]


@pytest.mark.parametrize(
    ("number", "holds"), [("111222333", True), ("111222334", False), ("000000000", False)]
)
def test_a_bsn_passes_its_own_test(number: str, holds: bool) -> None:
    assert is_bsn(number) == holds


@pytest.mark.parametrize(
    ("number", "holds"),
    [("NL91ABNA0417164300", True), ("NL91ABNA0417164301", False), ("NL91" + "1" * 31, False)],
)
def test_an_account_number_has_check_digits(number: str, holds: bool) -> None:
    assert is_iban(number) == holds
