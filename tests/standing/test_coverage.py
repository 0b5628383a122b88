"""Sentences about missing bookings."""

from dataclasses import replace
from datetime import date

import pytest

from budget.model.figures import MissingBookings, OldCommitments
from budget.standing.coverage import (
    headline,
    missing_brief,
    missing_first,
    missing_sentence,
    missing_words,
    old_commitments_sentence,
)

SAFE = MissingBookings("VEI", "Veiligheid", date(2024, 9, 30))
WORK = MissingBookings("WBE", "Werk", date(2024, 8, 31))
NEW = MissingBookings("WON", "Wonen", None)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((), ""),
        ((SAFE,), "Cijfers tot en met 30 september"),
        ((SAFE, WORK, NEW), "Cijfers tot en met 31 augustus"),
        ((NEW,), "Nog geen cijfers van Wonen"),
    ],
)
def test_the_headline_names_the_earliest_day(found: tuple, said: str) -> None:
    assert headline(found) == said


def test_the_headline_precedes_the_sentence_unless_it_already_starts_it() -> None:
    assert missing_first((SAFE,), "Er is 1 %.") == "Cijfers tot en met 30 september. Er is 1 %."
    assert missing_first((), "Er is 1 %.") == "Er is 1 %."
    assert missing_first((SAFE,), f"{headline((SAFE,))}: 1 %.") == f"{headline((SAFE,))}: 1 %."


@pytest.mark.wording
def test_everything_that_is_missing_is_one_sentence() -> None:
    assert missing_sentence((SAFE, NEW), 2, 2024) == (
        "Dit ontbreekt in de cijfers: boekingen na 30 september 2024 van Veiligheid; "
        "alle boekingen in 2024 van Wonen."
    )
    assert missing_sentence((), 2, 2024) == ""


def test_a_long_list_of_what_is_missing_is_a_short_sentence_each() -> None:
    many = [replace(SAFE, domain=f"D{n}", name=f"Domein {n}") for n in range(9)]
    told = missing_sentence(many, 10, 2024)
    assert all(missing_words(one, 2024) in told for one in many)
    assert max(len(sentence.split()) for sentence in told.split(". ")) <= 10


@pytest.mark.parametrize(("missing", "of", "is_named"), [(1, 1, True), (2, 2, False), (2, 3, True)])
def test_no_domain_is_named_where_bookings_of_all_end_on_one_day(
    missing: int, of: int, is_named: bool
) -> None:
    both = (SAFE, replace(SAFE, domain="WBE", name="Werk"))
    assert (SAFE.name in missing_sentence(both[:missing], of, 2024)) == is_named


@pytest.mark.wording
def test_how_old_commitments_are_is_one_sentence() -> None:
    days = ((date(2024, 5, 31), 1_000_00), (date(2024, 8, 31), 20_00))
    said = old_commitments_sentence([OldCommitments("VEI", "Veiligheid", days)])
    assert said.replace("\u00a0", " ") == (
        "Deze verplichtingen zijn van een eerdere dag: € 1.000 van Veiligheid (stand van 31 mei 2024); "
        "€ 20 van Veiligheid (stand van 31 augustus 2024)."
    )
    assert old_commitments_sentence([]) == ""


def test_the_brief_warning_names_one_domain_and_counts_several() -> None:
    after = "ontbreken boekingen na 30 september 2024."
    assert missing_brief((), 7, 2024) == ""
    assert missing_brief((SAFE,), 7, 2024) == f"Van {SAFE.name} {after}"
    assert missing_brief((SAFE, SAFE), 7, 2024) == f"Van 2 van de 7 domeinen {after}"
    assert missing_brief((SAFE, SAFE), 2, 2024) == ""
    assert missing_brief((SAFE, NEW), 2, 2024) == "Van alle domeinen ontbreken boekingen."
