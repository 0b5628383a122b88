"""The last pages of the short report: all funding with its results, and the proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from budget import labels
from budget.charts.sources import SourcesChart
from budget.charts.tables import measured_only, sentence_case
from budget.export.cells import Cell, Euros, Short, delivered
from budget.export.chart_data import source_bars
from budget.export.domain_parts import LINE_LENGTH, NAME_LENGTH
from budget.export.pdf.money_tables import by_form, pots, sources, years
from budget.export.pdf.sheets import RowStyle, Sheet, SheetRow, Term, rows_of
from budget.export.record_lists import HEADERS, TITLE, supplementary_rows
from budget.export.wording import RELEASE_NOTE, measurement, readable_notes
from budget.labels import NOTHING
from budget.model.words import By, PartnerForm
from budget.snapshot.content import Content, Note

FEWER_POTS = (12, 8, 4, 1)
RESULT_LENGTH = 90
PARTNERS_FROM = 3
"""Cells between a domain's name and its partner contributions."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who submitted and accepted, by role; the glossary; the full hashes."""

    roles: Sheet
    terms: tuple[Term, ...]
    sha256: str
    previous: str
    made: str


@dataclass(frozen=True, slots=True)
class FundingPages:
    """Tables in shrinking versions, longest first; the template takes the first that fits."""

    all_means: tuple[Sheet, ...]
    all_sources: tuple[Sheet, ...]
    all_years: tuple[Sheet, ...]
    all_pots: tuple[Sheet, ...]
    all_results: tuple[Sheet, ...]
    sources_chart: SourcesChart | None
    release_note: str
    lists_title: str
    lists: Sheet | None
    proof: Proof


def funding_pages(content: Content, sha256: str) -> FundingPages:
    """Sources, partner contributions, results, and how to verify the report."""
    pot_sheets = [pots(content, most) for most in (None, *FEWER_POTS)]
    rows = supplementary_rows(content)
    return FundingPages(
        all_means=(_funding_table(content), _funding_table(content, is_brief=True)),
        all_sources=(sources(content), sources(content, is_brief=True)),
        all_years=years(content),
        all_pots=tuple(sheet for sheet in pot_sheets if sheet is not None),
        all_results=_results(content),
        sources_chart=source_bars(content) if content.sources else None,
        release_note=RELEASE_NOTE if content.total.measures.released_unknown else "",
        lists_title=TITLE,
        lists=Sheet(HEADERS, (0.8, 1.9, 4, 0.9, 0.8, 0.9), 3, rows_of(rows)) if rows else None,
        proof=_proof(content, sha256),
    )


def _funding_table(content: Content, is_brief: bool = False) -> Sheet:
    """Per domain the plan's budget and spending, with partner contributions beside them and one result.

    The brief version leaves out result, budget and spending, which are in each domain's section.
    """
    rows: list[tuple[Cell, ...]] = []
    for row in content.with_money(By.DOMAIN):
        partners = [partner for partner in content.partners if partner.domain == row.key]
        result = Short(content.results.get(row.key, NOTHING), RESULT_LENGTH)
        spent = measured_only(row.measures, row.measures.realised, content.hides_silent)
        money = Euros(row.measures.budget), delivered(spent)
        rows.append((Short(row.name, NAME_LENGTH), result, *money, *by_form(partners)))
    m = content.total.measures
    total: tuple[Cell, ...] = ("Totaal", "", Euros(m.budget), Euros(m.realised), *by_form(content.partners))
    forms = (f"Partners {form}" for form in PartnerForm)
    headers: tuple[str, ...] = ("Opgavedomein", "Resultaat", "Begroot", "Besteed", *forms, "Zonder bedrag")
    widths: tuple[float, ...] = (1.7, 2, 1, 1, 1, 0.9, 1.2, 0.9)
    if is_brief:
        headers = (headers[0], *headers[PARTNERS_FROM + 1 :])
        total, *rows = [(name, *cells[PARTNERS_FROM:]) for name, *cells in (total, *rows)]
        widths = (5, *widths[PARTNERS_FROM + 1 :])
    return Sheet(headers, widths, 1 if is_brief else 2, (*rows_of(rows), SheetRow(total, RowStyle.TOTAL)))


def _results(content: Content) -> tuple[Sheet, ...]:
    """All results by line, then versions with at most so many lines per domain."""
    budgets = {row.key: row.measures.budget for row in content.rows.get(By.LINE, ())}
    notes = [note for note in readable_notes(content) if note.result or note.indicator]
    notes.sort(key=lambda note: -budgets.get(note.code, 0))
    domains = {code: [note for note in notes if note.domain == code] for code in content.domain_names}
    most = max(map(len, domains.values()))
    headers = ("Opgavedomein", "Waarmee", "Gemeten", "Wat is er bereikt?")
    sheets = (
        [_result_cells(note, content.domain_names[code]) for code in domains for note in domains[code][:n]]
        for n in range(most, 0, -1)
    )
    return tuple(Sheet(headers, (1.3, 1.6, 2, 2), 4, rows_of(rows)) for rows in sheets)


def _result_cells(note: Note, domain: str) -> tuple[Cell, ...]:
    reached = Short(note.result or NOTHING, RESULT_LENGTH)
    return domain, Short(note.line, LINE_LENGTH), _gauge(note), reached


def _gauge(note: Note) -> Cell:
    target = f" (doel {note.target})" if note.target else ""
    return Short(f"{measurement(note)}{target}" or NOTHING, RESULT_LENGTH)


def _proof(content: Content, sha256: str) -> Proof:
    return Proof(
        roles=_roles(content),
        terms=tuple(Term(sentence_case(term), text) for term, text in content.terms.items()),
        sha256=sha256,
        previous=content.previous or "",
        made=f"Stand van kennis: {content.known_at}. Versie van het programma: {content.software}.",
    )


def _roles(content: Content) -> Sheet:
    """Per role who submitted or accepted how many files; in public without names."""
    people: dict[str, dict[str, None]] = {}
    handed_in: Counter[str] = Counter(version.submitted_as for version in content.versions)
    accepted: Counter[str] = Counter(version.accepted_as for version in content.versions)
    for version in content.versions:
        people.setdefault(version.submitted_as, {})[version.submitted_by] = None
        people.setdefault(version.accepted_as, {})[version.accepted_by] = None
    rows = (
        (role or "Rol onbekend", labels.join_words(list(names)), str(handed_in[role]), str(accepted[role]))
        for role, names in people.items()
    )
    headers: tuple[str, ...] = ("Rol", "Wie", "Bestanden ingediend", "Bestanden vastgesteld")
    if not any(name for names in people.values() for name in names):
        role_rows, headers = [(role, *counted) for role, _, *counted in rows], (headers[0], *headers[2:])
        return Sheet(headers, (3, 1, 1), 1, rows_of(role_rows))
    return Sheet(headers, (1.2, 4, 0.8, 0.9), 2, rows_of(rows))
