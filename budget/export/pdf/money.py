"""The pages of the report about money: where it comes from, and what the partners bring in beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budget import labels
from budget.charts.svg.bars import sources_on_paper
from budget.charts.tables import NOTHING, room
from budget.export.chart_data import source_bars
from budget.export.domain_parts import SPOTLIGHT_LENGTH
from budget.export.pdf.sheets import Look, Sheet, SheetRow, rows_of
from budget.export.pots import POTS_HEADERS, pot_lines
from budget.export.wording import RELEASE_NOTE, partner_value, plan_cells, quantity, shortened
from budget.model.content import PartnerContribution
from budget.model.figures import Row
from budget.model.words import By, PartnerForm
from budget.snapshot.content import Content


@dataclass(frozen=True, slots=True)
class MoneyPages:
    """`sources_chart` is what the template draws; the partner tables are None without partners."""

    sources_chart: object | None
    sources: Sheet
    pots: Sheet | None
    partners_short: Sheet | None
    partners: Sheet | None
    release_note: str


def money_pages(content: Content) -> MoneyPages:
    """Where the money comes from, and what the partners bring in beside it."""
    chart = source_bars(content, {source.code: source.colour for source in content.sources})
    return MoneyPages(
        sources_chart=sources_on_paper(chart) if content.sources else None,
        sources=_sources(content),
        pots=_pots(content),
        partners_short=_partners_by_domain(content) if content.partners else None,
        partners=_partners(content) if content.partners else None,
        release_note=RELEASE_NOTE if content.total.measures.released_unknown else "",
    )


def _sources(content: Content) -> Sheet:
    headers = ("Bron en thema", "Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Vrije ruimte", "Besteed %")
    return Sheet(headers, (2.4, 1, 1, 1, 1, 1.3, 0.75), 1, tuple(_source_rows(content)))


def _pots(content: Content) -> Sheet | None:
    """The pots that are short or used without release; None where there are none."""
    found = pot_lines(content)
    if found is None:
        return None
    lines, total = found
    return Sheet(POTS_HEADERS, (3, 1, 1, 1.1, 1.3), 1, (*rows_of(lines), SheetRow(total, Look.TOTAL)))


def _source_rows(content: Content) -> Iterator[SheetRow]:
    """Each source with its themes, where it has more than one, and what happens to what is left."""
    unspent = {source.code: source.unspent for source in content.sources}
    themes = content.with_money(By.THEME)
    for row in content.with_money(By.SOURCE):
        yield SheetRow(_source_cells(row, row.name), Look.GROUP)
        own = [theme for theme in themes if theme.key.partition("/")[0] == row.key and theme.is_planned]
        if len(own) > 1:
            yield from (SheetRow(_source_cells(theme, theme.name.partition(": ")[2])) for theme in own)
        if row.key in unspent:
            yield SheetRow((f"Wat overblijft {unspent[row.key]}.",), Look.NOTE)
    yield SheetRow(_source_cells(content.total, "Totaal"), Look.TOTAL)


def _source_cells(row: Row, name: str) -> tuple[str, ...]:
    m = row.measures
    used = (labels.euro(m.realised), labels.euro(m.committed))
    return name, *plan_cells(row), *used, room(m.free), labels.percent(m.depletion)


def _partners(content: Content) -> Sheet:
    rows: list[SheetRow] = []
    for code, name in content.domain_names.items():
        found = sorted((p for p in content.partners if p.domain == code), key=lambda p: p.partner)
        if found:
            rows.append(SheetRow((name, "", "", "", ""), Look.GROUP))
            rows += [SheetRow(_partner_cells(partner)) for partner in found]
    headers = ("Opgavedomein en partner", "Bijdrage", "Vorm", "Hoeveelheid", "Waarde")
    return Sheet(headers, (2.1, 2.2, 0.9, 0.9, 1), 4, tuple(rows))


def _partner_cells(partner: PartnerContribution) -> tuple[str, ...]:
    described = shortened(partner.description, SPOTLIGHT_LENGTH)
    return partner.partner, described, partner.form.value, quantity(partner), partner_value(partner)


def _partners_by_domain(content: Content) -> Sheet:
    """Per domain what the plan spent and, beside it, what partners bring in; never added up together."""
    spent = {row.key: row.measures.realised for row in content.domains}
    rows = []
    for code, name in content.domain_names.items():
        found = [partner for partner in content.partners if partner.domain == code]
        if found or spent.get(code):
            rows.append(SheetRow((name, labels.euro(spent.get(code, 0)), *_by_form(found))))
    total = ("Totaal", labels.euro(content.total.measures.realised), *_by_form(content.partners))
    headers = ("Opgavedomein", "Besteed uit het plan", *(f"Partners {form}" for form in PartnerForm))
    widths = (2, 1.1, 1.1, 1, 1.2, 1)
    return Sheet((*headers, "Zonder bedrag"), widths, 1, (*rows, SheetRow(total, Look.TOTAL)))


def _by_form(found: Iterable[PartnerContribution]) -> tuple[str, ...]:
    """The valued contributions per form, and how many have no value."""
    sums, unvalued = dict.fromkeys(PartnerForm, 0), 0
    for partner in found:
        sums[partner.form] += partner.amount or 0
        unvalued += partner.amount is None
    counted = labels.count(unvalued, "bijdrage", "bijdragen") if unvalued else NOTHING
    return *(labels.euro(cents) if cents else NOTHING for cents in sums.values()), counted
