"""Open data: the public figures of a snapshot as self-describing CSV files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from budget.export.columns import Column, Kind, decimal
from budget.export.imprint import LICENCE, Imprint, imprint
from budget.export.public_version import public
from budget.export.safe_text import remove_control_signs
from budget.export.stable_zip import pack_zip
from budget.export.tables import Group, Table, Value, Values, tables
from budget.snapshot.content import Content

Json = dict[str, Any]
"""A part of datapackage.json."""

PUBLISHED = ("plan_decisions", "questions", "partners", "notes", "terms")
"""The text tables that are published; tables of figures and changes always are."""

OFF_PAPER = (
    "asks",
    "agenda",
    "actions",
    "source_rules",
    "signal_rules",
    "versions",
    "amendments",
    "decision_path",
    "releases",
    "decisions",
    "criteria",
    "results",
    "requests",
    "promises",
    "successions",
)
"""Tables that the short report has no room for: published since then."""

PHASES = {
    "original_budget": ("approved", "Vastgesteld: het eerste plan van het jaar"),
    "budget": ("adjusted", "Gewijzigd: het plan dat nu geldt"),
    "realised": ("executed", "Uitgevoerd: besteed tot en met de peildatum"),
}
"""For each measure its budget phase in the Fiscal Data Package."""

TYPES = {
    Kind.TEXT: "string",
    Kind.EURO: "number",
    Kind.SHARE: "number",
    Kind.COUNT: "integer",
    Kind.DAY: "date",
}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
FIXED = (
    Column("year", "Jaar", Kind.COUNT, "Het begrotingsjaar."),
    Column("as_of", "Peildatum", Kind.DAY, "De dag waarop de cijfers zijn bekeken."),
    Column("meeting", "Vergadering", Kind.DAY, "De vergadering waarvoor de cijfers zijn vastgezet."),
    Column("status", "Status", Kind.TEXT, "Concept of vastgesteld."),
    Column("snapshot", "Kenmerk", Kind.TEXT, "SHA-256 van de momentopname."),
    Column("scope", "Reikwijdte", Kind.TEXT, "Welk geld hierin staat, en welk niet."),
    Column("notice", "Let op", Kind.TEXT, "Of de cijfers echt of verzonnen zijn."),
)
"""The last columns of every row, so that a separate file or row still says what it is."""


def open_data(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """A zip with datapackage.json, LEESMIJ.md and the CSV files; no persons, suppliers or file names."""
    content = public(remove_control_signs(content), signed_by)
    return public_data(content, imprint(content, sha256, signed_by, signed_at, names=False))


def public_data(content: Content, marks: Imprint) -> bytes:
    """The zip for a content from public(), with an imprint that names nobody."""
    resources = [*_published(content), _meeting(content, marks)]
    lines = [*marks.lines, *_missing(content)]
    fixed = _fixed(content, marks)
    files = {f"data/{table.name}.csv": _csv(table, fixed) for table in resources}
    package = _package(content, marks, resources, files)
    return pack_zip(
        {
            "datapackage.json": (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode(),
            "LEESMIJ.md": _read_me(lines, marks, resources, _hints(content)).encode(),
            **files,
        }
    )


def _published(content: Content) -> list[Table]:
    """Figures, changes and the published text tables, without the columns of persons."""
    names = (*PUBLISHED, *OFF_PAPER) if content.has_short_report else PUBLISHED
    kept_tables = [t for t in tables(content) if t.group is not Group.WORDS or t.name in names]
    kept_tables = [table.without(lambda column: column.is_personal) for table in kept_tables]
    return sorted(kept_tables, key=lambda table: table.name != "lines")


def _meeting(content: Content, marks: Imprint) -> Table:
    """The snapshot itself in one row."""
    columns = (
        Column("programme", "Programma", Kind.TEXT, "De naam van het programma."),
        Column("board", "Bestuur", Kind.TEXT, "Het bestuur dat vergadert."),
        Column("spotlight", "In de schijnwerper", Kind.TEXT, "Code van het opgavedomein dat centraal staat."),
        Column("fictional", "Verzonnen", Kind.COUNT, "1 als de vergadering verzonnen is, anders 0."),
        Column("fixed_on", "Vastgezet op", Kind.DAY, "De dag van vaststellen, of van voorstellen."),
        Column("known_at", "Stand van kennis", Kind.COUNT, "Nummer van de laatste vaststelling die meetelt."),
        Column("previous", "Vorig kenmerk", Kind.TEXT, "SHA-256 van de vorige momentopname."),
        Column("software", "Versie", Kind.TEXT, "De versie van het programma dat de cijfers maakte."),
    )
    row = (
        marks.programme,
        content.programme.board,
        content.meeting.spotlight,
        int(content.meeting.fictional),
        marks.fixed,
        content.known_at,
        content.previous or "",
        content.software,
    )
    return Table("meeting", "Momentopname", Group.WORDS, columns, (row,))


def _fixed(content: Content, marks: Imprint) -> Values:
    status = "concept" if marks.is_concept else "vastgesteld"
    return (
        content.year,
        content.as_of,
        content.meeting.date,
        status,
        marks.sha256,
        marks.scope,
        marks.notice,
    )


def _csv(table: Table, fixed: Values) -> bytes:
    """UTF-8, commas, decimal dots, ISO days; no total row, as readers sum for themselves."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    columns = (*table.columns, *FIXED)
    writer.writerow([column.name for column in columns])
    for row in table.rows:
        writer.writerow([_csv_text(c.kind, value) for c, value in zip(columns, (*row, *fixed), strict=True)])
    return held.getvalue().encode("utf-8")


