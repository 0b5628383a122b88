"""Requests without cover and promises on a page; outside every total."""

from __future__ import annotations

import streamlit as st

from budget.labels import count, day_short, escape_markdown, euro
from budget.model.domain_records import Promise
from budget.standing.moment import Standing
from budget.standing.outside_totals import (
    open_requests,
    promises_of,
    promises_sentence,
    requests_sentence,
)
from budget.ui.figures import show_table

REQUESTS = ("Opgavedomein", "Aanvraag", "Bedrag", "P&C-moment", "Uiterlijk", "Gevraagd door")
PROMISES = ("Opgavedomein", "Toezegging", "Aan", "Eigenaar", "Vergadering", "Uiterlijk", "Stand")


def show_requests_and_promises(standing: Standing, domain: str | None = None) -> None:
    """Requests without cover and promises, of one domain or of all; nothing without any."""
    names = {domain_listed.code: domain_listed.name for domain_listed in standing.programme.domains}
    requests, promised = open_requests(standing, domain), promises_of(standing, domain)
    if requests:
        st.header("Welke wensen hebben geen geld?", anchor=False)
        st.write(escape_markdown(requests_sentence(standing, domain)))
        rows = [
            (names.get(r.domain, r.domain), f"{r.code} {r.request}".strip(), euro(r.amount), r.moment,
             day_short(r.deadline), r.asked_by or "–")
            for r in requests
        ]  # fmt: skip
        st.caption("Deze bedragen tellen nergens in mee.")
        with st.expander(count(len(rows), "aanvraag zonder dekking", "aanvragen zonder dekking")):
            show_table(REQUESTS, rows, "Aanvragen zonder dekking")
    if promised:
        st.header("Wat is er toegezegd?", anchor=False)
        st.write(escape_markdown(promises_sentence(standing, domain) or "Alle toezeggingen zijn afgerond."))
        promise_rows = [
            (names.get(p.domain, p.domain), p.promise, p.made_to, standing.programme.name_of(p.owner),
             day_short(p.meeting), day_short(p.due), _state(standing, p))
            for p in promised
        ]  # fmt: skip
        with st.expander(count(len(promise_rows), "toezegging", "toezeggingen")):
            show_table(PROMISES, promise_rows, "Toezeggingen")


def _state(standing: Standing, promise: Promise) -> str:
    if promise.is_overdue(standing.facts.as_of):
        return "te laat"
    return f"{promise.state}: {promise.outcome}" if promise.outcome else str(promise.state)
