"""Personal data is detected and masked; look-alikes are kept."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import get_args, get_type_hints

import pytest

from budget.model.content import Content as HandedIn
from budget.model.personal import PERSONAL, is_bsn, is_iban, kinds, masked
from budget.snapshot.content import Content as Frozen

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
def test_personal_data_is_replaced_by_the_name_of_its_kind(text: str, left: str) -> None:
    assert masked(text) == left
    assert kinds(text)


@pytest.mark.parametrize("text", LACK)
def test_text_that_only_resembles_personal_data_is_kept(text: str) -> None:
    assert masked(text) == text
    assert kinds(text) == []


@pytest.mark.parametrize("text", [text for text, _ in HAVE])
def test_masked_text_contains_no_personal_data(text: str) -> None:
    assert kinds(masked(text)) == []


def test_every_kind_of_one_text_is_named() -> None:
    assert kinds("j@dorp.nl, 06-12345678") == ["e-mailadressen", "telefoonnummers"]


@pytest.mark.parametrize(
    ("number", "holds"), [("111222333", True), ("111222334", False), ("000000000", False)]
)
def test_a_bsn_satisfies_the_eleven_test(number: str, holds: bool) -> None:
    assert is_bsn(number) == holds


@pytest.mark.parametrize(
    ("number", "holds"),
    [("NL91ABNA0417164300", True), ("NL91ABNA0417164301", False), ("NL91" + "1" * 31, False)],
)
def test_an_account_number_has_check_digits(number: str, holds: bool) -> None:
    assert is_iban(number) == holds


def text_fields(kind: object, seen: set[object]) -> set[str]:
    """The names of all text fields in this type and in the types it contains."""
    if kind in seen:
        return set()
    seen.add(kind)
    found = {name for one in get_args(kind) for name in text_fields(one, seen)}
    if not (is_dataclass(kind) or hasattr(kind, "_fields")):
        return found
    for name, held in get_type_hints(kind).items():
        is_text = (
            held is str or str in get_args(held) or (str, ...) in [get_args(one) for one in get_args(held)]
        )
        found |= {name} if is_text else text_fields(held, seen)
    return found


OPEN = frozenset(
    {
        "_codes", "accepted_as", "action", "action_line", "activity", "asks", "basis", "board", "body",
        "code", "colour", "condition", "criteria", "decided_by", "decision", "description", "document",
        "domain", "domain_sentences", "domains", "explained", "id", "indicator", "key", "line",
        "listed", "made_to", "measure", "moment", "name", "notice", "of", "origin", "outcome", "pace",
        "partner", "previous", "project_code", "promise", "quantity", "reason", "reason_after",
        "reason_before", "request", "result", "results", "roles", "rule", "scope", "sentence",
        "sentences", "sequence", "sha256", "sheet", "software", "source", "spotlight", "state", "step",
        "submitted_as", "successor", "target", "terms", "text", "theme", "unit", "unspent", "value",
        "why_not",
    }
)  # fmt: skip
"""Texts that may be public once names of persons and suppliers in them are masked.

`decided_by` is a board where it is frozen; `roles` has names as keys, and the public version drops it.
"""


@pytest.mark.parametrize("whole", [Frozen, HandedIn], ids=["a snapshot", "a file"])
def test_every_text_field_is_declared_personal_or_public(whole: type) -> None:
    fields = text_fields(whole, set())
    assert fields - PERSONAL.keys() - OPEN == set()


def test_every_declared_text_field_exists() -> None:
    assert PERSONAL.keys() | OPEN <= text_fields(Frozen, set()) | text_fields(HandedIn, set())
