"""Search results per query and per role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from budget.access import VISITOR
from budget.model import Content
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.usecases.search import MOST, Hit, HitKind, search
from tests.snapshot.history import first_half
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    booking,
    contribution,
    decision,
    deliver,
    ledger,
    statement,
)


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    """Both kinds of database, because they compare letters differently."""
    found = open_store(ready_url).of(PROGRAMME.id)
    first_half(found)
    deliver(found, Content(decisions=(decision(text="Bomen planten"),)), "besluiten.xlsx")
    deliver(found, Content(partners=(contribution("Café De Brug"),)), "partners.xlsx")
    yield found
    found.close()


def hits(store: Store, text: str, who: str = "cor") -> tuple[Hit, ...]:
    return search(store, load_standing(store, PROGRAMME, MAY_END), who, text)


def test_each_kind_of_hit_is_found_ignoring_case_and_accents(store: Store) -> None:
    found = {
        "WERK aan gro-1": HitKind.LINE,
        "cafe brug": HitKind.PARTNER,
        "stuk a": HitKind.DOCUMENT,
        "mei.xlsx": HitKind.FILE,
        "planten": HitKind.DECISION,
    }
    assert {text: [hit.kind for hit in hits(store, text)] for text in found} == {
        text: [kind] for text, kind in found.items()
    }


def test_every_word_must_match_and_has_two_letters_at_least(store: Store) -> None:
    assert [len(hits(store, text)) for text in ("bomen", "bomen kappen", "b", " ", "%", "__")] == [
        1,
        0,
        0,
        0,
        0,
        0,
    ]


def test_a_hit_names_the_line_and_the_domain_it_leads_to(store: Store) -> None:
    (line,) = hits(store, "werk aan spe-1")
    assert (line.domain, line.code) == ("SPE", "SPE-1")
    (document,) = hits(store, "stuk b")
    assert (document.domain, document.code) == ("SPE", "SPE-1")


def test_a_supplier_is_never_found(store: Store) -> None:
    assert hits(store, "kweker") == ()


def test_files_are_found_only_by_persons_who_may_see_submissions(store: Store) -> None:
    assert hits(store, "plan.xlsx", "bo") != ()
    assert search(store, load_standing(store, PROGRAMME, MAY_END), VISITOR, "plan.xlsx") != ()


@pytest.mark.parametrize("more", [0, 1, 2])
def test_one_hit_beyond_the_maximum_shows_that_there_are_more(store: Store, more: int) -> None:
    rows = (booking(f"Z{n}", MAY_END, 100, "SPE-1", source="DORP") for n in range(MOST + more))
    deliver(store, ledger(statement(MAY_END, *rows, states_commitments=False)))
    assert len(hits(store, "stuk z")) == MOST + min(more, 1)
