"""What ledger statements would change: bookings, open commitments, and the corrections to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import streamlit as st

from budget.labels import (
    count,
    day,
    day_short,
    escape_markdown,
    euro,
    euro_change,
    euro_exact,
    format_measurement,
    join_words,
    period_name,
)
from budget.model.content import Booking
from budget.model.programme import Programme
from budget.model.words import ChangeKind
from budget.store.statements import LedgerDiff
from budget.ui.figures import show_first
from budget.usecases.closed_rows import late_sum_words, late_words
from budget.usecases.preview import Preview, YearEffect, list_ended, list_possible_duplicates

MOST_NAMED = 5
COUNTS_OPEN = "Na uw akkoord tellen zij in een open periode, als correctie."


def confirm_corrections(preview: Preview, programme: Programme, key: str) -> str:
    """Show what the file corrects and ask to confirm; returns the mark of what is confirmed, or ''."""
    number = preview.corrections
    if not number:
        return ""
    alike = [f"- {escape_markdown(text)}" for text in islice(list_possible_duplicates(preview), MOST_NAMED)]
    if more := len(preview.ledger.alike) - len(alike):
        alike.append(f"- En nog {count(more, 'boeking', 'boekingen')} die zo twee keer kunnen tellen.")
    ended = [f"- {escape_markdown(text)}" for text in list_ended(preview, programme)]
    lines = [
        f"**Let op: dit bestand {_warning_words(preview)}.**",
        "",
        *_booked(preview.ledger),
        *_late(preview),
        *alike,
        *ended,
        *(f"- {escape_markdown(text)}" for text in preview.doubts),
    ]
    st.warning("\n".join(lines))
    asks = bool(preview.doubts or preview.late)
    singular, many = ("punt", "punten") if asks else ("correctie", "correcties")
    point_words = f"{'dit' if asks else 'deze'} {singular}" if number == 1 else f"deze {number} {many}"
    # A hash of exactly these corrections: another mapping of the same file may give an equal number of them.
    mark = preview.mark
    agreed = st.checkbox(f"Ik heb {point_words} gezien. Het klopt.", key=f"{key}-{preview.known_at}-{mark}")
    return mark if agreed else ""


def _late(preview: Preview) -> list[str]:
    """The bookings of closed periods as list items: their number, then the first ones."""
    if not preview.late:
        return []
    named = [f"- {escape_markdown(late_words(booking))}" for booking in preview.late[:MOST_NAMED]]
    more = len(preview.late) - len(named)
    more_line = [f"- En nog {count(more, 'boeking', 'boekingen')}. Zie de lijst hierboven."] if more else []
    return [f"- {escape_markdown(late_sum_words(preview.late))} {COUNTS_OPEN}", *named, *more_line]


def show_late(preview: Preview) -> None:
    """Every booking of a closed period: its place in the file, and where it would count."""
    headers = ("Plaats", "Boekstuk", "Datum", "Regel", "Bedrag", "Was", "Hoort bij", "Telt op")
    rows = [
        (
            f"{late.sheet}!{late.cell}" if late.cell else late.sheet,
            f"{late.row.document} {late.row.sequence}".rstrip(), day_short(late.row.date), late.row.code,
            "vervalt" if late.gone else euro_exact(late.row.amount),
            euro_exact(late.was.amount) if late.was else "–", period_name(late.period),
            day_short(late.place[1]),
        )
        for late in preview.late
    ]  # fmt: skip
    if rows:
        show_first(headers, rows, "Boekingen in een afgesloten periode")


def _warning_words(preview: Preview) -> str:
    if preview.late:
        return "verandert iets in een afgesloten periode"
    if preview.corrections == len(preview.doubts):
        return "kan iets bevatten dat niet de bedoeling is"
    only_alike = preview.corrections == len(preview.ledger.alike)
    return "lijkt boekingen te herhalen" if only_alike else "corrigeert wat al is vastgesteld"


def _booked(diff: LedgerDiff) -> list[str]:
    """The corrections of bookings as one list item: how many, and the amounts before and after."""
    pairs = diff.corrections
    if not pairs:
        return []
    words = "boeking die al telde, verandert of vervalt", "boekingen die al telden, veranderen of vervallen"
    was = sum(stored.booking.amount for stored, _ in pairs)
    becomes = sum(row.amount for _, row in pairs if row)
    amounts = f"Samen van {euro_exact(was)} naar {euro_exact(becomes)}."
    return [f"- {count(len(pairs), *words)}. {amounts} Zie de lijst ‘Correcties op eerdere boekingen’."]


def ledger_words(diff: LedgerDiff) -> str:
    """How many bookings are added, changed and ended."""
    parts = (len(diff.added), len(diff.changed), len(diff.vanished), diff.unchanged)
    new, changed, ended, same = (format_measurement(str(number)) for number in parts)
    return f"Boekingen: {new} nieuw, {changed} gewijzigd, {ended} vervallen, {same} gelijk gebleven."


def show_ledger(diff: LedgerDiff) -> None:
    """How many bookings are added, changed and ended, and every correction."""
    st.markdown(escape_markdown(ledger_words(diff)))
    if diff.repeated:
        st.write(
            f"{count(diff.repeated, 'rij staat', 'rijen staan')} op meer dan een blad. "
            "Zulke rijen tellen een keer."
        )
    if diff.older:
        st.write(f"{diff.older} boekingen tellen niet: een later overzicht zegt er al iets anders over.")
    headers = ("Boekstuk", "Datum", "Regel en omschrijving", "Was", "Wordt")
    rows = [_correction(stored.booking, row) for stored, row in diff.changed]
    rows += [_correction(stored.booking, None) for stored in diff.vanished]
    if rows:
        show_first(headers, rows, "Correcties op eerdere boekingen")


def _correction(old: Booking, new: Booking | None) -> tuple[str, ...]:
    """A table row: what counts now and what it becomes, with line and date if they change."""
    becomes = "vervalt"
    if new:
        moved = [f"naar {new.code}"] if new.code != old.code else []
        moved += [day_short(new.date)] if new.date != old.date else []
        becomes = ", ".join([*moved, euro_exact(new.amount)])
    number, line_words = f"{old.document} {old.sequence}".strip(), f"{old.code} {(new or old).description}"
    return number, day_short(old.date), line_words, euro_exact(old.amount), becomes


def show_commitments(years: Sequence[YearEffect]) -> None:
    """The lines whose open commitments change."""
    rows = [
        (
            change.key.code or "niet in plan",
            change.activity or "–",
            str(effect.year),
            euro_change(change.cents),
        )
        for effect in years
        for change in effect.changes
        if change.kind is ChangeKind.COMMITMENTS
    ]
    if rows:
        show_first(("Regel", "Activiteit", "Jaar", "Verschil"), rows, "Andere verplichtingen")


def show_restated(effect: YearEffect, programme: Programme) -> None:
    """Per domain in scope: the effect of the file on open commitments."""
    for item in effect.restated:
        name = programme.domain(item.domain).name
        if item.ended:
            lines = count(len(item.ended), "regel", "regels")
            amount = euro(sum(cents for _, cents in item.ended))
            codes = join_words([code for code, _ in item.ended[:MOST_NAMED]])
            st.write(
                escape_markdown(
                    f"{name}, {effect.year}: de verplichtingen van {lines} vervallen ({amount}), want dit "
                    f"overzicht noemt die regels niet. Het gaat om {codes}"
                    f"{' en andere' if len(item.ended) > MOST_NAMED else ''}."
                )
            )
        if item.kept:
            amount = euro(sum(cents for _, cents in item.kept))
            since = f" (stand van {day(item.kept_since)})" if item.kept_since else ""
            st.write(
                escape_markdown(
                    f"{name}, {effect.year}: {amount} aan verplichtingen blijft open{since}. Dit bestand "
                    f"zegt daar niets over, of is ouder."
                )
            )
