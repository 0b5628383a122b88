"""The money pages of reports before format 5: sources, and partner contributions."""

from __future__ import annotations

from dataclasses import dataclass

from budget.charts.sources import SourcesChart
from budget.export.cells import Cell, Euros, Short
from budget.export.chart_data import source_bars
from budget.export.domain_parts import SPOTLIGHT_LENGTH
from budget.export.pdf.money_tables import by_form, pots, sources
from budget.export.pdf.sheets import RowStyle, Sheet, SheetRow
from budget.export.wording import RELEASE_NOTE, partner_value, quantity
from budget.model.content import PartnerContribution
from budget.model.words import PartnerForm
from budget.snapshot.content import Content


@dataclass(frozen=True, slots=True)
class MoneyPages:
    """`sources_chart` is drawn by the template; the partner tables are None without partners."""

    sources_chart: SourcesChart | None
    sources: Sheet
    pots: Sheet | None
    partners_short: Sheet | None
    partners: Sheet | None
    release_note: str


def money_pages(content: Content) -> MoneyPages:
    """Sources of the money, with partner contributions beside them."""
    return MoneyPages(
        sources_chart=source_bars(content) if content.sources else None,
        sources=sources(content),
        pots=pots(content),
        partners_short=_partners_by_domain(content) if content.partners else None,
        partners=_partners(content) if content.partners else None,
        release_note=RELEASE_NOTE if content.total.measures.released_unknown else "",
    )


def _partners(content: Content) -> Sheet:
    rows: list[SheetRow] = []
    for code, name in content.domain_names.items():
        partners = sorted((p for p in content.partners if p.domain == code), key=lambda p: p.partner)
        if partners:
            rows.append(SheetRow((name, "", "", "", ""), RowStyle.GROUP))
            rows += [SheetRow(_partner_cells(partner)) for partner in partners]
    headers = ("Opgavedomein en partner", "Bijdrage", "Vorm", "Hoeveelheid", "Waarde")
    return Sheet(headers, (2.1, 2.2, 0.9, 0.9, 1), 4, tuple(rows))


def _partner_cells(partner: PartnerContribution) -> tuple[Cell, ...]:
    described = Short(partner.description, SPOTLIGHT_LENGTH)
    return partner.partner, described, partner.form.value, quantity(partner), partner_value(partner)


def _partners_by_domain(content: Content) -> Sheet:
    """Per domain the plan's spending and, beside it, partner contributions; never added up."""
    spent = {row.key: row.measures.realised for row in content.domains}
    rows = []
    for code, name in content.domain_names.items():
        partners = [partner for partner in content.partners if partner.domain == code]
        if partners or spent.get(code):
            rows.append(SheetRow((name, Euros(spent.get(code, 0)), *by_form(partners))))
    total = ("Totaal", Euros(content.total.measures.realised), *by_form(content.partners))
    headers = ("Opgavedomein", "Besteed uit het plan", *(f"Partners {form}" for form in PartnerForm))
    widths = (2, 1.1, 1.1, 1, 1.2, 1)
    return Sheet((*headers, "Zonder bedrag"), widths, 1, (*rows, SheetRow(total, RowStyle.TOTAL)))
