"""Four questions behind the figures: what changed, when does it go, where does it go, what will be left."""

from __future__ import annotations

from collections import Counter

from budget.board.standing import Standing
from budget.charts.data import FlowsChart, HeatChart, LeftChart, WaterfallChart
from budget.charts.flows import Flow, FlowKind
from budget.charts.heat import HeatRow
from budget.charts.left import LeftRow
from budget.charts.screen import draw_flows, draw_heat, draw_left, draw_waterfall
from budget.charts.waterfall import ChangePart
from budget.insight.changes import Change, ChangeKind
from budget.insight.depletion import group_key
from budget.labels import UNPLANNED
from budget.model import MONTHS, By, Row
from budget.ui.address import choose
from budget.ui.charts import show_chart
from budget.ui.figures import is_dark
from budget.ui.frame import Visit
from budget.ui.since import since_moment

WHOLE = ""
Domain = str | None


def choose_part(visit: Visit) -> Domain:
    """The whole programme, or one domain; it stands in the address bar."""
    names = {domain.code: domain.name for domain in visit.programme.domains}
    code = choose("Waarover?", [WHOLE, *names], "deel", WHOLE, lambda c: names.get(c, "Hele programma"))
    return code or None


def show_waterfall(standing: Standing, domain: Domain) -> None:
    """What changed in the free room since the last snapshot; nothing without one."""
    previous = standing.previous()
    if previous is None:
        return
    moment = since_moment(previous)
    found = standing.bridge_since(moment, domain)
    changes = [c for c in standing.changes_since(moment) if domain in (None, c.domain)]
    chart = WaterfallChart.of(
        _row(standing, domain).name,
        previous.as_of,
        standing.facts.as_of,
        found.before,
        found.plan,
        found.bookings,
        found.commitments,
        _row(standing, domain).measures.free,
        _parts(standing, changes, domain),
    )
    show_chart(chart, draw_waterfall(chart, is_dark()), standing, "Wat is er veranderd?", "verandering")


def show_heat(standing: Standing, domain: Domain) -> None:
    """In which months the money goes, against the plan."""
    by = By.DOMAIN if domain is None else By.LINE
    rows = []
    for row in standing.rows(by, domain):
        lines = [line for line in standing.lines(domain) if group_key(line, by) == row.key]
        realised = [sum(months) for months in zip(*(line.realised for line in lines), strict=True)]
        planned = [sum(months) for months in zip(*(line.phasing for line in lines), strict=True)]
        if any(realised) or any(planned):
            rows.append(
                HeatRow(row.name, realised or [0] * MONTHS, planned or [0] * MONTHS, row.measures.norm)
            )
    word = "opgavedomein" if domain is None else "regel"
    chart = HeatChart.of(rows, standing.facts.year, standing.facts.as_of, word)
    show_chart(
        chart,
        draw_heat(chart, is_dark()),
        standing,
        "In welke maanden is er meer of minder besteed dan gepland?",
        "maanden",
    )


def show_flows(standing: Standing, domain: Domain) -> None:
    """From which source to which domain or action line."""
    programme, facts = standing.programme, standing.facts
    flows = [
        Flow(source.name, source.colour, programme.domain(line.domain).name, line.action_line, line.budget)
        for line in facts.lines
        if line.planned and (source := programme.source(line.key.source))
    ]
    name = programme.domain(domain).name if domain else ""
    chart = FlowsChart.of(flows, FlowKind.BUDGET, facts.year, facts.as_of, name)
    show_chart(
        chart, draw_flows(chart, is_dark()), standing, "Waar komt het vandaan, waar gaat het heen?", "stromen"
    )


def show_left(standing: Standing, domain: Domain) -> None:
    """What is expected to be left, by domain or action line, and by source with what happens to it."""
    total = _left(_row(standing, domain), standing)
    by = By.DOMAIN if domain is None else By.ACTION_LINE
    for grouping, question, key in (
        (by, "Wat blijft er over, en waar?", "rest"),
        (By.SOURCE, "Wat gebeurt er met het geld dat overblijft?", "rest-bronnen"),
    ):
        rows = [_left(row, standing) for row in standing.rows(grouping, domain) if row.measures.budget]
        chart = LeftChart.of(rows, total, standing.facts.year)
        show_chart(chart, draw_left(chart, is_dark()), standing, question, key)


def _row(standing: Standing, domain: Domain) -> Row:
    return standing.total() if domain is None else standing.domain_row(domain)


def _left(row: Row, standing: Standing) -> LeftRow:
    source = standing.programme.source(row.key) if row.by is By.SOURCE and row.key else None
    unspent, colour = (source.unspent, source.colour) if source else ("", "")
    return LeftRow(row.name, row.measures.budget, row.measures.forecast, unspent, colour)


def _parts(standing: Standing, changes: list[Change], domain: Domain) -> list[ChangePart]:
    sums: dict[str, Counter[ChangeKind]] = {}
    for change in changes:
        sums.setdefault(_part_name(standing, change, domain), Counter())[change.kind] += change.cents
    return [
        ChangePart(name, kinds[ChangeKind.PLAN], kinds[ChangeKind.BOOKINGS], kinds[ChangeKind.COMMITMENTS])
        for name, kinds in sums.items()
    ]


def _part_name(standing: Standing, change: Change, domain: Domain) -> str:
    if domain is not None:
        return change.activity or UNPLANNED
    return standing.programme.domain(change.domain).name if change.domain else UNPLANNED
