"""All areas on a page: ranked by signal, down to the signed figures of one, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.charts import BulletChart
from budget.charts.plotly import draw_bullets
from budget.export.country_words import RISK_LINE, days_line, gap_rows, record_line
from budget.labels import count, day, escape_markdown, euro, euro_short, join_words, percent
from budget.model.country import SCOPE, Area, Country, Group
from budget.model.words import Colour
from budget.settings import lake_url
from budget.snapshot.content import ProgrammeIdentity
from budget.ui.address import choose
from budget.ui.charts import show_figure
from budget.ui.downloads import offer_download
from budget.ui.figures import is_dark, show_signal, show_signal_legend, show_signals, show_table
from budget.ui.navigation import open_next
from budget.ui.visit import Visit, show_title
from budget.usecases.country import country, domains_of, mark_of
from budget.usecases.country_report import write_report

PAGE = "pages/country.py"
ALL = ""
TALL = """<style>@media print{@page{size:A4 portrait;margin:12mm}
[data-testid=stElementContainer]:has([data-testid=stPlotlyChart]){zoom:.58}}</style>"""
"""Twenty bars fit on one portrait page."""
TAB = "beeld"
TABS = ("Hoe ver?", "Wat ontbreekt?", "Waar staat het geld?", "Kwamen prognoses uit?")


def is_shared() -> bool:
    """Whether this installation can read what areas share; without it the page is not in the menu."""
    return lake_url() is not None


def load(visit: Visit) -> Country:
    """The chosen year of all areas; cached until an area publishes. Raises BudgetError without any."""
    url = lake_url() or ""
    mark = mark_of(visit.programme, visit.actor, url)
    newest = _country(url, mark, None, visit)
    years = [str(year) for year in newest.years]
    year = int(choose("Jaar", years, "jaar-land", years[-1]))
    return newest if year == newest.year else _country(url, mark, year, visit)


def title_of(country: Country, area: Area | None = None) -> str:
    """The state of the country in one sentence, or of one area as signed."""
    if area and not area.row:
        return f"{area.name}: geen ondertekende stand in {country.year}"
    m = area.row.measures if area and area.row else country.total
    share = f"{percent(m.depletion)} besteed van {euro_short(m.budget)}; gepland was {percent(m.norm_share)}"
    return f"{area.name if area else count(len(country.rows), 'gebied', 'gebieden')}: {share}"


def show_country(visit: Visit) -> None:
    """The whole page; for one area if the URL names it."""
    head = st.container()
    left, right = st.columns(2)
    with left:
        country = load(visit)
    names = {ALL: "alle gebieden"} | {area.programme: area.name for area in country.areas}
    with right:
        area_id = choose("Gebied", list(names), "gebied", ALL, names.__getitem__, tells=True)
    area = next((area for area in country.areas if area.programme == area_id), None)
    with head:
        show_title(escape_markdown(title_of(country, area)))
        st.caption(
            escape_markdown(f"{area.scope} {area.notice}" if area else f"{SCOPE} {country.notice}").strip()
        )
        if not area:
            st.write(escape_markdown(days_line(country)))
    if area:
        _show_area(visit, country, area)
        return
    st.html(TALL)
    ranked, missing, money, record = st.tabs(TABS, key=TAB, bind="query-params")
    with ranked:
        _show_ranked(country)
    with missing:
        _show_missing(country)
    with money:
        _show_money(country)
        _show_inhabitants(country)
    with record:
        _show_record(country)
    offer_download(
        "Download twee pagina's (PDF)",
        lambda: write_report(visit.programme, visit.actor, country, visit.today),
        f"landelijk-{country.year}.pdf",
        "application/pdf",
        "landelijk-pdf",
    )


def _show_ranked(country: Country) -> None:
    show_signal_legend()
    newest = max((area.stand.as_of for area in country.areas if area.stand), default=None)
    if newest is None:
        st.info(f"Geen gebied heeft een ondertekende stand in {country.year}.")
        return
    chart = BulletChart.of(country.rows, newest)
    identity = ProgrammeIdentity("landelijk", "Landelijk", "", SCOPE, country.notice)
    heading = "Hoe ver zijn de gebieden? Wat het meest vraagt, staat bovenaan."
    picture = draw_bullets(chart, is_dark())
    show_figure(chart, picture, identity, heading, "gebieden", lambda key: open_next(PAGE, gebied=key))


def _show_missing(country: Country) -> None:
    rows = gap_rows(country)
    if rows:
        show_table(("Gebied", "Wat", "Sinds"), rows, "Wat in deze cijfers ontbreekt")
    else:
        st.write("Niets: elk gebied heeft een ondertekende stand met recente boekingen.")


def _show_money(country: Country) -> None:
    headers = ("Bron", "Gebieden", "Signalen", "Begroot", "Besteed", "Besteed %", "Over", "Tekort")
    show_table(headers, [_group(group) for group in country.sources], "Per bron, alle gebieden samen")
    with st.expander("Per bron en thema"):
        show_table(
            headers, [_group(group) for group in country.themes], "Per bron en thema, alle gebieden samen"
        )
    st.header("Wat dreigt terug te gaan?", anchor=False)
    risks = [
        (risk.name, str(risk.areas), euro(risk.at_risk), euro(risk.repaid))
        for risk in country.risks
        if risk.source
    ]
    show_table(
        ("Bron en thema", "Gebieden met geld over", "Dreigt terug", "Moet terug"),
        risks,
        RISK_LINE,
    )


def _group(group: Group) -> tuple[str, ...]:
    m = group.measures
    colour_counts = [f"{group.of(colour)} {colour.value}" for colour in Colour if group.of(colour)]
    share = percent(m.depletion) if m.budget else "–"
    money = (euro(m.budget), euro(m.realised), share, euro(m.room), euro(m.short))
    return group.name, str(group.areas), join_words(colour_counts), *money


def _show_inhabitants(country: Country) -> None:
    with st.expander("Per inwoner"):
        rows = [
            (area.name, f"{area.inhabitants:,}".replace(",", "."), *_each(area))
            for area in sorted(country.areas, key=lambda area: area.name)
            if area.row
        ]
        headers = ("Gebied", "Inwoners", "Begroot", "Besteed", "Vrije ruimte")
        show_table(headers, rows, "Per inwoner, zonder oordeel: gebieden verschillen in opgave")


def _each(area: Area) -> Sequence[str]:
    m = area.row.measures if area.row else None
    return [euro(area.per_inhabitant(cents)) for cents in (m.budget, m.realised, m.free)] if m else []


def _show_record(country: Country) -> None:
    st.write(escape_markdown(record_line(country)))


def _show_area(visit: Visit, country: Country, area: Area) -> None:
    if area.row is None or area.stand is None:
        reach = f"Wat is vastgesteld, reikt tot {day(area.accepted_until)}."
        st.info(escape_markdown(f"{reach} Het telt pas mee als het is ondertekend."))
        return
    stand = area.stand
    st.write(
        escape_markdown(
            f"Ondertekende stand op {day(stand.as_of)}, voor de vergadering van {day(stand.meeting)}. "
            f"Kenmerk {stand.sha256[:8]}…{stand.sha256[-4:]}."
        )
    )
    for gap in area.missing:
        st.warning(escape_markdown(f"{gap.name}: geen boekingen na {day(gap.ends_on(country.year))}."))
    show_signal(area.row)
    rows = domains_of(visit.programme, visit.actor, lake_url() or "", area.programme, country.year)
    show_signals(rows)
    table = [
        (row.name, euro(m.budget), euro(m.realised), euro(m.committed), euro(m.free), percent(m.depletion))
        for row in (*rows, area.row)
        for m in (row.measures,)
    ]
    headers = ("Opgavedomein", "Begroot", "Besteed", "Verplicht", "Vrije ruimte", "Besteed %")
    show_table(headers, table, "Zoals het is ondertekend", total=True)


@st.cache_resource(show_spinner="De gebieden worden opgeteld...", max_entries=8)
def _country(url: str, mark: str, year: int | None, _visit: Visit) -> Country:
    return country(_visit.programme, _visit.actor, url, year)