def _csv_text(kind: Kind, value: Value) -> str:
    if value is None:
        return ""
    if kind is Kind.EURO and isinstance(value, int):
        return decimal(value)
    if kind is Kind.SHARE:
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    # A spreadsheet would run such a text as a formula; the apostrophe makes it text.
    return f"'{text}" if kind is Kind.TEXT and text.startswith(FORMULA_SIGNS) else text


def _package(content: Content, marks: Imprint, resources: Sequence[Table], files: dict[str, bytes]) -> Json:
    year = content.year
    return {
        "name": f"{content.programme.id}-{content.meeting.date}",
        "profile": "tabular-data-package",
        "title": f"{marks.programme}: {marks.title}",
        "description": " ".join([*marks.lines, *_missing(content)]),
        "version": content.software,
        "created": f"{marks.fixed.isoformat()}T00:00:00Z",
        "licenses": [LICENCE],
        "countryCode": "NL",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "resources": [_resource(table, files, marks) for table in resources],
        "model": _model(),
    }


def _resource(table: Table, files: dict[str, bytes], marks: Imprint) -> Json:
    path = f"data/{table.name}.csv"
    return {
        "name": table.name.replace("_", "-"),
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": f"{marks.scope} {marks.notice}".strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(files[path]),
        "hash": f"sha256:{hashlib.sha256(files[path]).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in (*table.columns, *FIXED)],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> Json:
    field: Json = {
        "name": column.name,
        "title": column.title,
        "description": column.meaning,
        "type": TYPES[column.kind],
    }
    if column.kind is Kind.EURO:
        field |= {"decimalChar": ".", "bareNumber": True, "unit": "EUR"}
    return field


def _model() -> Json:
    """What the Fiscal Data Package requires: the amounts and their dimensions."""
    measures = {
        name: {
            "source": name,
            "resource": "lines",
            "currency": "EUR",
            "factor": 1,
            "direction": "expenditure",
            "phase": phase,
            "title": title,
        }
        for name, (phase, title) in PHASES.items()
    }
    line = {"code": {"source": "key"}, "name": {"source": "name", "labelfor": "code"}}
    dimensions = {
        "fiscal-year": _dimension("datetime", {"year": {"source": "year"}}),
        "line": _dimension("activity", line),
        "domain": _dimension("classification", {"name": {"source": "domain"}})
        | {"classificationType": "functional"},
    }
    return {"measures": measures, "dimensions": dimensions}


def _dimension(kind: str, attributes: Json) -> Json:
    stated = {name: {"resource": "lines"} | attribute for name, attribute in attributes.items()}
    return {"dimensionType": kind, "primaryKey": [next(iter(stated))], "attributes": stated}


def _missing(content: Content) -> tuple[str, ...]:
    """What the bookings do not reach, as in the report; empty when complete."""
    return (content.sentences[0], content.sentences[-1]) if content.missing else ()


def _hints(content: Content) -> tuple[str, str]:
    """Which forecasts add up, and which names are left out; older formats keep their wording."""
    if content.hides_silent:
        return (
            "De middens van prognoses tellen op. De lage en hoge kant niet.",
            "Van personen die het programma kent, staat de rol er, of [naam]. Er is geen kolom leveranciers.",
        )
    return (
        "Prognoses tellen niet op: het midden van het geheel is niet de som van de middens.",
        "Namen van personen en leveranciers staan er niet in.",
    )


def _read_me(lines: Sequence[str], marks: Imprint, resources: Sequence[Table], hints: tuple[str, str]) -> str:
    forecasts, names = hints
    files = "".join(f"- `data/{table.name}.csv`: {table.title.lower()}\n" for table in resources)
    return (
        f"# {marks.programme}: {marks.title.lower()}\n\n"
        + "".join(f"{line}\n\n" for line in lines)
        + f"Licentie: {LICENCE['title']} ({LICENCE['name']}).\n\n"
        f"## Bestanden\n\n{files}\n"
        "Elke kolom staat met titel en uitleg in `datapackage.json`.\n\n"
        "## Goed om te weten\n\n"
        "- UTF-8, komma tussen de velden, punt in getallen, datums als 2024-12-31. Leeg is onbekend.\n"
        "- Bedragen zijn euro's met twee decimalen, tot op de cent. Percentages zijn breuken: 0.5 is 50 %.\n"
        "- Tel rijen uit verschillende bestanden niet bij elkaar op: het zijn andere indelingen van hetzelfde"
        " geld.\n"
        f"- {forecasts}\n"
        "- Begint een tekst met een teken waarvan een rekenblad een formule maakt, dan staat er een ' voor.\n"
        f"- {names}\n"
    )
