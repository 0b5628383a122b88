"""Changes since the last meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from budget.charts.tables import Cell, Cells, Column, Tabular
from budget.insight.diff.free_room import Bridge, Change, Moment
from budget.labels import (
    NOTHING,
    UNPLANNED,
    day,
    day_month,
    day_short,
    escape_markdown,
    euro_change,
    join_words,
)
from budget.model.words import By, ChangeKind
from budget.snapshot import decode_software
from budget.snapshot.content import counts_period_ends
from budget.standing.coverage import (
    count_planned,
    missing_brief,
    missing_sentence,
    old_commitments_sentence,
)
from budget.standing.late_bookings import corrections_sentence, late_sentence
from budget.standing.moment import Standing
from budget.standing.sentences import bridge_sentence, change_words, lag_sentence, since_words
from budget.store.snapshots import Snapshot
from budget.ui.chart_csv import chart_csv, csv_name
from budget.ui.downloads import offer_download
from budget.ui.figures import show_bridge, show_table

MOST_LISTED = 5
MOST_ROWS = 500
"""Most rows in a table of changes: a browser is slow with thousands, so the rest is a download."""


def since_moment(snapshot: Snapshot) -> Moment:
    """The moment whose figures a snapshot froze."""
    counts_ends = counts_period_ends(decode_software(snapshot.content))
    return Moment(snapshot.as_of, snapshot.known_at, not counts_ends)


def spent_since(standing: Standing, domain: str | None = None) -> tuple[Bridge | None, str]:
    """The bridge since the last snapshot and its reference date in words; (None, '') without one."""
    previous = standing.previous()
    if previous is None:
        return None, ""
    return standing.bridge_since(since_moment(previous), domain), day_month(previous.as_of)


def show_lag(standing: Standing, domain: str | None = None, *, names_missing: bool = True) -> None:
    """A warning when bookings up to the reference date are missing.

    Without `names_missing` the page itself lists those of each domain.
    """
    missing = [gap for gap in standing.missing_bookings() if domain in (None, gap.domain)]
    planned = count_planned(standing.rows(By.DOMAIN))
    text = missing_sentence(missing, planned, standing.facts.year) or _late(standing, domain)
    if text and (names_missing or not missing):
        st.warning(escape_markdown(text))
    old = [
        old_commitment
        for old_commitment in standing.old_commitments()
        if domain in (None, old_commitment.domain)
    ]
    corrected = corrections_sentence(standing.corrections(domain), standing.facts.year)
    for sentence in filter(None, (old_commitments_sentence(old), corrected)):
        st.caption(escape_markdown(sentence))


def lag_line(standing: Standing, title: str) -> str:
    """The same for the whole programme on one line; '' if `title` gives the date."""
    missing, until = standing.missing_bookings(), standing.booked_until()
    if missing:
        return missing_brief(missing, count_planned(standing.rows(By.DOMAIN)), standing.facts.year)
    return "" if until and day_month(until) in title else _late(standing, None)


def _late(standing: Standing, domain: str | None) -> str:
    return lag_sentence(standing.booked_until(domain), standing.facts.as_of)


def show_changes(standing: Standing, domain: str | None = None) -> None:
    """The bridge of free room since the last meeting, the largest changes, and all of them collapsed.

    Below it the decisions named in plans, of every version of this year.
    """
    _show_bridge_since(standing, domain)
    show_plan_decisions(standing, domain)


def show_plan_decisions(standing: Standing, domain: str | None = None) -> None:
    """The decision and date in each plan that gave a source or theme other money."""
    rows = [
        (join_words([_domain_name(standing, code) for code in domains]), named.text, day_short(named.date),
         f"{plan.submission}: {plan.file}", standing.programme.name_of(plan.accepted_by))
        for plan, domains in standing.decided_plans(domain)
        for named in plan.allowed_by
    ]  # fmt: skip
    if rows:
        headers = ("Opgavedomein", "Besluit", "Datum", "Inzending", "Vastgesteld door")
        show_table(headers, rows, "Besluiten waarmee plannen geld schuiven, erbij geven of eraf halen")


def _show_bridge_since(standing: Standing, domain: str | None) -> None:
    previous = standing.previous()
    if previous is None:
        st.write("Er is in dit jaar nog geen eerdere momentopname om mee te vergelijken.")
        return
    moment = since_moment(previous)
    bridge = standing.bridge_since(moment, domain)
    st.write(
        escape_markdown(
            bridge_sentence(bridge.before, bridge.after, since_words(previous.as_of, previous.meeting))
        )
    )
    show_bridge(bridge, f"op {day(previous.as_of)}", f"op {day(standing.facts.as_of)}")
    changes = [c for c in standing.changes_since(moment) if domain is None or c.domain == domain]
    if late := late_sentence(changes, previous.as_of):
        st.write(escape_markdown(late))
    if domain is None:
        _link_domains(standing, changes)
    else:
        for change in sorted(changes, key=lambda change: -abs(change.effect))[:MOST_LISTED]:
            st.markdown(f"- {escape_markdown(change_sentence(standing, change))}")
    if changes:
        with st.expander(f"Alle {len(changes)} wijzigingen, met wie ze indiende en vaststelde"):
            show_change_list(standing, changes)


def show_change_list(standing: Standing, changes: Sequence[Change], *, of_room: bool = True) -> None:
    """A table of changes with who submitted and accepted them, and their effect on free room.

    Without `of_room` the change of plan, bookings or commitments themselves. If there are many, only the
    largest, in their own order; all of them are in a download.
    """
    whole = _ChangeList(standing, changes, of_room)
    if len(changes) <= MOST_ROWS:
        show_table(*whole.display(), "Alle wijzigingen")
        return
    largest = sorted(range(len(changes)), key=lambda n: -abs(changes[n].effect))[:MOST_ROWS]
    shown = _ChangeList(standing, [changes[n] for n in sorted(largest)], of_room)
    st.write(
        f"Hier staan de {MOST_ROWS} grootste van {len(changes)} wijzigingen. Ze staan allemaal in de CSV."
    )
    show_table(*shown.display(), f"De {MOST_ROWS} grootste wijzigingen")
    name = csv_name(standing, "wijzigingen")
    write = partial(chart_csv, whole, standing)
    offer_download("Download alle wijzigingen (CSV)", write, name, "text/csv", "wijzigingen-csv", "tertiary")


@dataclass(frozen=True)
class _ChangeList(Tabular):
    """Changes with who submitted and accepted them."""

    standing: Standing
    changes: Sequence[Change]
    of_room: bool

    @property
    def title(self) -> str:
        return "Alle wijzigingen"

    @property
    def alt(self) -> str:
        return self.title

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("Regel", str),
            Column("Wat", str),
            Column("Vrije ruimte" if self.of_room else "Bedrag", euro_change),
            Column("Te laat bekend", lambda cents: euro_change(cents) if cents else NOTHING),
            *(Column(header, str) for header in ("Inzending", "Ingediend door", "Vastgesteld door")),
        )

    def cells(self) -> Cells:
        return [_change_row(self.standing, change, self.of_room) for change in self.changes]


def change_sentence(standing: Standing, change: Change) -> str:
    """The effect of a change on free room: `Veiligheid, Wijkaanpak: nieuwe boekingen − € 12.000 (v.xlsx)`."""
    where = [_domain_name(standing, change.domain), change.activity or UNPLANNED.lower()]
    name = ", ".join(word for word in where if word)
    kind_words = change_words(change.kind).lower()
    return f"{name}: {kind_words} {euro_change(change.effect)} ({standing.acceptance(change.seq).file})."


def _link_domains(standing: Standing, changes: Sequence[Change]) -> None:
    """Links to the domains whose free room changed most, with the changes."""
    sums: dict[str, Counter[ChangeKind]] = {}
    for change in changes:
        sums.setdefault(change.domain, Counter())[change.kind] += change.effect
    most = sorted((code for code in sums if code), key=lambda code: -max(map(abs, sums[code].values())))
    for code in most[:MOST_LISTED]:
        moved = [
            f"{change_words(kind).lower()} {euro_change(cents)}"
            for kind, cents in sums[code].items()
            if cents
        ]
        text = f"{_domain_name(standing, code)}: {join_words(moved)}."
        st.page_link(
            "pages/domain.py", label=escape_markdown(text), query_params={"domein": code}, width="stretch"
        )


def _change_row(standing: Standing, change: Change, of_room: bool) -> tuple[Cell, ...]:
    by, name = standing.acceptance(change.seq), standing.programme.name_of
    line = f"{change.key.code} {change.activity}".strip() or f"{change.domain} {UNPLANNED.lower()}".strip()
    late = -change.late if of_room else change.late
    return (
        line,
        change_words(change.kind),
        change.effect if of_room else change.cents,
        late,
        f"{by.submission}: {by.file}",
        name(by.submitted_by),
        name(by.accepted_by),
    )


def _domain_name(standing: Standing, code: str) -> str:
    return standing.programme.domain(code).name if code else ""
