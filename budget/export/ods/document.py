"""The workbook as an OpenDocument spreadsheet, written part by part as the standard prescribes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from budget.charts.colours import LIGHT
from budget.export.columns import Column, Kind, decimal
from budget.export.imprint import Imprint, imprint
from budget.export.safe_text import remove_control_signs
from budget.export.stable_zip import pack_zip
from budget.export.tables import Place, Value, tables
from budget.export.workbook import (
    COVER,
    FIRST_ROW,
    GUIDE,
    GUIDE_TITLE,
    NOTHING,
    UNITS,
    Sheet,
    key_figures,
    sheets,
    table_name,
)
from budget.snapshot.content import Content
from budget.snapshot.question_words import ask_lines, question_lines

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in (
        ("office", "office:1.0"),
        ("table", "table:1.0"),
        ("text", "text:1.0"),
        ("style", "style:1.0"),
        ("number", "datastyle:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
        ("meta", "meta:1.0"),
        ("config", "config:1.0"),
        ("manifest", "manifest:1.0"),
    )
)
_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_CELL_STYLE = {
    Kind.EURO: "euro",
    Kind.SHARE: "share",
    Kind.DAY: "day",
    Kind.TEXT: "text",
    Kind.COUNT: "count",
}


def ods(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """The tables of a frozen snapshot as an .ods, without formulas."""
    content = remove_control_signs(content)
    marks = imprint(content, sha256, remove_control_signs(signed_by), signed_at)
    all_sheets = sheets(content, tables(content))
    parts = {
        "content.xml": _content(content, all_sheets, marks),
        "styles.xml": _styles(marks),
        "meta.xml": _meta(marks),
        "settings.xml": _settings(_cover_title(content), all_sheets),
    }
    return pack_zip(
        {
            "mimetype": MEDIA_TYPE.encode(),
            **{name: (_BEGIN + text).encode() for name, text in parts.items()},
            "META-INF/manifest.xml": (_BEGIN + _manifest()).encode(),
        }
    )


def _cover_title(content: Content) -> str:
    return GUIDE if content.has_short_report else COVER


def _content(content: Content, all_sheets: Sequence[Sheet], marks: Imprint) -> str:
    parts = [_sheet(_cover_title(content), [34, 17, 14], _cover(content, all_sheets, marks))]
    parts += [_sheet(each.title, each.columns, _rows(each, marks)) for each in all_sheets]
    names = "".join(_range(place) for each in all_sheets for place in each.places if place.table.rows)
    widths = sorted({w for each in all_sheets for w in each.columns} | {34, 17, 14})
    styles = "".join(
        f'<style:style style:name="w{w}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{w * 0.195:.2f}cm"/></style:style>'
        for w in widths
    )
    return (
        f'<office:document-content {_SPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}{_TABLE_STYLE}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(parts)}"
        f"<table:database-ranges>{names}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _sheet(title: str, widths: Sequence[int], rows: Iterator[str]) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{w}"/>' for w in widths)
    begin = f'<table:table table:name={quoteattr(title)} table:style-name="ta1">'
    return f"{begin}{columns}{''.join(rows)}</table:table>"


def _begin(title: str, marks: Imprint) -> Iterator[str]:
    """Title and imprint: the rows above each table."""
    state = "alarm" if marks.is_concept else "strong"
    texts = (
        (title, "title"),
        (marks.scope, "strong"),
        (marks.remark, "plain"),
        (marks.status, state),
        (marks.source, "quiet"),
        (UNITS, "quiet"),
    )
    yield from (_row([_text(text, style)]) for text, style in texts)
    yield from (_row([]) for _ in range(FIRST_ROW - len(texts)))


def _rows(sheet: Sheet, marks: Imprint) -> Iterator[str]:
    """The tables below each other, each under its title; a single one has the sheet's title."""
    above = list(_begin(sheet.title, marks))
    for place in sheet.places:
        if len(sheet.places) > 1:
            rows_above = above[:-1] if place.top == FIRST_ROW else above
            above = [*rows_above, _row([_text(place.table.title, "heading")])]
        yield from above
        yield from _table(place, is_alone=len(sheet.places) == 1)
        above = [_row([])]


