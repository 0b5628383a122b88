"""From a figure to its origin: lines, bookings, files, the two persons, the signed figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from budget.insight.diff.free_room import Moment
from budget.labels import TERMS, count, day, day_short, escape_markdown, euro, euro_change, euro_exact, moment
from budget.model.content import Booking
from budget.model.figures import Row
from budget.model.words import By, Cents, Kind
from budget.snapshot import decode_content
from budget.standing.chain import (
    Figure,
    FilePart,
    Scope,
    amount_of,
    changes_of,
    files_of,
    parts_of,
    row_of,
)
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import Standing
from budget.store.snapshots import Snapshot
from budget.ui.address import choose, set_choices
from budget.ui.changes import show_change_list, since_moment
from budget.ui.figures import LINKED, MARK, Cell, Frozen, proof_link, show_table
from budget.ui.meetings import state_words
from budget.ui.navigation import reading_of
from budget.ui.visit import Visit
from budget.usecases.freeze import snapshots

WHOLE = ""
MOST_PARTS, FIRST = 12, 8
"""Of more parts than this the largest are shown, and the others unfold."""
KINDS = {Figure.REALISED: (Kind.REALISED,), Figure.COMMITTED: (Kind.COMMITTED,), Figure.FREE: tuple(Kind)}


def load_requested(visit: Visit) -> tuple[Standing, Snapshot | None]:
    """The running position, or that of the snapshot in the URL as known when it was frozen.

    A snapshot only applies at its own day and year: with another choice the running position is shown.
    """
    requested = st.query_params.get(MARK, "")
    every = snapshots(visit.store, visit.programme, visit.actor) if requested else ()
    snapshot = next((snapshot for snapshot in every if snapshot.sha256 == requested), None)
    if snapshot is None or (snapshot.as_of, snapshot.as_of.year) != (visit.as_of, visit.year):
        set_choices(**{MARK: ""})
        return visit.standing(), None
    return visit.standing_at(Moment(snapshot.as_of, snapshot.known_at)), snapshot


def show_frozen(visit: Visit, snapshot: Snapshot, figure: Figure, scope: Scope, standing: Standing) -> None:
    """Names the frozen figure; warns if its origin today adds up to another amount."""
    st.info(
        escape_markdown(
            f"Dit is een bedrag van de stand van {day(snapshot.as_of)}. {state_words(visit, snapshot)}."
        )
    )
    content = decode_content(snapshot.content)
    by, key = (By.LINE, scope.code) if scope.code else (By.DOMAIN, scope.domain)
    by, key = (By.SOURCE, scope.source) if scope.source else (by, key)
    rows = (content.total,) if not key else content.rows.get(by, ())
    frozen, now = next((row for row in rows if row.key == key), None), row_of(standing, scope)
    if frozen and now and amount_of(frozen.measures, figure) != amount_of(now.measures, figure):
        amount = euro_exact(amount_of(frozen.measures, figure) or 0)
        st.error(
            escape_markdown(f"Let op: vastgezet is {amount}. De bestanden hieronder geven een ander bedrag.")
        )
    st.page_link(
        "pages/board.py",
        label=f"Naar de stand van {day(snapshot.as_of)}",
        query_params={"vergadering": snapshot.meeting.isoformat()},
    )


def choose_figure(standing: Standing) -> tuple[Figure, Scope]:
    """The figure and its scope, from the URL or the two fields."""
    programme = standing.programme
    lines = {row.key: row.name for row in standing.rows(By.LINE) if row.key}
    sources = {f"{LINKED[By.SOURCE]}{row.key}": row for row in standing.rows(By.SOURCE) if row.key}
    names = {WHOLE: "Hele programma"} | {d.code: d.name for d in programme.domains} | lines
    names |= {key: f"Bron: {row.name}" for key, row in sources.items()}
    left, right = st.columns([1, 3])
    with left:
        words = choose("Welk bedrag?", list(Figure), "cijfer", Figure.REALISED, str.capitalize, tells=True)
        figure = Figure(words)
    with right:
        of = choose("Waarvan?", list(names), "van", WHOLE, lambda key: names[key], tells=True)
    if of in lines:
        return figure, Scope(standing.domain_of(of), of)
    if of in sources:
        return figure, Scope(source=sources[of].key)
    return figure, Scope(of)


def title_of(standing: Standing, figure: Figure, scope: Scope) -> str:
    """`Besteed bij Veiligheid: € 745.000`."""
    row = row_of(standing, scope)
    amount = amount_of(row.measures, figure) if row else 0
    name = row.name if row and scope != Scope() else "het hele programma"
    return f"{figure.value.capitalize()} bij {name}: {euro(amount)}"


def show_definition(standing: Standing, figure: Figure, scope: Scope) -> None:
    """What the word means; for free room also the sum, and the amount in pots that are short."""
    st.write(escape_markdown(TERMS[figure.value]))
    row = row_of(standing, scope)
    if row is None or figure is not Figure.FREE:
        return
    m = row.measures
    rows: list[Sequence[Cell]] = [
        ("Begroot", (euro_exact(m.budget), _link(standing, Figure.BUDGET, scope))),
        ("Min besteed", (euro_exact(-m.realised), _link(standing, Figure.REALISED, scope))),
        ("Min verplicht", (euro_exact(-m.committed), _link(standing, Figure.COMMITTED, scope))),
        ("Vrije ruimte", euro_exact(m.free)),
    ]
    show_table(("Onderdeel", "Bedrag"), rows, "Hoe is dit berekend?", total=True)
    if m.short:
        st.write(
            escape_markdown(
                f"In potten met ruimte is nog {euro(m.room)} vrij. In andere potten is er {euro(m.short)} "
                "te weinig. De ene pot betaalt niet voor de andere."
            )
        )


def show_parts(visit: Visit, standing: Standing, figure: Figure, scope: Scope) -> None:
    """The domains or lines that it sums, each a link to its own origin; for a line its bookings."""
    st.header("Waar bestaat het uit?", anchor=False)
    if scope.code:
        _show_line(visit, standing, figure, scope.code)
        return
    parts = [row for row in parts_of(standing, scope) if amount_of(row.measures, figure)]
    first, others = _largest(parts, figure)
    whole = row_of(standing, scope)
    ends = [("Samen", euro_exact(amount_of(whole.measures, figure) if whole else 0))]
    are_lines = bool(scope.domain or scope.source)
    names = ("andere regel", "andere regels") if are_lines else ("ander domein", "andere domeinen")
    remainder = count(len(others), *names)
    if others:
        ends.insert(0, (remainder, euro_exact(sum(amount_of(row.measures, figure) or 0 for row in others))))
    heads = ("Regel" if are_lines else "Opgavedomein", figure.value.capitalize())
    caption = (
        "Het deel van deze bron, per regel" if scope.source else "Klik op een bedrag om verder te kijken"
    )
    cells = partial(_part, standing, figure, is_linked=not scope.source)
    show_table(heads, [*map(cells, first), *ends], caption, total=True)
    if others:
        with st.expander(f"De {remainder}"):
            show_table(heads, list(map(cells, others)), "De andere, in de volgorde van het plan")


def _largest(parts: Sequence[Row], figure: Figure) -> tuple[list[Row], list[Row]]:
    """The largest amounts and what is in no plan, then the others in their order; few are not split."""
    if len(parts) <= MOST_PARTS:
        return list(parts), []
    largest = sorted(parts, key=lambda row: (bool(row.key), -abs(amount_of(row.measures, figure) or 0)))
    first = {row.key for row in largest[:FIRST]}
    return [row for row in parts if row.key in first], [row for row in parts if row.key not in first]


def _part(standing: Standing, figure: Figure, row: Row, *, is_linked: bool) -> Sequence[Cell]:
    link = _address(standing, figure, row.key) if is_linked and row.key else ""
    return row.name, (euro_exact(amount_of(row.measures, figure) or 0), link)


def show_files(standing: Standing, figure: Figure, scope: Scope) -> None:
    """The accepted files that add up to the figure, with the amount of each and the two persons."""
    st.header("Uit welke bestanden komt het, en wie keek ernaar?", anchor=False)
    parts = files_of(standing, scope, figure)
    if not parts:
        st.write("Geen vastgesteld bestand noemt dit bedrag.")
        return
    earlier = len(parts) - FIRST if len(parts) > MOST_PARTS else 0
    rows = [_file(standing, part) for part in parts]
    recent, many = rows[earlier:], count(earlier, "eerder bestand", "eerdere bestanden")
    if earlier:
        recent.insert(0, ("", many, euro_exact(sum(part.cents for part in parts[:earlier])), "", ""))
    recent.append(("", "Samen", euro_exact(sum(part.cents for part in parts)), "", ""))
    headers = ("Inzending", "Bestand", "Bracht", "Ingediend door", "Vastgesteld door")
    show_table(headers, recent, "Vastgestelde bestanden, het oudste eerst", total=True)
    if earlier:
        with st.expander(f"De {many}"):
            show_table(headers, rows[:earlier], "De eerdere bestanden, het oudste eerst")


def show_signed(visit: Visit, standing: Standing, figure: Figure, scope: Scope) -> None:
    """The figure in the last signed snapshot, who signed it, and what changed since."""
    st.header("Wat is ervan ondertekend, en wat veranderde er daarna?", anchor=False)
    last = standing.previous()
    if last is None:
        st.write("Er is in dit jaar nog geen eerdere momentopname om mee te vergelijken.")
        return
    since = since_moment(last)
    then, now = row_of(visit.standing_at(since), scope), row_of(standing, scope)
    before, is_now = (amount_of(row.measures, figure) if row else 0 for row in (then, now))
    name = standing.programme.name_of
    st.write(
        escape_markdown(
            f"Op {day(last.as_of)} was het {euro(before)}; nu is het {euro(is_now)}. De stand van toen is "
            f"voorgesteld door {name(last.proposed_by)} en ondertekend door {name(last.signed_by or '')}. "
            f"Kenmerk {last.sha256[:12]}."
        )
    )
    query = reading_of(last.meeting)
    label = f"Lees de ondertekende stand van {day(last.as_of)}"
    st.page_link("pages/board.py", label=escape_markdown(label), query_params=query)
    changes = changes_of(standing, scope, figure, since)
    if changes:
        _show_difference(before, is_now)
        with st.expander(f"Alle {len(changes)} wijzigingen, met wie ze indiende en vaststelde"):
            show_change_list(standing, changes, of_room=figure is Figure.FREE)


def _link(standing: Standing, figure: Figure, scope: Scope) -> str:
    source = f"{LINKED[By.SOURCE]}{scope.source}" if scope.source else ""
    return _address(standing, figure, source or scope.code or scope.domain)


def _address(standing: Standing, figure: Figure, of: str) -> str:
    """The URL of another figure at the same moment; for a frozen one as known then."""
    facts, mark = standing.facts, st.query_params.get(MARK, "")
    return proof_link(Frozen(facts.as_of, facts.year, mark) if mark else facts, figure.value, of)


def _show_difference(earlier: Cents | None, is_now: Cents | None) -> None:
    if earlier is not None and is_now is not None:
        st.write(escape_markdown(f"Het verschil is {euro_change(is_now - earlier)}."))


def _show_line(visit: Visit, standing: Standing, figure: Figure, code: str) -> None:
    if figure in KINDS:
        rows = [r for r in line_bookings(visit.store, standing, code) if r.kind in KINDS[figure]]
        _show_bookings(rows, "Besteed en verplicht samen" if figure is Figure.FREE else "Samen")
        return
    facts = [line for line in standing.lines() if line.key.code == code]
    amounts = [line.budget if figure is Figure.BUDGET else line.released for line in facts]
    rows_ = [
        (standing.programme.source(line.key.source).name, line.key.theme or "–", euro_exact(amount))
        for line, amount in zip(facts, amounts, strict=True)
    ]
    rows_.append(("Samen", "", euro_exact(sum(amount or 0 for amount in amounts))))
    show_table(("Bron", "Thema", figure.value.capitalize()), rows_, "In het geldende plan", total=True)


def _show_bookings(rows: Sequence[Booking], last: str) -> None:
    if not rows:
        st.write("Er zijn nog geen boekingen of verplichtingen op deze regel.")
        return
    table = [
        (day_short(row.date), row.document, row.description, str(row.kind), euro_exact(row.amount))
        for row in rows
    ]
    table.append(("", "", last, "", euro_exact(sum(row.amount for row in rows))))
    headers = ("Datum", "Boekstuk", "Omschrijving", "Soort", "Bedrag")
    show_table(headers, table, "Boekingen, zonder namen van leveranciers", total=True)


def _file(standing: Standing, part: FilePart) -> tuple[str, ...]:
    by, name = part.by, standing.programme.name_of
    return (
        str(by.submission),
        by.file,
        euro_exact(part.cents),
        f"{name(by.submitted_by)}, {moment(by.submitted_at)}",
        f"{name(by.accepted_by)}, {moment(by.accepted_at)}",
    )
