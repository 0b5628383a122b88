"""One row per group: signal, bar, line over the last meetings, money left, one result and the reason."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from budget.charts.bullets import BulletChart
from budget.charts.colours import Palette, palette
from budget.charts.svg.bars import DrawnRow, Strip, draw_bullets, page_fills
from budget.charts.svg.canvas import Key, pattern_defs
from budget.charts.svg.trend import draw_trend
from budget.charts.tables import describe_row, measured_only
from budget.charts.trend import Shares, Trend
from budget.labels import (
    SIGNAL_ORDER,
    SIGNAL_SHAPE,
    SIGNAL_WORD,
    TERMS,
    escape_markdown,
    euro_short,
    signal_word,
)
from budget.model.figures import Row
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.snapshot import Content, decode_content
from budget.snapshot.chain import snapshots_in_force
from budget.standing.overview import room_and_shortage_words
from budget.standing.sentences import forecast_sentence
from budget.store.snapshots import Snapshot
from budget.ui.figures import COLOUR_WORDS, Cell, Frozen, is_dark, linked, proof_link, term_html
from budget.ui.glossary import Glossary

BAR = Strip(width=None, height=22, text=11)
MEETINGS = 6
KEPT_CONTENTS = 64
PATTERN_SCALE = 1.2


@dataclass(frozen=True, slots=True)
class RowExtras:
    """Data beside the measures of a row: depletion by date, one result in words, two URLs.

    `spent` and `free` link to the origin of those figures.
    """

    shares: Shares
    result: str = ""
    spent: str = ""
    free: str = ""


def signed_shares(
    snapshots: Sequence[Snapshot], before: date, year: int
) -> defaultdict[str, dict[date, float | None]]:
    """Signed depletion by domain ('' is the programme) and day, in `year` before this day."""
    shares: defaultdict[str, dict[date, float | None]] = defaultdict(dict)
    for snapshot in snapshots_in_force(snapshots).values():
        if snapshot.is_signed and snapshot.as_of < before and snapshot.as_of.year == year:
            for key, share in _shares_of(snapshot.sha256, snapshot.content).items():
                shares[key][snapshot.as_of] = share
    return shares


@st.cache_data(max_entries=KEPT_CONTENTS, show_spinner=False)
def _shares_of(sha256: str, _text: str) -> dict[str, float | None]:
    """Cached by the hash of the text."""
    content = decode_content(_text)
    planned = (row for row in (*content.domains, content.total) if row.is_planned)
    return {
        row.key: measured_only(row.measures, row.measures.depletion, content.hides_silent) for row in planned
    }


def show_rows(
    rows: Sequence[Row],
    total: Row,
    as_of: date,
    extras: Mapping[str, RowExtras],
    forecast: Cell,
    words: Glossary,
    *,
    link: bool,
) -> None:
    """The rows in the order given, then the total with `forecast` as its reason, then the legend.

    `extras` is by key; that of the total is under ''. With `link` the name links to the page of the domain.
    """
    colours = palette(is_dark())
    drawn = draw_bullets(BulletChart.of((*rows, total), as_of), colours, BAR)
    st.html(f"<style>{_STYLE}</style>{_head()}")
    for row, bar in zip(rows, drawn.rows, strict=False):
        with st.container(key=f"rij-{row.key}", gap=None):
            _show_name(row, link=link)
            reason = words.html(row.signal.reason)
            st.html(row_html(row, bar, extras.get(row.key, RowExtras({})), reason, colours))
    with st.container(key="rij-totaal", gap=None):
        name = words.html(f"Totaal: {euro_short(total.measures.budget)} begroot")
        st.html(f'<div class="naam">{name}</div>')
        st.html(row_html(total, drawn.rows[-1], extras.get("", RowExtras({})), linked(forecast), colours))
    keys = "".join(_key(key, colours) for key in drawn.keys)
    st.html(f'<div class="uitleg-rijen {_theme()}">{_signals(words)}{keys}</div>')


def show_frozen_rows(
    content: Content, frozen: Frozen, all_snapshots: Sequence[Snapshot], words: Glossary
) -> None:
    """A row for every planned domain of a snapshot, most urgent first, each amount linked to its origin.

    `all_snapshots` of the programme give the depletion at earlier meetings.
    """
    shares = signed_shares(all_snapshots, frozen.as_of, frozen.year)
    rows = by_urgency(row for row in content.domains if row.key and row.is_planned)
    beside = {}
    for row in (*rows, content.total):
        shares[row.key][frozen.as_of] = measured_only(
            row.measures, row.measures.depletion, frozen.hides_silent
        )
        links = (proof_link(frozen, word, row.key) for word in ("besteed", "vrije ruimte"))
        beside[row.key] = RowExtras(shares[row.key], content.results.get(row.key, ""), *links)
    forecast = forecast_sentence(content.total.measures)
    show_rows(rows, content.total, frozen.as_of, beside, forecast, words, link=False)


def row_html(row: Row, bar: DrawnRow, extras: RowExtras, reason: str, colours: Palette) -> str:
    """A row without its name; `reason` is HTML.

    The total has no signal: it would add one to the number of signal marks.
    """
    colour, trend = row.signal.colour, Trend.of(extras.shares, MEETINGS)
    signal_text = signal_word(colour, row.measures.budget, row.is_outside_plan)
    word = f'<span class="signal {colour.value}">{signal_text}:</span> '
    room_html = "".join(f"<span>{escape(words)}</span>" for words in room_and_shortage_words(row.measures))
    if extras.free:
        room_html = f'<a class="cijfer" href="{escape(extras.free)}" target="_self">{room_html}</a>'
    picture = image(bar.picture, "staaf", describe_row(row), colours) if bar.picture else ""
    line = draw_trend(trend, colours)
    loop = image(line, "loop", trend.alt, colours) if line else ""
    without = f'<p class="zonder">{escape(bar.without)}</p>' if bar.without else ""
    return (
        f'<div class="balk">{picture}{without}</div><p class="deel">{linked((bar.share, extras.spent))}</p>'
        f'<div class="lijn">{loop}</div><p class="over">{room_html}</p>'
        f'<p class="opbrengst">{escape(extras.result)}</p>'
        f'<div class="reden {_theme()}">{word if row.by is not By.PROGRAMME else ""}{reason}</div>'
    )


def _show_name(row: Row, *, link: bool) -> None:
    if link:
        colour = row.signal.colour
        label = f":{COLOUR_WORDS[colour]}[{SIGNAL_SHAPE[colour]}] {escape_markdown(row.name)}"
        st.page_link("pages/domain.py", label=label, query_params={"domein": row.key})
    else:
        colour = row.signal.colour
        shape = f'<span class="signal {colour.value}">{SIGNAL_SHAPE[colour]}</span>'
        st.html(f'<p class="naam {_theme()}">{shape} {escape(row.name)}</p>')


def _head() -> str:
    """The column headers; on a phone each value is labelled instead."""
    names = ("Opgavedomein", "Deel van het budget", term_html("Besteed", TERMS["besteed"]), "Per overleg",
             term_html("Vrije ruimte", TERMS["vrije ruimte"]), "Resultaat")  # fmt: skip
    return f'<div class="kop-rijen">{"".join(f"<div>{name}</div>" for name in names)}</div>'


def _signals(words: Glossary) -> str:
    return "".join(
        f'<span class="signal {colour.value}">{SIGNAL_SHAPE[colour]} {words.html(SIGNAL_WORD[colour])}</span>'
        for colour in SIGNAL_ORDER
    )


def _key(key: Key, colours: Palette) -> str:
    word = term_html(key.word, TERMS[key.word]) if key.word in TERMS else escape(key.word)
    return f"<div>{image(key.picture, 'sleutel', '', colours)} {word}</div>"


def _theme() -> str:
    return "donker" if is_dark() else "licht"


def image(svg: str, look: str, alt: str, colours: Palette) -> str:
    """A picture as an image in the page: Streamlit removes inline SVG."""
    defs = pattern_defs(page_fills(colours, ()), PATTERN_SCALE)
    whole = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1).replace(">", f">{defs}", 1)
    data = b64encode(whole.encode()).decode()
    return f'<img class="{look}" src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'


_ROW = "[class*=st-key-rij-]"
_STYLE = f"""
.kop-rijen,{_ROW}{{display:grid!important;align-items:center;column-gap:.7rem;row-gap:0;
 grid-template-columns:minmax(11rem,1.6fr) minmax(7.5rem,1fr) 3.1rem 4.5rem 10.4rem minmax(8rem,11rem)}}
