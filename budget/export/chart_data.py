"""The charts of a content that the formats share, ready to be drawn."""

from __future__ import annotations

from budget.charts.bullets import BulletChart
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart
from budget.charts.waterfall import WaterfallChart
from budget.export.row_by_format import row_in_format
from budget.model.figures import Pace
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.snapshot.content import SILENT_APART, Changes, Content


def domain_bullets(content: Content) -> BulletChart:
    """The use of every domain with money, most urgent first, as on screen."""
    rows = content.with_money(By.DOMAIN)
    ordered = by_urgency(rows) if content.has_short_report else rows
    return BulletChart.of(ordered, content.as_of, content.format < SILENT_APART, content.hides_silent)


def action_line_bullets(content: Content, domain: str) -> BulletChart | None:
    """The use of a domain's action lines; None without any."""
    lines = [line for line in content.with_money(By.ACTION_LINE) if line.domain == domain]
    if not lines:
        return None
    return BulletChart.of(lines, content.as_of, content.format < SILENT_APART, content.hides_silent)


def pace_chart(content: Content, pace: Pace) -> PaceChart:
    """The spending pace of a group, as this content's format shows it."""
    return PaceChart.of(pace, content.format < SILENT_APART)


def source_bars(content: Content) -> SourcesChart:
    """The sources of the money, each in its own colour."""
    colours = {source.code: source.colour for source in content.sources}
    rows = [row_in_format(content, row) for row in content.with_money(By.SOURCE)]
    return SourcesChart.of(rows, content.as_of, colours, content.hides_silent)


def free_room_steps(content: Content, changes: Changes) -> WaterfallChart:
    """The programme's free room at the last snapshot and now, with the changes in between."""
    steps = changes.total
    plan = steps.effects[0]
    return WaterfallChart.of(
        content.programme.name,
        changes.since.as_of,
        content.as_of,
        steps.before,
        plan,
        steps.bookings,
        steps.commitments,
        steps.after,
    )
