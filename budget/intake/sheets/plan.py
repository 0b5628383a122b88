"""Reads sheets of kind plan into plan lines and checks their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from budget.intake.faults import Fault, Raw
from budget.intake.findings import Findings
from budget.intake.grammar.amounts import DASHES
from budget.intake.grammar.dates import read_year
from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.text import read_choice, read_text
from budget.intake.places import euros
from budget.intake.schema import MONTH_FIELDS, QUARTER_FIELDS
from budget.intake.sheets.columns import each, read_amount_column, read_code_column, read_column
from budget.intake.sheets.parent_codes import repeated_codes, subtotal_codes
from budget.intake.sheets.phasing import phasing_of, read_phasing, states_shares
from budget.intake.sheets.stray_codes import owners_of_codes
from budget.intake.sheets.table import Table
from budget.model.content import PlanLine
from budget.model.words import Cents, LineKey, Nature
from budget.workbook.places import cell_name

_TEXTS = ("action_line", "activity", "note")
Place = tuple[Table, int]


def read_plan(table: Table, vocabulary: Vocabulary) -> list[tuple[int, PlanLine]]:
    """(sheet row, line) of every data row without a fault."""
    columns = {
        **{name: read_column(table, name, each(read_text), default="") for name in _TEXTS},
        "budget": read_amount_column(table, "budget"),
        "released": read_amount_column(table, "released"),
        **read_phasing(table, are_shares := states_shares(table)),
        "code": read_code_column(table, "code"),
        "project_code": read_code_column(table, "project_code"),
        "domain": read_column(table, "domain", each(vocabulary.domain.find)),
        "source": read_column(table, "source", each(vocabulary.source.find)),
        "theme": read_column(table, "theme", each(read_text), default=""),
        "budget_holder": read_column(table, "budget_holder", each(vocabulary.person.find)),
        "nature": read_column(table, "nature", each(_read_nature)),
        "year": read_column(table, "year", each(lambda value: read_year(value, vocabulary.years))),
    }
    lines = []
    for number, row in enumerate(table.rows):
        values = {name: column[number] for name, column in columns.items()}
        line = _line(table, row, values, vocabulary, are_shares)
        if line:
            lines.append((row, line))
    return lines


def _line(
    table: Table, row: int, values: dict[str, Any], vocabulary: Vocabulary, are_shares: bool
) -> PlanLine | None:
    theme = _theme(table, row, values, vocabulary)
    phasing = phasing_of(table, row, values, are_shares)
    _check_money(table, row, values, phasing, vocabulary)
    if theme is None or any(isinstance(value, Fault) for value in values.values()):
        return None
    return PlanLine(
        code=values["code"],
        domain=values["domain"],
        action_line=values["action_line"],
        activity=values["activity"],
        source=values["source"],
        theme=theme,
        budget_holder=values["budget_holder"],
        year=values["year"],
        budget=values["budget"],
        released=None if values["budget"] < 0 else values["released"],
        phasing=phasing,
        project_code=values["project_code"],
        note=values["note"],
        nature=values["nature"],
    )


def _read_nature(value: Raw) -> Nature | Fault:
    """Existing files write it as one letter."""
    letters = {nature[0]: nature for nature in Nature}
    choice = letters.get(str(value).strip().casefold()) or read_choice(value, tuple(Nature))
    return choice if isinstance(choice, Fault) else Nature(choice)


def _theme(table: Table, row: int, values: dict[str, Any], vocabulary: Vocabulary) -> str | None:
    """Code of the theme, '' for a source without themes; None after a finding."""
    source, theme, year = values["source"], values["theme"], values["year"]
    if isinstance(source, Fault) or isinstance(theme, Fault):
        return None
    funding_source, names = vocabulary.sources[source], vocabulary.theme(source)
    if isinstance(year, int) and not funding_source.first_year <= year <= funding_source.last_year:
        table.add(
            "plan-source-year",
            row,
            "source",
            source=funding_source.name,
            year=str(year),
            first=str(funding_source.first_year),
            last=str(funding_source.last_year),
        )
        return None
    if not funding_source.themes:
        if theme:
            table.add("plan-theme-extra", row, "theme", source=funding_source.name, value=theme)
        return None if theme else ""
    if not theme:
        table.add(
            "plan-theme-needed",
            row,
            "theme" if "theme" in table.header.columns else "source",
            source=funding_source.name,
            options=", ".join(names.shown.values()),
        )
        return None
    match = names.find(theme)
    if isinstance(match, Fault):
        table.report_fault(match, row, table.header.columns["theme"], "Thema")
        return None
    first, last = funding_source.years_of(match)
    if isinstance(year, int) and not first <= year <= last:
        words = {"theme": names.shown[match], "year": str(year), "first": str(first), "last": str(last)}
        table.add("plan-theme-year", row, "theme", **words)
        return None
    return match


def _check_money(
    table: Table,
    row: int,
    values: dict[str, Any],
    phasing: tuple[Cents, ...] | None,
    vocabulary: Vocabulary,
) -> None:
    budget, released = values["budget"], values["released"]
    if not isinstance(budget, int):
        return
    if budget < 0 and not isinstance(values["source"], Fault):
        source = vocabulary.sources[values["source"]]
        finding = "plan-negative" if source.negative_lines else "plan-negative-source"
        table.add(finding, row, "budget", value=euros(budget), source=source.name)
    if isinstance(released, int) and not 0 <= released <= max(0, budget):
        table.add("plan-released", row, "released", value=euros(released), budget=euros(max(0, budget)))
    if phasing is not None and sum(phasing) != budget:
        name = MONTH_FIELDS[0] if values[MONTH_FIELDS[0]] is not None else QUARTER_FIELDS[0]
        table.add("plan-phasing-sum", row, name, value=euros(sum(phasing)), budget=euros(budget))


def check_plan(
    lines: Iterable[tuple[Place, PlanLine]],
    plan: Iterable[PlanLine],
    vocabulary: Vocabulary,
    findings: Findings,
) -> None:
    """Check the lines of all plan sheets of a file together, and against the plans in force."""
    places: dict[tuple[LineKey, int], Place] = {}
    owner: dict[str, tuple[str, Place]] = {}
    placed = list(lines)
    domains = {line.domain for _, line in placed}
    domain_of_code = {line.code: line.domain for line in plan if line.domain not in domains}
    for (table, row), line in placed:
        first = places.setdefault((line.key, line.year), (table, row))
        if first != (table, row):
            table.add("plan-double", row, "code", value=line.code, other=_named(first, "code"))
        domain, place = owner.setdefault(line.code, (line.domain, (table, row)))
        if domain != line.domain:
            table.add(
                "plan-two-domains",
                row,
                "domain",
                value=line.code,
                other=_named(place, "domain"),
                domain=vocabulary.domain.shown[line.domain],
                second=vocabulary.domain.shown[domain],
            )
        elif line.code in domain_of_code:
            table.add(
                "plan-code-taken",
                row,
                "code",
                value=line.code,
                second=vocabulary.domain.shown.get(domain_of_code[line.code], domain_of_code[line.code]),
            )
    _ask_about_codes_alike(placed)
    _ask_about_sums(placed)
    _ask_about_strays(placed, plan, vocabulary)
    _warn_lapsing(placed, plan, vocabulary, findings)


def _ask_about_codes_alike(placed_lines: list[tuple[Place, PlanLine]]) -> None:
    """Ask about codes that differ only in capitals, spaces or the kind of dash."""
    first_use: dict[str, tuple[str, Place]] = {}
    reported: set[str] = set()
    for (table, row), line in placed_lines:
        code, place = first_use.setdefault(fold(line.code.translate(DASHES)), (line.code, (table, row)))
        if code != line.code and line.code not in reported:
            reported.add(line.code)
            table.add(
                "plan-code-alike", row, "code", value=line.code, other=code, place=_named(place, "code")
            )


def _ask_about_sums(placed_lines: list[tuple[Place, PlanLine]]) -> None:
    """Ask about codes with the sum of the codes they prefix, in one year or in all."""
    groups: dict[tuple[str, int], list[tuple[str, Cents]]] = {}
    for _, line in placed_lines:
        for year in (line.year, 0):
            groups.setdefault((line.domain, year), []).append((line.code, line.budget))
    sums = {(*group, code) for group, lines in groups.items() for code in subtotal_codes(lines)}
    same = {(*group, code) for group, lines in groups.items() for code in repeated_codes(lines)}
    for (table, row), line in placed_lines:
        if any((line.domain, year, line.code) in sums for year in (line.year, 0)):
            table.add("plan-code-sum", row, "code", value=line.code)
        elif (line.domain, line.year, line.code) in same:
            table.add("plan-code-same", row, "code", value=line.code)


def _ask_about_strays(
    placed_lines: list[tuple[Place, PlanLine]], plan: Iterable[PlanLine], vocabulary: Vocabulary
) -> None:
    """Ask about lines that would replace the plan of a domain to which their code does not belong."""
    for number, owner in owners_of_codes([line for _, line in placed_lines], plan, vocabulary).items():
        (table, row), line = placed_lines[number]
        table.add(
            "plan-code-elsewhere",
            row,
            "domain",
            value=line.code,
            domain=vocabulary.domain.shown[line.domain],
            second=vocabulary.domain.shown.get(owner, owner),
        )


def _warn_lapsing(
    placed_lines: list[tuple[Place, PlanLine]],
    plan: Iterable[PlanLine],
    vocabulary: Vocabulary,
    findings: Findings,
) -> None:
    in_sheet = {(line.domain, line.year) for _, line in placed_lines}
    sheets = {line.domain: table.sheet for (table, _), line in reversed(placed_lines)}
    absent = {(line.domain, line.year) for line in plan if line.domain in sheets} - in_sheet
    for domain, year in sorted(absent):
        findings.add(
            "plan-year-lapses", sheets[domain], year=str(year), domain=vocabulary.domain.shown[domain]
        )


def _named(place: Place, name: str) -> str:
    table, row = place
    return f"{table.sheet}!{cell_name(row, table.header.columns[name])}"
