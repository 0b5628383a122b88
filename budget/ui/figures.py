"""Key figures, signals, terms and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import TypeAlias
from urllib.parse import quote_plus, urlencode

import streamlit as st

from budget.charts.tables import Tabular, euro_or_undelivered, measured_only
from budget.insight.diff.free_room import Bridge
from budget.labels import (
    NOT_YET,
    NOTHING,
    SIGNAL_ORDER,
    SIGNAL_SHAPE,
    SIGNAL_WORD,
    TERMS,
    count,
    escape_markdown,
    euro,
    euro_change,
    euro_change_short,
    euro_short,
    percent,
    signal_word,
)
from budget.model.figures import Facts, Measures, Row
from budget.model.urgency import by_urgency
from budget.model.words import By, ChangeKind, Colour
from budget.standing.sentences import change_words, signal_words
from budget.ui.tables import Cell as Cell
from budget.ui.tables import linked as linked
from budget.ui.tables import table_html

COLOUR_WORDS = {Colour.RED: "red", Colour.ORANGE: "orange", Colour.GREEN: "green", Colour.GREY: "gray"}


PICTURE = "plaatje"
PICTURES = {"png": "plaatje (PNG)", "svg": "tekening die scherp blijft (SVG)"}

MOST_ROWS = 200


def picture_format() -> str:
    """The format for downloaded charts that this visitor chose: png or svg."""
    return st.session_state.get(PICTURE) or "png"


def is_dark() -> bool:
    """Whether this visitor uses the dark theme."""
    return st.context.theme.type == "dark"


def show_below(text: str, *, is_wrong: bool) -> None:
    """A line directly below a field: how it was read, or in red what is wrong."""
    colour = "rood" if is_wrong else ""
    st.html(f'<div class="{_theme()}"><p class="echo {colour}" role="status">{escape(text)}</p></div>')


Beside: TypeAlias = tuple[Sequence[str], Mapping[str, Sequence[Cell]]]
"""Further columns of a table: their headers, and the cells by key of the row."""
NOTHING_BESIDE: Beside = ((), {})


MARK = "kenmerk"
WHY_FORECAST = "Waarom is de prognose anders?"
"""The tab of Verdieping with the steps of a forecast."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The snapshot behind figures: its day, its year, and its hash.

    `hides_silent`: it marks domains that delivered nothing.
    """

    as_of: date
    year: int
    sha256: str
    hides_silent: bool = True


_in_address = lru_cache(maxsize=1024)(quote_plus)
"""A value for a URL; cached, as a page has thousands of links with few values."""


def proof_link(at: Facts | Frozen, figure: str, of: str) -> str:
    """The URL of the origin of a figure of a domain or line (`of`; '' is the programme).

    A frozen figure links to its origin as known when it was frozen.
    """
    mark = f"&{MARK}={at.sha256}" if isinstance(at, Frozen) else ""
    chosen = f"cijfer={_in_address(figure)}&van={_in_address(of)}"
    return f"klopt-dit?{chosen}&peildatum={at.as_of.isoformat()}&jaar={at.year}{mark}"


def forecast_link(at: Facts, domain: str = "") -> str:
    """The URL of a forecast: its parts, and its changes since the last signed one, with the files."""
    moment = {"peildatum": at.as_of.isoformat(), "jaar": str(at.year)}
    return f"verdieping?{urlencode({'vraag': WHY_FORECAST, 'deel': domain} | moment)}"


def show_forecast(sentence: str, at: Facts, domain: str) -> None:
    """The forecast sentence, linked to its details."""
    st.html(f"<div>{linked((sentence, forecast_link(at, domain)))}</div>")


def show_key_figures(
    m: Measures,
    since: Bridge | None = None,
    since_words: str = "",
    *,
    facts: Facts | Frozen | None = None,
    of: str = "",
) -> None:
    """Five amounts; below the realised one what was booked since the last meeting.

    With `facts` each links to its origin, for the domain `of` or the programme.
    """
    booked = f"{euro_change_short(since.bookings)} sinds {since_words}" if since else ""
    spent = euro_short(m.realised), booked or f"{percent(m.depletion)} van het budget"
    silent, is_silent = (NOTHING, NOT_YET), m.is_silent and _tells_silent(facts)
    figures = (
        ("Begroot", euro_short(m.budget), _original(m)),
        ("Vrijgegeven", euro_short(m.released), _unknown_release(m)),
        ("Besteed", *(silent if is_silent else spent)),
        ("Verplicht", *(silent if is_silent else (euro_short(m.committed), ""))),
        ("Vrije ruimte", euro_short(m.free), _room_and_shortage(m) or ("tekort" if m.free < 0 else "")),
    )
    links = [proof_link(facts, word.lower(), of) if facts else "" for word, _, _ in figures]
    boxes = (_figure(*figure, link) for figure, link in zip(figures, links, strict=True))
    st.html(f'<dl class="figures">{"".join(boxes)}</dl>')


def _room_and_shortage(m: Measures) -> str:
    return f"{euro_short(m.room)} vrij, {euro_short(m.short)} tekort" if m.has_room_and_shortage else ""


def show_signal_legend() -> None:
    """The legend of the four signals."""
    spans = " ".join(f"<span>{_mark_html(colour, SIGNAL_WORD[colour])}</span>" for colour in SIGNAL_ORDER)
    st.html(f'<p class="legend {_theme()}">{spans}</p>')


def show_signal(row: Row) -> None:
    """The signal of one group with its reason."""
    reason = escape(row.signal.reason)
    st.html(f'<p class="{_theme()}">{_signal_html(row)}: {reason}</p>')


def show_signals(rows: Sequence[Row], as_html: Callable[[str], str] = escape) -> None:
    """Groups with signal and reason, most urgent first; `as_html` makes HTML of a reason."""
    items = (
        f"<li>{_signal_html(row)} <strong>{escape(row.name)}</strong>. {as_html(row.signal.reason)}</li>"
        for row in by_urgency(rows)
    )
    st.html(f'<ul class="signals {_theme()}">{"".join(items)}</ul>')


def signal_label(row: Row) -> str:
    """`■ Veiligheid. Bijsturen: er is ...` for a link or a button, in markdown."""
    colour = row.signal.colour
    text = escape_markdown(f"{row.name}. {signal_words(row)}")
    return f":{COLOUR_WORDS[colour]}[{SIGNAL_SHAPE[colour]}] {text}"


def show_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    caption: str = "",
    *,
    total: bool = False,
    lines: bool = False,
) -> None:
    """A table; every cell is escaped text, the last row a total if `total`.

    On a phone three columns or more become cards, each headed by its first value unless that is a number;
    with `lines` the values stand one after the other, without headers.
    """
    st.html(table_html(headers, rows, caption, total=total, lines=lines))


def show_chart_table(chart: Tabular, name: str) -> None:
    """The table of a chart, collapsed."""
    with st.expander("Bekijk als tabel"):
        headers, rows = chart.display()
        show_table(headers, rows, name)


def show_measures(
    rows: Sequence[Row],
    caption: str,
    facts: Facts | Frozen | None = None,
    extras: Beside = NOTHING_BESIDE,
) -> None:
    """A table of the measures of groups, in whole euros; with `facts` each amount links to its origin.

    `extras` has the headers of further columns, and their cells by key of the group.
    """
    more, cells = extras
    headers = (
        "Naam",
        "Begroot",
        "Vrijgegeven",
        "Besteed",
        "Verplicht",
        "Vrije ruimte",
        "Besteed %",
        "Signaal",
        *more,
    )
    show_table(headers, [(*_measures(row, facts), *cells.get(row.key, ())) for row in rows], caption)


def show_bridge(bridge: Bridge, first: str, last: str, caption: str = "Van toen naar nu") -> None:
    """A table of before + plan - bookings - commitments = after, each rounded to whole euros."""
    rows = [
        (f"Vrije ruimte {first}", euro(bridge.before)),
        (change_words(ChangeKind.PLAN), euro_change(bridge.plan)),
        (change_words(ChangeKind.BOOKINGS), euro_change(-bridge.bookings)),
        (change_words(ChangeKind.COMMITMENTS), euro_change(-bridge.commitments)),
        (f"Vrije ruimte {last}", euro(bridge.after)),
    ]
    show_table(("Onderdeel", "Bedrag"), rows, caption, total=True)


LINKED = {By.PROGRAMME: "", By.DOMAIN: "", By.LINE: "", By.SOURCE: "bron-"}
"""Groupings whose figures have an origin page, with the prefix of their key in its URL."""


def _tells_silent(facts: Facts | Frozen | None) -> bool:
    return facts.hides_silent if isinstance(facts, Frozen) else True


def _measures(row: Row, facts: Facts | Frozen | None) -> tuple[Cell, ...]:
    m, is_told = row.measures, _tells_silent(facts)
    signal = (
        f"{SIGNAL_SHAPE[row.signal.colour]} {signal_word(row.signal.colour, m.budget, row.is_outside_plan)}"
    )
    amounts = {
        "begroot": euro(m.budget),
        "vrijgegeven": euro(m.released),
        "besteed": euro_or_undelivered(measured_only(m, m.realised, is_told)),
        "verplicht": euro_or_undelivered(measured_only(m, m.committed, is_told)),
        "vrije ruimte": euro(m.free),
    }
    has_chain = row.by in LINKED and (row.key or row.by is By.PROGRAMME)
    cells: list[Cell] = [
        (amount_text, proof_link(facts, word, LINKED[row.by] + row.key) if facts and has_chain else "")
        for word, amount_text in amounts.items()
    ]
    return row.name, *cells, percent(measured_only(m, m.depletion, is_told)), signal


def _original(m: Measures) -> str:
    change = m.budget - m.original_budget
    return f"{euro_change_short(change)} na wijziging" if change else ""


def _unknown_release(m: Measures) -> str:
    known = m.released is not None and m.released_unknown
    return f"van {count(m.released_unknown, 'regel', 'regels')} onbekend" if known else ""


def _figure(term: str, value: str, below: str, link: str) -> str:
    small = f"<small>{escape(below)}</small>" if below else ""
    return f'<div class="figure"><dt>{_term(term)}</dt><dd>{linked((value, link))}{small}</dd></div>'


def _term(word: str) -> str:
    return term_html(word, TERMS[word.lower()])


def term_html(word: str, meaning: str) -> str:
    """A word as HTML that shows its meaning on tap."""
    return f'<details class="term"><summary>{escape(word)}</summary><p>{escape(meaning)}</p></details>'


def _signal_html(row: Row) -> str:
    colour = row.signal.colour
    return _mark_html(colour, signal_word(colour, row.measures.budget, row.is_outside_plan))


def _mark_html(colour: Colour, word: str) -> str:
    return f'<span class="signal {colour.value}">{SIGNAL_SHAPE[colour]} {word}</span>'


def _theme() -> str:
    return "donker" if is_dark() else "licht"


def show_first(headers: Sequence[str], rows: Sequence[tuple[str, ...]], caption: str) -> None:
    """A table of the first MOST_ROWS rows, saying how many there are."""
    show_table(headers, rows[:MOST_ROWS], caption)
    if len(rows) > MOST_ROWS:
        st.caption(f"Dit zijn de eerste {MOST_ROWS} van {len(rows)}. De optelling telt ze allemaal mee.")