def _table(place: Place, is_alone: bool) -> Iterator[str]:
    table = place.table
    if not table.rows:
        yield _row([_text(NOTHING, "plain")])
        return
    heads = _row([_text(column.title, "head") for column in table.columns])
    yield f"<table:table-header-rows>{heads}</table:table-header-rows>" if is_alone else heads
    for values in table.rows:
        yield _row([_cell(*pair) for pair in zip(table.columns, values, strict=True)])
    if table.total:
        yield _row([_cell(*pair, "-total") for pair in zip(table.columns, table.total, strict=True)])


def _cover(content: Content, all_sheets: Sequence[Sheet], marks: Imprint) -> Iterator[str]:
    yield from _begin(f"{marks.programme}: {marks.title.lower()}", marks)
    if content.has_short_report:
        yield _row([_text(GUIDE_TITLE, "heading")])
        yield from (_row([_text(each.title, "plain"), _text(each.about, "plain")]) for each in all_sheets)
        yield _row([])
    for words, is_heading in (lines := question_lines(content)):
        yield _row([_text(words, "heading" if is_heading else "plain")])
    if lines:
        yield _row([])
    yield _row([_text(f"In het kort, voor {marks.meeting}", "heading")])
    for n, sentence in enumerate(content.sentences):
        yield _row([_text(sentence, "plain" if n else "strong")])
    yield _row([])
    yield _row([_text("Kerncijfers", "heading")])
    for name, cents, share in key_figures(content):
        yield _row([_text(name, "plain"), _value(Kind.EURO, cents), _value(Kind.SHARE, share)])
    yield _row([])
    for words, is_heading in ask_lines(content):
        yield _row([_text(words, "heading" if is_heading else "plain")])


def _row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>"


def _cell(column: Column, value: Value, look: str = "") -> str:
    return _value(column.kind, value, look)


def _value(kind: Kind, value: Value, look: str = "") -> str:
    """A typed cell: the exact amount, fraction or day, or text that stays text."""
    style = f"{_CELL_STYLE[kind]}{look}"
    if value is None or value == "":
        return f'<table:table-cell table:style-name="{style}"/>'
    if kind is Kind.TEXT:
        return _text(str(value), style)
    attributes, text = _stated(kind, value)
    return (
        f'<table:table-cell table:style-name="{style}" {attributes}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def _stated(kind: Kind, value: Value) -> tuple[str, str]:
    """The typed value as cell attributes, and its displayed text."""
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d-%m-%Y}"
    if kind is Kind.EURO and isinstance(value, int):
        exact = decimal(value)
        currency = f'office:value-type="currency" office:currency="EUR" office:value="{exact}"'
        return currency, exact.replace(".", ",")
    if kind is Kind.SHARE:
        return f'office:value-type="percentage" office:value="{value!r}"', str(value)
    return f'office:value-type="float" office:value="{value}"', str(value)


def _text(text: str, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    lines = "".join(f"<text:p>{_spelled(line)}</text:p>" for line in text.splitlines() or [text])
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'
    )


def _spelled(text: str) -> str:
    """Text in which every space is kept."""
    return escape(text).replace("  ", " <text:s/>")


def _range(place: Place) -> str:
    """A table's name as a database range with a filter."""
    table, sheet = place.table, place.sheet.replace("'", "''")
    last = f"{column_letters(len(table.columns) - 1)}{place.top + 1 + len(table.rows)}"
    address = f"'{sheet}'.A{place.top + 1}:'{sheet}'.{last}"
    return (
        f"<table:database-range table:name={quoteattr(table_name(table))}"
        f' table:target-range-address={quoteattr(address)} table:display-filter-buttons="true"/>'
    )