.kop-rijen{{font-size:.78rem;border-bottom:1px solid color-mix(in srgb,currentColor 45%,transparent)}}
{_ROW}{{position:relative;padding:.04rem 0;
 border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}}
{_ROW}:has(a):hover{{background:color-mix(in srgb,currentColor 6%,transparent)}}
{_ROW}>*{{height:auto!important;margin:0!important;position:static!important}}
{_ROW} [data-testid=stMarkdownContainer]{{margin:0}}
{_ROW} [data-testid=stElementContainer]:has(.balk),{_ROW} .stHtml:has(.balk){{display:contents}}
{_ROW} p{{margin:0;line-height:1.25}}
{_ROW} .naam,{_ROW} [data-testid=stPageLink] a p{{font-weight:650;font-size:.97rem;line-height:1.25}}
{_ROW} [data-testid=stPageLink],{_ROW} [data-testid=stPageLink] *{{position:static!important;
 height:auto!important;min-height:0!important}}
{_ROW} [data-testid=stPageLink] a{{min-height:0;padding:0;margin:0;background:none}}
{_ROW} [data-testid=stPageLink] a::after{{content:"";position:absolute;inset:0}}
.staaf{{display:block;width:100%;height:22px}}.balk .zonder{{font-size:.85rem}}
{_ROW} a.cijfer,{_ROW} details.term{{position:relative;z-index:1}}
.deel,.over{{font-variant-numeric:tabular-nums}}.deel{{text-align:right;font-weight:650}}
.loop{{display:block}}.sleutel{{display:inline;vertical-align:-1px}}
.over,.opbrengst{{grid-row:1/span 2}}.over{{grid-column:5;font-weight:650;font-size:.97rem}}
.opbrengst{{grid-column:6}}
.over span{{display:block;white-space:nowrap}}.over span+span,.opbrengst{{font-size:.86rem}}
.reden{{grid-column:1/5;grid-row:2;font-size:.85rem;line-height:1.25}}
.st-key-rij-totaal{{border-top:2px solid currentColor;border-bottom:0}}
.uitleg-rijen{{display:flex;flex-wrap:wrap;gap:0 .9rem;font-size:.78rem;align-items:baseline}}
@media print,(min-width:900px) and (max-width:1150px){{
 .reden{{font-size:.78rem}}
}}
@media screen and (max-width:899px){{
 .kop-rijen{{display:none!important}}
 {_ROW}{{grid-template-columns:1fr auto;border:1px solid color-mix(in srgb,currentColor 28%,transparent);
  border-radius:.5rem;padding:.45rem .7rem;margin:.25rem 0;row-gap:.15rem}}
 {_ROW}>*:first-child{{grid-column:1/3}}
 .reden{{grid-column:1/3;grid-row:auto;order:1}}
 .balk{{grid-column:1;order:2}}.deel{{grid-column:2;order:2}}
 .over{{grid-column:1/3;grid-row:auto;order:3}}.lijn{{grid-column:2;grid-row:auto;order:5}}
 .opbrengst{{grid-column:1;grid-row:auto;order:4}}
 .over span{{display:inline-block;margin-right:.8rem}}.over,.opbrengst{{align-self:start}}
 .lijn:empty,.opbrengst:empty{{display:none}}.over:has(+.opbrengst:empty){{grid-column:1}}
}}
@media print{{{_ROW}{{break-inside:avoid}}.donker img{{background:#12161C;print-color-adjust:exact}}}}
"""
