"""Released money on the page of a domain: through the year, by decision, and use without a release."""

from __future__ import annotations

import streamlit as st

from budget.charts import ReleasesChart
from budget.charts.plotly import draw_releases
from budget.labels import MONTH_NAMES, count, day_short, escape_markdown, euro
from budget.model.content import Release
from budget.standing.moment import Standing
from budget.ui.charts import show_chart
from budget.ui.figures import is_dark, show_table

HEADERS = ("Datum", "Voor", "Bedrag", "Stand", "Besluit", "Document")


def show_releases(standing: Standing, domain: str) -> None:
    """The releases; nothing for a domain without: there the plan states what is released."""
    path = standing.releases(domain)
    if path is None:
        return
    chart = ReleasesChart(standing.programme.domain(domain).name, path)
    question = "Wanneer kwam het geld vrij?"
    show_chart(chart, draw_releases(chart, is_dark()), standing, question, "vrijgave", domain=domain)
    for unreleased in path.unreleased:
        name = f"{unreleased.line.key.code} {unreleased.line.activity or unreleased.line.action_line}"
        since = f"sinds {MONTH_NAMES[unreleased.since.month - 1]} {unreleased.since.year}"
        st.write(escape_markdown(f"{name}: {euro(unreleased.cents)} gebruikt zonder vrijgave, {since}."))
    rows = [
        (day_short(r.date), _subject(standing, r, is_taken), euro(r.amount), str(r.state),
         ", ".join(word for word in (r.decision, r.body) if word), r.document or "–")
        for r, is_taken in path.releases
    ]  # fmt: skip
    with st.expander(f"{count(len(rows), 'vrijgave', 'vrijgaven')}, met het besluit"):
        show_table(HEADERS, rows, "Vrijgave per besluit")


def _subject(standing: Standing, release: Release, is_taken: bool) -> str:
    """The line, or all lines of a source and theme; a release for no existing line is marked as such."""
    sources = standing.programme.sources
    source = next((s.name for s in sources if s.code == release.source), release.source)
    themes = {theme.code: theme.name for each in sources for theme in each.themes}
    words = [release.code or "alle regels", source, themes.get(release.theme, release.theme)]
    named = ", ".join(word for word in words if word)
    return named if is_taken else f"{named} (telt niet mee: niet in het plan)"
