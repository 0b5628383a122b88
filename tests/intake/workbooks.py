"""Small workbooks for the tests: rows of values in, bytes of a file out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from budget.intake.check import CheckOutcome, check_data
from budget.intake.check_context import CheckContext
from budget.intake.findings import cell_of, message_of
from budget.model import CheckedFile, Finding, PlanLine, Programme
from budget.sandbox.check_job import pack
from budget.sandbox.wire import decode_answer, encode_answer
from budget.workbook.limits import Limits
from tests.workbook.binary import Error, Struck, Styled

PLAN = [
    "Regelcode",
    "Opgavedomein",
    "Actielijn",
    "Activiteit",
    "Bron",
    "Thema",
    "Budgethouder",
    "Jaar",
    "Begroot",
]
MONTHS = ["Jan", "Feb", "Mrt", "Apr", "Mei", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
LEDGER = ["Boekstuknummer", "Volgnummer", "Boekdatum", "Regelcode", "Bron", "Thema", "Bedrag", "Soort"]
PROGRESS = ["Regelcode", "Peildatum", "Prognose", "Oorzaak"]
PARTNERS = ["Partner", "Opgavedomein", "Jaar", "Vorm", "Omschrijving", "Bedrag"]
DECISIONS = ["Datum", "Opgavedomein", "Besluit", "Bedrag", "Besloten door"]
RELEASES = ["Opgavedomein", "Jaar", "Bedrag", "Stand vrijgave", "Datum vrijgave", "Besluit"]
Rows = Sequence[Sequence[Any]]


def plan_row(**changes: Any) -> list[Any]:
    """A valid row of a plan; `changes` by header, with more columns after the standard ones."""
    row = dict(
        zip(
            PLAN,
            [
                "JEU-001",
                "Kansen voor de Jeugd",
                "Sport",
                "Sport na school",
                "Coalitiemiddelen",
                None,
                "Sanne Bakker",
                2024,
                1200,
            ],
            strict=True,
        )
    )
    row.update(changes)
    return list(row.values())


def plan(*rows: dict[str, Any]) -> Rows:
    """A plan sheet; each row is what differs from `plan_row`. Extra columns come from the first row."""
    extra = [name for name in (rows[0] if rows else {}) if name not in PLAN]
    return [[*PLAN, *extra], *(plan_row(**{**dict.fromkeys(extra), **row}) for row in rows)]


def booking(**changes: Any) -> list[Any]:
    """A valid row of a ledger."""
    row = dict(zip(LEDGER, ["240001", None, date(2024, 3, 1), "JEU-001", None, None, 100, None], strict=True))
    row.update(changes)
    return list(row.values())


def ledger(*rows: dict[str, Any]) -> Rows:
    """A ledger sheet; each row is what differs from `booking`."""
    extra = [name for name in (rows[0] if rows else {}) if name not in LEDGER]
    return [[*LEDGER, *extra], *(booking(**{**dict.fromkeys(extra), **row}) for row in rows)]


def line(**changes: Any) -> PlanLine:
    """A line of a plan in force."""
    values = {
        "code": "JEU-001",
        "domain": "JEU",
        "action_line": "Sport",
        "activity": "Sport na school",
        "source": "COA",
        "theme": "",
        "budget_holder": "s.bakker",
        "year": 2024,
        "budget": 120_000,
    }
    return PlanLine(**{**values, **changes})


def xlsx(touch: Callable[[openpyxl.Workbook], None] | None = None, **sheets: Rows) -> bytes:
    """A workbook with the given sheets; `touch` may change it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if touch:
        touch(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows, hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> bytes:
    """An OpenDocument sheet named Plan."""
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("manifest", "manifest"),
            ("style", "style"),
        )
    )
    hide = ' table:visibility="collapse"'
    body = "".join(
        f"<table:table-column{hide if number in hidden_columns else ''}/>"
        for number in range(max(map(len, rows), default=0))
    )
    body += "".join(
        f"<table:table-row{hide if number in hidden_rows else ''}>"
        f"{''.join(map(_ods_cell, row))}</table:table-row>"
        for number, row in enumerate(rows)
    )
    content = (
        f"<office:document-content {spaces}>{_STRIKE}"
        f'<office:body><office:spreadsheet><table:table table:name="Plan">'
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f"<manifest:manifest {spaces}>"
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


_STRIKE = (
    '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell"/>'
    '<style:style style:name="ce2" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
)


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Struck):
        return _ods_cell(value.value).replace("-cell ", '-cell table:style-name="ce2" ', 1)
    typed, text = 'office:value-type="string"', value
    if isinstance(value, Error):
        typed = (
            'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            if value.text
            else ('table:formula="of:=A1"')
        )
        text = value.text
    elif isinstance(value, bool):
        typed, text = f'office:value-type="float" office:value="{int(value)}"', str(value).upper()
    elif isinstance(value, Styled) and "%" in value.format:
        typed, text = f'office:value-type="percentage" office:value="{value.value}"', f"{value.value:.0%}"
    elif isinstance(value, Styled) and "E" in value.format:
        typed, text = f'office:value-type="float" office:value="{value.value}"', f"{value.value:.2E}"
    elif isinstance(value, Styled) and not value.format.strip("0"):
        typed = f'office:value-type="float" office:value="{value.value}"'
        text = f"{value.value:0{len(value.format)}}"
    elif isinstance(value, (date, Styled)):
        moment = datetime(1899, 12, 30) + timedelta(days=value.value) if isinstance(value, Styled) else value
        typed = f'office:value-type="date" office:date-value="{moment.isoformat()}"'
        text = f"{moment:%d-%m-%Y}"
    elif isinstance(value, (int, float)):
        typed = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {typed}><text:p>{escape(str(text))}</text:p></table:table-cell>"


def edited(data: bytes, part: str, pattern: str, replacement: str, count: int = 1) -> bytes:
    """The same zip with the text of one part changed; `part` is a regular expression for its name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if re.fullmatch(part, entry.filename):
                text, done = re.subn(pattern, replacement, body.decode(), count=count)
                assert done, f"nothing to change in {entry.filename}"
                body = text.encode()
            new.writestr(entry.filename, body)
    return buffer.getvalue()


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    """The same zip with one more part."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return buffer.getvalue()


def check(
    data: bytes,
    programme: Programme,
    *known: PlanLine,
    name: str = "proef.xlsx",
    limits: Limits | None = None,
    knowing: CheckContext | None = None,
) -> CheckedFile:
    """Check in this process what the child would check, with the same encoding."""
    checked: CheckOutcome = check_data(
        name, data, programme, knowing or CheckContext(known), limits or Limits(), lambda part, step: None
    )
    return decode_answer(encode_answer(pack(checked)), name, "")


def codes(checked: CheckedFile) -> list[str]:
    return [finding.code for finding in checked.findings]


def cells(checked: CheckedFile, code: str) -> list[str]:
    """Places of the findings with this code, as `Sheet!A1`."""
    return [f"{finding.sheet}!{cell_of(finding)}" for finding in checked.findings if finding.code == code]


def message(checked: CheckedFile, code: str) -> str:
    found: list[Finding] = [finding for finding in checked.findings if finding.code == code]
    assert found, f"no {code} among {codes(checked)}"
    return message_of(found[0])
