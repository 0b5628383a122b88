"""The charts of the insight page: what changed, what will be left, when and where the money goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from budget.charts import FlowsChart, ForecastWaterfall, HeatChart, StepKind, VarianceChart, WaterfallChart
from budget.charts.flows import Flow, FlowKind
from budget.charts.forecast_waterfall import STEP_NAME
from budget.charts.heat import HeatRow
from budget.charts.plotly import FROM, draw_flows, draw_heat, draw_variance, draw_waterfall
from budget.charts.variance import VarianceRow
from budget.charts.waterfall import ChangePart
from budget.insight.diff.free_room import Change, Moment
from budget.insight.forecast.changes import ForecastChange
from budget.insight.groups import group_key
from budget.labels import UNPLANNED, day, day_month, day_short, escape_markdown, euro, euro_change
from budget.model.figures import Row
from budget.model.programme import Programme
from budget.model.words import MONTHS, By, ChangeKind
from budget.standing.moment import Standing, state_at
from budget.store.snapshots import Snapshot
from budget.ui.address import choose, choose_day, coming_choice, refused, set_choices
from budget.ui.changes import show_change_list, since_moment
from budget.ui.charts import Follow, show_chart
from budget.ui.figures import WHY_FORECAST, is_dark, show_table
from budget.ui.navigation import DOMAIN, OVERVIEW, open_next, to_domain
from budget.ui.visit import Visit
from budget.usecases import freeze as snapshot

WHOLE = ""
A_DAY = "dag"
WHY = "Waarom is de prognose anders? De lange streep is de prognose van toen."
TAB = "vraag"
QUESTIONS = (
    "Wat is er veranderd?", WHY_FORECAST, "Wat blijft er over?", "In welke maanden?",
    "Van bron naar domein",
)  # fmt: skip
Domain = str | None


def choose_part(visit: Visit) -> Domain:
    """A choice of the whole programme (None) or one domain."""
    names = {domain.code: domain.name for domain in visit.programme.domains}
    code = choose("Waarover?", [WHOLE, *names], "deel", WHOLE, lambda c: names.get(c, "Hele programma"))
    return code or None


def choose_since(visit: Visit) -> Moment:
    """A choice of the moment to compare with: a signed snapshot of this year, or a day."""
    known = {
        earlier_snapshot.as_of.isoformat() + "/" + earlier_snapshot.meeting.isoformat(): earlier_snapshot
        for earlier_snapshot in snapshot.snapshots(visit.store, visit.programme, visit.actor)
        if earlier_snapshot.is_signed
        and earlier_snapshot.as_of <= visit.as_of
        and earlier_snapshot.as_of.year == visit.year
    }
    options = [*reversed(known), A_DAY]
    chosen = choose("Vergeleken met", options, "sinds", options[0], lambda key: _moment_name(known.get(key)))
    if chosen in known:
        return since_moment(known[chosen])
    first = date(visit.programme.years[0], 1, 1)
    start = max(first, min(date(visit.year, 1, 1), visit.as_of))
    day_then = choose_day("De stand op", "sinds-dag", start, first, visit.as_of, "Zoals die toen bekend was.")
    if text := refused("sinds-dag"):
        st.warning(
            escape_markdown(f"Deze datum kan niet: u ziet {day_short(day_then)}. Gevraagd was: {text[:20]}.")
        )
    end = datetime.combine(day_then, time.max)
    return Moment(day_then, state_at(visit.store, visit.programme, end))


def choose_question() -> Sequence[TabContainer]:
    """A tab per question; the open one is in the URL, and a step there opens its own."""
    if TAB not in st.query_params:
        for step, question in (("stap", QUESTIONS[0]), ("oorzaak", QUESTIONS[1])):
            if st.query_params.get(step):
                st.session_state[TAB] = question
    return st.tabs(QUESTIONS, key=TAB, bind="query-params")


def _moment_name(earlier_snapshot: Snapshot | None) -> str:
    if earlier_snapshot is None:
        return "een andere dag"
    return f"{day(earlier_snapshot.as_of)} (overleg {day_month(earlier_snapshot.meeting)})"


def show_waterfall(standing: Standing, moment: Moment, domain: Domain) -> None:
    """Changes in free room since `moment`, as a chart and as sentences."""
    bridge = standing.bridge_since(moment, domain)
    changes = [c for c in standing.changes_since(moment) if domain in (None, c.domain)]
    chart = WaterfallChart.of(
        _row(standing, domain).name,
        moment.as_of,
        standing.facts.as_of,
        bridge.before,
        bridge.plan,
        bridge.bookings,
        bridge.commitments,
        _row(standing, domain).measures.free,
        _parts(standing, changes, domain),
    )
    picture = draw_waterfall(chart, is_dark())
    show_chart(
        chart, picture, standing, "Wat is er veranderd?", "verandering", _follow_step("stap"), domain=domain
    )
    _show_story(chart.spoken_summary())
    if changes:
        count_words = f"Alle {len(changes)} wijzigingen, met wie ze indiende en vaststelde"
        with st.expander(count_words, expanded=bool(coming_choice("stap", ""))):
            kind = _choose_step("stap", {step.kind.value: step.name for step in chart.moves})
            show_change_list(standing, [c for c in changes if c.kind == kind] if kind else changes)


def show_forecast_waterfall(standing: Standing, earlier: Standing, domain: Domain) -> None:
    """Changes in the forecast since `earlier`: plan, own forecasts, commitments, bookings."""
    changes = [c for c in standing.forecast_changes_since(earlier) if domain in (None, c.domain)]
    parts: defaultdict[StepKind, Counter[str]] = defaultdict(Counter)
    for change in changes:
        name = _part_name(standing, change, domain)
        parts[StepKind(change.cause.value)][name] += change.cents
    row = _row(standing, domain)
    before = _row(earlier, domain).measures.forecast.p50
    chart = ForecastWaterfall.of(
        row.name, earlier.facts.as_of, standing.facts.as_of, before, parts, row.measures.forecast.p50
    )
    picture = draw_waterfall(chart, is_dark())
    show_chart(chart, picture, standing, WHY, "prognose-anders", _follow_step("oorzaak"), domain=domain)
    _show_story(chart.spoken_summary())
    if changes:
        count_words = f"Alle {len(changes)} stappen, met de bestanden waar zij uit komen"
        with st.expander(count_words, expanded=bool(coming_choice("oorzaak", ""))):
            cause = _choose_step("oorzaak", {step.kind.value: step.name for step in chart.moves})
            headers = ("Regel", "Waardoor", "Prognose", "Bestanden, en wie ze vaststelde")
            shown = [_forecast_row(standing, c) for c in changes if cause in ("", c.cause.value)]
            show_table(headers, shown, "Alle stappen")
    _show_forecast_parts(standing, domain)


def _show_forecast_parts(standing: Standing, domain: Domain) -> None:
    """The forecast of each domain or line, with its interval; P50s add up, intervals do not."""
    rows = standing.rows(By.LINE, domain) if domain else standing.rows(By.DOMAIN)
    with st.expander("Waar bestaat de prognose uit?"):
        table = [_expected(row.name, row) for row in rows]
        table.append(_expected("Samen", _row(standing, domain)))
        headers = ("Waarvan", "Begroot", "Lage kant", "Midden", "Hoge kant")
        show_table(headers, table, "Verwacht op 31 december", total=True)
        st.caption("De middens tellen op. De marges niet: tegenvallers vallen zelden overal samen.")
        st.page_link("pages/forecast.py", label="Hoe werkt de prognose, en hoe vaak zit hij ernaast?")


def _expected(name: str, row: Row) -> tuple[str, ...]:
    forecast = row.measures.forecast
    amounts = (row.measures.budget, forecast.p10, forecast.p50, forecast.p90)
    return name, *map(euro, amounts)


def _follow_step(key: str) -> Follow:
    """A click on a step shows only that step in the list below."""
    return lambda kind: set_choices(**{key: kind})


def _choose_step(key: str, names: dict[str, str]) -> str:
    return choose("Welke stap?", ["", *names], key, "", lambda kind: names.get(kind, "Alle stappen"))


def _show_story(sentences: list[str]) -> None:
    with st.expander("Lees het voor"):
        st.markdown("  \n".join(escape_markdown(sentence) for sentence in sentences))


def _forecast_row(standing: Standing, change: ForecastChange) -> tuple[str, ...]:
    line = f"{change.key.code} {change.activity}".strip() or UNPLANNED
    name = standing.programme.name_of
    acceptances = [standing.acceptance(seq) for seq in change.seqs]
    files = [
        f"{by.submission}: {by.file} ({name(by.submitted_by)}, {name(by.accepted_by)})" for by in acceptances
    ]
    words = STEP_NAME[StepKind(change.cause.value)]
    return line, words, euro_change(change.cents), "; ".join(files) or "alleen de tijd die verstreek"


def show_heat(standing: Standing, domain: Domain) -> None:
    """Realised per month against the plan."""
    by = By.DOMAIN if domain is None else By.LINE
    rows = []
    for row in standing.rows(by, domain):
        lines = [line for line in standing.lines(domain) if group_key(line, by) == row.key]
        realised = [sum(months) for months in zip(*(line.realised for line in lines), strict=True)]
        planned = [sum(months) for months in zip(*(line.phasing for line in lines), strict=True)]
        if any(realised) or any(planned):
            rows.append(
                HeatRow(
                    row.name, realised or [0] * MONTHS, planned or [0] * MONTHS, row.measures.norm, row.key
                )
            )
    word = "opgavedomein" if domain is None else "regel"
    chart = HeatChart.of(rows, standing.facts.year, standing.facts.as_of, word)
    show_chart(
        chart,
        draw_heat(chart, is_dark()),
        standing,
        "In welke maanden is er meer of minder besteed dan gepland?",
        "maanden",
        to_domain if domain is None else lambda line: open_next(DOMAIN, domein=domain, regel=line),
        domain=domain,
    )


def show_flows(standing: Standing, domain: Domain) -> None:
    """Budget from sources to domains, or to the action lines of one domain."""
    programme, facts = standing.programme, standing.facts
    flows = [
        Flow(source.name, source.colour, programme.domain(line.domain).name, line.action_line, line.budget)
        for line in facts.lines
        if line.planned and (source := programme.source(line.key.source))
    ]
    name = programme.domain(domain).name if domain else ""
    chart = FlowsChart.of(flows, FlowKind.BUDGET, facts.year, facts.as_of, name)
    question = "Waar komt het vandaan, waar gaat het heen?"
    follow = _follow_flow(programme, domain)
    show_chart(chart, draw_flows(chart, is_dark()), standing, question, "stromen", follow, domain=domain)


def _follow_flow(programme: Programme, domain: Domain) -> Follow:
    """A source links to its lines, a domain or action line to its page."""
    sources = {source.name: source.code for source in programme.sources}
    domains = {domain_named.name: domain_named.code for domain_named in programme.domains}

    def follow(clicked: str) -> None:
        side, _, name = clicked.partition("/")
        if f"{side}/" == FROM:
            _leave_for_source(sources[name], domain)
        elif domain is None:
            to_domain(domains[name])
        else:
            open_next(DOMAIN, domein=domain, actielijn=f"{domain}/{name}")

    return follow


def _leave_for_source(source: str, domain: Domain) -> None:
    """Go to the lines of a source in the overview, or to the page of the domain."""
    if domain is None:
        open_next(OVERVIEW, bron=source)
    else:
        open_next(DOMAIN, domein=domain)


def show_variance(standing: Standing, domain: Domain) -> None:
    """What is expected to be left, by domain or action line, and by source."""
    by = By.DOMAIN if domain is None else By.ACTION_LINE
    for grouping, question, key in (
        (by, "Wat blijft er over, en waar?", "rest"),
        (By.SOURCE, "Wat gebeurt er met het geld dat overblijft?", "rest-bronnen"),
    ):
        chart = variance_chart(standing, grouping, domain)
        show_chart(
            chart,
            draw_variance(chart, is_dark()),
            standing,
            question,
            key,
            _follow_variance(grouping, domain),
            domain=domain,
        )


def variance_chart(standing: Standing, by: By, domain: Domain = None) -> VarianceChart:
    """Groups with a budget or an expected outturn, including money in no plan."""
    rows = [row for row in standing.rows(by, domain) if row.measures.budget or row.measures.forecast.p50]
    total = _variance_row(_row(standing, domain), standing)
    return VarianceChart.of([_variance_row(row, standing) for row in rows], total, standing.facts.year)


def _follow_variance(grouping: By, domain: Domain) -> Follow:
    if grouping is By.SOURCE:
        return lambda source: _leave_for_source(source, domain)
    if domain is None:
        return to_domain
    return lambda action_line: open_next(DOMAIN, domein=domain, actielijn=action_line)


def _row(standing: Standing, domain: Domain) -> Row:
    return standing.total() if domain is None else standing.domain_row(domain)


def _variance_row(row: Row, standing: Standing) -> VarianceRow:
    source = standing.programme.source(row.key) if row.by is By.SOURCE and row.key else None
    unspent, colour = (source.unspent, source.colour) if source else ("", "")
    return VarianceRow(row.name, row.measures.budget, row.measures.forecast, unspent, colour, row.key)


def _parts(standing: Standing, changes: list[Change], domain: Domain) -> list[ChangePart]:
    sums: defaultdict[str, Counter[ChangeKind]] = defaultdict(Counter)
    names: dict[tuple[str, str], str] = {}
    for change in changes:
        of = change.domain, "" if domain is None else change.activity
        if of not in names:
            names[of] = _part_name(standing, change, domain)
        sums[names[of]][change.kind] += change.cents
    return [
        ChangePart(name, kinds[ChangeKind.PLAN], kinds[ChangeKind.BOOKINGS], kinds[ChangeKind.COMMITMENTS])
        for name, kinds in sums.items()
    ]


def _part_name(standing: Standing, change: Change | ForecastChange, domain: Domain) -> str:
    if domain is not None:
        return change.activity or UNPLANNED
    return standing.programme.domain(change.domain).name if change.domain else UNPLANNED
