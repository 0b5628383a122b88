"""The appendix of reports before format 5: all figures, changes, words, and acceptances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from budget import labels
from budget.charts.tables import sentence_case
from budget.export.cells import Cell, EuroChange, Phrase, amount
from budget.export.pdf.sheets import RowStyle, Sheet, SheetRow, Term, rows_of
from budget.export.wording import CHANGE_WORD, figure_cells, measurement, rule_words, step_cells
from budget.labels import NOTHING
from budget.model.figures import Row
from budget.model.words import By, ChangeKind
from budget.snapshot.content import ChangeItem, Changes, Content, Note, Version

MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class Appendix:
    """The tables of the appendix, and the full hashes of this snapshot and the one before."""

    figures: Sheet
    changes: Sheet | None
    lines: Sheet | None
    notes: Sheet | None
    terms: tuple[Term, ...]
    rules: tuple[tuple[str, ...], ...]
    versions: Sheet
    sha256: str
    previous: str
    software: str
    known_at: str


def appendix(content: Content, sha256: str) -> Appendix:
    """The end matter of the report."""
    return Appendix(
        figures=_figures(content),
        changes=_changes(content, content.changes) if content.changes else None,
        lines=_changed_lines(content, content.changes) if content.changes else None,
        notes=_notes(content) if content.notes else None,
        terms=tuple(Term(sentence_case(term), text) for term, text in content.terms.items()),
        rules=tuple((*rule_words(rule), rule.source) for rule in content.rules),
        versions=_versions(content),
        sha256=sha256,
        previous=content.previous or "",
        software=content.software,
        known_at=str(content.known_at),
    )


def _figures(content: Content) -> Sheet:
    headers = (
        "Opgavedomein en actielijn", "Begroot", "Vrijgegeven", "Besteed",
        "Verplicht", "Vrije ruimte", "Prognose", "Besteed %", "Gepland %",
    )  # fmt: skip
    widths = (2.4, 1, 1, 1, 0.95, 1.2, 1, 0.76, 0.76)
    return Sheet(headers, widths, 1, tuple(_figure_rows(content)))


def _figure_rows(content: Content) -> Iterator[SheetRow]:
    hides = content.hides_silent
    lines = content.with_money(By.ACTION_LINE)
    for row in content.with_money(By.DOMAIN):
        yield SheetRow((_marked(row), *figure_cells(row, hides)), RowStyle.GROUP)
        for line in lines:
            if line.domain == row.key and line.is_planned:
                yield SheetRow((_marked(line), *figure_cells(line, hides)))
    yield SheetRow(("Totaal", *figure_cells(content.total, hides)), RowStyle.TOTAL)


def _marked(row: Row) -> str:
    return f"{labels.SIGNAL_SHAPE[row.signal.colour]} {row.name}"


def _changes(content: Content, changes: Changes) -> Sheet:
    rows = rows_of(
        (name, *step_cells(steps))
        for code, name in content.domain_names.items()
        if (steps := changes.domains.get(code)) and steps.has_money
    )
    before, after = labels.day_short(changes.since.as_of), labels.day_short(content.as_of)
    headers = (
        "Opgavedomein", f"Vrije ruimte {before}", "Plan gewijzigd", "Nieuwe boekingen",
        "Andere verplichtingen", f"Vrije ruimte {after}",
    )  # fmt: skip
    total = SheetRow(("Totaal", *step_cells(changes.total)), RowStyle.TOTAL)
    return Sheet(headers, (2, 1.2, 1, 1, 1, 1.2), 1, (*rows, total))


def _changed_lines(content: Content, changes: Changes) -> Sheet | None:
    """Every change of the plan and the largest other changes, line by line."""
    names = content.domain_names
    items = sorted(changes.items, key=lambda item: -abs(item.cents))
    plan = [item for item in items if item.kind is ChangeKind.PLAN]
    others = [item for item in items if item.kind is not ChangeKind.PLAN]
    rows = rows_of(_item_cells(item, names) for item in (*plan, *others[:MOST_LINES]))
    headers = ("Opgavedomein", "Regel", "Wat", "Ingediend", "Vastgesteld", "Verschil")
    return Sheet(headers, (1.5, 2.2, 1.2, 1, 1, 1), 5, rows) if rows else None


def _item_cells(item: ChangeItem, names: dict[str, str]) -> tuple[Cell, ...]:
    return (
        names.get(item.domain, item.domain),
        " ".join(part for part in (item.code, item.activity) if part) or labels.UNPLANNED,
        CHANGE_WORD[item.kind],
        item.submitted_by,
        item.accepted_by,
        EuroChange(item.effect),
    )


def _notes(content: Content) -> Sheet:
    order = list(content.domain_names)
    notes = sorted(content.notes, key=lambda note: (order.index(note.domain), note.code))
    headers = ("Regel", "Oorzaak", "Toelichting", "Bijsturing", "Resultaat", "Eigen prognose")
    rows = rows_of(_note_cells(note) for note in notes if any(_note_texts(note)))
    return Sheet(headers, (1.4, 0.9, 1.9, 1.5, 1.5, 0.8), 5, rows)


def _note_cells(note: Note) -> tuple[Cell, ...]:
    texts = (text or NOTHING for text in _note_texts(note))
    return f"{note.code} {note.activity}", *texts, amount(note.forecast)


def _note_texts(note: Note) -> tuple[str, ...]:
    target = f"(doel {note.target})" if note.target else ""
    result = " ".join(part for part in (note.result, measurement(note), target) if part)
    return note.cause or "", note.note, note.steering, result


def _versions(content: Content) -> Sheet:
    names = content.domain_names
    headers = ("Wat", "Bestand", "Ingediend", "Vastgesteld", "Kenmerk")
    rows = rows_of(_version_cells(version, names) for version in content.versions)
    return Sheet(headers, (1.9, 2, 1.5, 1.5, 0.8), 5, rows)


def _version_cells(version: Version, names: dict[str, str]) -> tuple[Cell, ...]:
    kinds = [labels.SHEET_NAME[kind] for kind in version.kinds]
    domains = [names.get(code, code) for code in version.domains if code]
    return (
        ": ".join(part for part in (labels.join_words(kinds), labels.join_words(domains)) if part),
        version.file,
        _done(version.submitted_by, version.submitted_at),
        _done(version.accepted_by, version.accepted_at),
        version.sha256[:8],
    )


def _done(person: str, at: datetime) -> Cell:
    """The person and day of an act; in public only the day."""
    return Phrase((person, ", ", at)) if person else at