def column_letters(n: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    letters = chr(65 + n % 26)
    return letters if n < 26 else column_letters(n // 26 - 1) + letters


def _meta(marks: Imprint) -> str:
    moment = f"{marks.moment:%Y-%m-%dT%H:%M:%S}"
    return (
        f'<office:document-meta {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2">'
        f"<office:meta><dc:title>{escape(f'{marks.programme}: {marks.title}')}</dc:title>"
        f"<dc:description>{escape(' '.join(marks.lines))}</dc:description><dc:language>nl-NL</dc:language>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    entries = [("/", MEDIA_TYPE), *((name, "text/xml") for name in _PARTS)]
    listing = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in entries
    )
    return f'<manifest:manifest {_SPACES} manifest:version="1.2">{listing}</manifest:manifest>'


def _settings(cover: str, all_sheets: Sequence[Sheet]) -> str:
    """Freeze the headings of sheets that have them."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = "".join(
        item(name, kind, value)
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", FIRST_ROW + 1),
            ("PositionBottom", "int", FIRST_ROW + 1),
        )
    )
    entry = "config:config-item-map-entry"
    titles = [quoteattr(each.title) for each in all_sheets if len(each.places) == 1]
    views = "".join(f"<{entry} config:name={title}>{frozen}</{entry}>" for title in titles)
    return (
        f'<office:document-settings {_SPACES} office:version="1.2"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        f"{item('ActiveTable', 'string', cover)}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


_TABLE_STYLE = (
    '<style:style style:name="ta1" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
)


def _styles(marks: Imprint) -> str:
    header = escape(f"{marks.programme}. {marks.scope}")
    state = "CONCEPT. " if marks.is_concept else ""
    footer = escape(f"{state}{marks.notice} Kenmerk {marks.reference}")
    return (
        f'<office:document-styles {_SPACES} office:version="1.2"><office:styles>'
        f"{_NUMBERS}{''.join(_cell_styles())}"
        "</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="42cm"'
        ' fo:page-height="29.7cm" style:print-orientation="landscape" style:scale-to-X="1"'
        ' fo:margin="1cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Default" style:page-layout-name="page">'
        f"<style:header><text:p>{header}</text:p></style:header>"
        f"<style:footer><text:p>{footer}, <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )


_NUMBERS = (
    '<number:number-style style:name="n-euro"><number:number number:min-integer-digits="1"'
    ' number:decimal-places="2" number:min-decimal-places="2" number:grouping="true"/></number:number-style>'
    '<number:percentage-style style:name="n-share"><number:number number:min-integer-digits="1"'
    ' number:decimal-places="0"/><number:text>%</number:text></number:percentage-style>'
    '<number:date-style style:name="n-day"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
)


def _cell_styles() -> Iterator[str]:
    """Every cell style: number format and font."""
    for kind, name in _CELL_STYLE.items():
        number = f' style:data-style-name="n-{name}"' if kind in (Kind.EURO, Kind.SHARE, Kind.DAY) else ""
        for look, bold in (("", ""), ("-total", ' fo:font-weight="bold"')):
            yield _cell_style(
                f"{name}{look}", f'fo:color="{LIGHT.ink}"{bold}', number, wraps=kind is Kind.TEXT
            )
    yield _cell_style("plain", f'fo:color="{LIGHT.ink}"')
    yield _cell_style("strong", f'fo:color="{LIGHT.ink}" fo:font-weight="bold"')
    yield _cell_style("quiet", f'fo:color="{LIGHT.quiet}"')
    yield _cell_style("alarm", f'fo:color="{LIGHT.over}" fo:font-weight="bold"')
    yield _cell_style("title", f'fo:color="{LIGHT.realised}" fo:font-size="16pt" fo:font-weight="bold"')
    yield _cell_style("heading", f'fo:color="{LIGHT.realised}" fo:font-size="13pt" fo:font-weight="bold"')
    back = f'fo:background-color="{LIGHT.budget_fill}" fo:border-bottom="0.5pt solid {LIGHT.budget_line}"'
    yield _cell_style("head", f'fo:color="{LIGHT.ink}" fo:font-weight="bold"', cell=back, wraps=True)


def _cell_style(name: str, letters: str, number: str = "", cell: str = "", wraps: bool = False) -> str:
    wrap = ' fo:wrap-option="wrap"' if wraps else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{number}>'
        f'<style:table-cell-properties style:vertical-align="top" {cell}{wrap}/>'
        f'<style:text-properties style:font-name="Calibri" {letters}/></style:style>'
    )
