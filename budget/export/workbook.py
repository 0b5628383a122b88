"""Common parts of both workbooks: which sheets in which order, key figures and table names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budget.export.table import NOTHING as NOTHING
from budget.export.table import table_name as table_name
from budget.export.table import width as width
from budget.export.tables import Place, Table
from budget.model.words import Cents
from budget.snapshot.content import Content

COVER, GUIDE = "In het kort", "Wegwijzer"
"""The first sheet, before format 5 and since."""
GUIDE_TITLE = "Wat staat waar?"
CHARTS = "Grafieken"
CHARTS_ABOUT = "De grafieken van het verslag, getekend uit de tabellen hierachter."
GROUPED = (
    (
        "Opgavedomeinen",
        "Elk opgavedomein, elke actielijn en elke budgethouder, met alle bedragen.",
        ("domains", "action_lines", "budget_holders"),
    ),
    ("Regels", "Elke regel van het bestedingsplan, met alle bedragen.", ("lines",)),
    (
        "Bronnen en potten",
        "Waar het geld vandaan komt, per jaar, thema en pot, wat er met de rest gebeurt, en de vrijgave.",
        ("sources", "years", "rollforward", "themes", "pots", "pc", "source_rules", "releases"),
    ),
    ("Verloop", "Wat er door het jaar heen gepland, besteed en verwacht is.", ("pace",)),
    (
        "Sinds vorige",
        "Wat er veranderde sinds de vorige momentopname.",
        ("free_room", "changes", "plan_decisions", "corrections", "forecast_change", "signal_changes"),
    ),
    (
        "Voor het bestuur",
        "Vragen, besluiten, de agenda en afgesproken acties.",
        ("questions", "asks", "agenda", "actions", "promises", "requests", "decisions", "criteria"),
    ),
    (
        "Resultaten en partners",
        "Toelichting en resultaten per regel, en alle bijdragen van partners.",
        ("notes", "results", "partners"),
    ),
    (
        "Verantwoording",
        "Wat de woorden betekenen, de regels voor signalen, wie wat vaststelde, en hoe plannen wijzigden.",
        ("terms", "signal_rules", "versions", "amendments", "decision_path", "successions"),
    ),
)
"""Title, subject, and the tables below each other: ten sheets with the guide and the charts."""
UNITS = "Bedragen in euro's. Een leeg vak betekent: niet bekend of niet van toepassing."
FIRST_ROW = 7
"""Row of every table's heading, counted from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its tables below each other; `about` is empty if the title is enough."""

    title: str
    about: str
    places: tuple[Place, ...]

    @property
    def columns(self) -> tuple[int, ...]:
        """The width of each column: that of the widest table."""
        widths = [list(map(width, place.table.columns)) for place in self.places]
        most = max(map(len, widths))
        return tuple(
            max(table_widths[n] for table_widths in widths if n < len(table_widths)) for n in range(most)
        )


def sheets(content: Content, all_tables: Sequence[Table]) -> tuple[Sheet, ...]:
    """The tables by sheet; before format 5 each had its own."""
    if not content.has_short_report:
        return tuple(Sheet(table.title, "", (Place(table, table.title, FIRST_ROW),)) for table in all_tables)
    known = {table.name: table for table in all_tables}
    grouped = (
        (title, about, [known[name] for name in names if name in known]) for title, about, names in GROUPED
    )
    return tuple(
        Sheet(title, about, tuple(_table_places(title, some))) for title, about, some in grouped if some
    )


def _table_places(sheet: str, tables: Sequence[Table]) -> Iterator[Place]:
    """Each table below the previous one, with a blank row and a title row between them."""
    top = FIRST_ROW
    for table in tables:
        yield Place(table, sheet, top)
        top += 3 + (len(table.rows) + bool(table.total) if table.rows else 0)


def key_figures(content: Content) -> tuple[tuple[str, Cents | None, float | None], ...]:
    """The figures of the first page: name, cents, and share of the budget if any.

    Domains that delivered nothing have no measured figures.
    """
    m = content.total.measures
    if content.hides_silent and m.is_silent:
        return (
            ("Begroot", m.budget, None),
            ("Vrijgegeven", m.released, None),
            ("Vrije ruimte", m.free, None),
            ("Prognose", m.forecast.p50, None),
        )
    return (
        ("Begroot", m.budget, None),
        ("Vrijgegeven", m.released, None),
        ("Besteed", m.realised, m.depletion),
        ("Gepland tot de peildatum", m.norm, m.norm_share),
        ("Verplicht", m.committed, None),
        ("Vrije ruimte", m.free, None),
        ("Prognose", m.forecast.p50, None),
    )
