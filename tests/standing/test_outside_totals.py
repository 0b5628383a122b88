"""Requests without cover and promises: listed with their dates, and in no total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.model.content import Content
from budget.model.domain_records import Promise, PromiseState, Request, RequestState
from budget.model.words import By
from budget.snapshot.codec import row_data
from budget.standing.moment import load_standing
from budget.standing.outside_totals import (
    open_requests,
    promises_of,
    promises_sentence,
    requests_sentence,
)
from budget.store.engine import Store
from tests.store.samples import JUNE, MAY_END, PROGRAMME, deliver, line, plan

SLIDE = Request("SPE", "", "Glijbaan", 900_000, "VJN 2025", date(2024, 6, 1), RequestState.OPEN, "Sjoerd")
TREES = Request("GRO", "GRO-1", "Bomen", 100_000, "NJN 2024", MAY_END, RequestState.OPEN)
VOW = Promise("GRO", "Brief", "raad", "mo", MAY_END, date(2024, 3, 1), PromiseState.OPEN)
DONE = replace(VOW, promise="Kaart", state=PromiseState.DONE, outcome="Gestuurd")


def at(store: Store, *, requests=(), promises=(), day: date = MAY_END):
    deliver(store, plan(line(), line("SPE-1")))
    deliver(store, Content(requests=requests, promises=promises))
    return load_standing(store, PROGRAMME, day)


def test_requests_and_promises_change_no_figure(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    bare = load_standing(store, PROGRAMME, MAY_END)
    before = {by: [row_data(row) for row in bare.rows(by)] for by in By}
    deliver(store, Content(requests=(SLIDE, TREES), promises=(VOW,)))
    full = load_standing(store, PROGRAMME, MAY_END)
    assert full.requests
    assert {by: [row_data(row) for row in full.rows(by)] for by in By} == before


def test_only_open_requests_are_listed_by_deadline(store: Store) -> None:
    covered = replace(SLIDE, state=RequestState.COVERED)
    refused = replace(TREES, request="Hek", state=RequestState.REFUSED)
    standing = at(store, requests=(SLIDE, TREES, refused, replace(covered, request="Wip")))
    assert open_requests(standing) == (TREES, SLIDE)
    assert open_requests(standing, "SPE") == (SLIDE,)


@pytest.mark.parametrize(
    ("day", "coming"),
    [(MAY_END, "NJN 2024"), (date(2024, 6, 1), "VJN 2025"), (date(2024, 6, 2), "voorbij")],
)
def test_the_next_deadline_is_the_first_that_is_not_over(store: Store, day: date, coming: str) -> None:
    said = requests_sentence(at(store, requests=(SLIDE, TREES), day=day))
    assert coming in said
    assert "10.000" in said


@pytest.mark.parametrize(("day", "is_late"), [(date(2024, 5, 30), False), (MAY_END, False), (JUNE, True)])
def test_a_promise_is_late_after_its_last_day(store: Store, day: date, is_late: bool) -> None:
    standing = at(store, promises=(VOW, DONE), day=day)
    assert promises_of(standing) == (VOW, DONE)
    assert ("te laat" in promises_sentence(standing)) is is_late


def test_a_promise_is_known_from_its_meeting(store: Store) -> None:
    assert promises_of(at(store, promises=(VOW,), day=date(2024, 2, 29))) == ()


def test_promises_hold_until_a_new_list_of_the_domain_replaces_them(store: Store) -> None:
    at(store, promises=(VOW,))
    deliver(store, Content(promises=(replace(VOW, domain="SPE"),)))
    assert len(promises_of(load_standing(store, PROGRAMME, JUNE))) == 2
    deliver(store, Content(promises=(DONE,)))
    found = promises_of(load_standing(store, PROGRAMME, JUNE), "GRO")
    assert [(one.promise, one.outcome) for one in found] == [("Kaart", "Gestuurd")]
