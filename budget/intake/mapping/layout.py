"""How a sheet that is not ours is read: which of its columns mean what, as a person wrote it down once."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from budget.intake.grammar.dates import ORDERS
from budget.intake.grammar.headers import header_key
from budget.intake.schema import MONTH_FIELDS, QUARTER_FIELDS, SPECS, SheetSpec
from budget.labels import SHEET_NAME
from budget.model import BudgetError, SheetKind

JOIN = " + "
UNITS = (1, 1_000, 1_000_000)
_PART_KEYS = {
    "soort", "kolommen", "vast", "woorden", "min", "teken", "alleen", "zonder", "maanden", "onder-nul",
    "onder-nul-in", "herhaald",
}  # fmt: skip
_LAYOUT_KEYS = {"naam", "koppen", "eenheid", "decimaalteken", "datum", "deel"}


@dataclass(frozen=True, slots=True)
class Part:
    """What one kind of our sheets takes from the foreign one; columns are named by their header there.

    `columns` and `constants` are by our field; `A + B` joins two columns. `words` translates the words of
    a column, by field. `minus` is the column that is taken off the amount (credit). `sign` -1 turns every
    amount around. `only` keeps the rows in which a column holds one of some words; `without` leaves them
    out. `months` are twelve columns with an amount each, that become bookings at the end of the month, or
    four at the end of the quarter.
    `costs_only` leaves out rows with an amount below zero, or where `costs_by` names another amount column,
    that are below zero there, after `sign`; where it is empty or zero the own amount tells. `adds_up` makes
    one line of the rows with one code. `remark` is a line for the person who corrects a draft; `offered` are
    constants that he may uncover.
    """

    kind: SheetKind
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    minus: str = ""
    sign: int = 1
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    costs_only: bool = False
    adds_up: bool = False
    costs_by: str = ""
    remark: str = field(default="", compare=False)
    offered: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def spec(self) -> SheetSpec:
        return next(spec for spec in SPECS if spec.kind is self.kind)


@dataclass(frozen=True, slots=True)
class Layout:
    """A foreign layout: the texts of its header row, the unit of its amounts, and what its parts are.

    `point` says that amounts written as text have a decimal dot (1,234.56); `order` is that of its dates, one
    of ORDERS, or '' where each date tells. `remark` is a line for the person who corrects a draft.
    """

    name: str
    headers: tuple[str, ...]
    unit: int
    parts: tuple[Part, ...]
    point: bool = False
    order: str = ""
    remark: str = field(default="", compare=False)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.headers)


def fingerprint(headers: Iterable[str]) -> str:
    """The mark of a header row: the same in any case, with or without accents and spaces."""
    return hashlib.sha256("\n".join(header_key(text) for text in headers).encode()).hexdigest()[:16]


def read_layouts(text: str) -> tuple[Layout, ...]:
    """The layouts of a TOML text. Raises BudgetError with every fault it has."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BudgetError(f"De koppeling is niet te lezen: {error}. Verbeter de tekst.") from error
    faults: list[str] = []
    tables = data.get("koppeling")
    if not isinstance(tables, list) or set(data) != {"koppeling"}:
        raise BudgetError("In een koppeling staat alleen [[koppeling]]. Begin met 'mapping suggest BESTAND'.")
    found = tuple(_layout(table, f"koppeling {n}", faults) for n, table in enumerate(tables, 1))
    if faults:
        raise BudgetError("\n".join(["De koppeling bevat fouten:", *(f"- {fault}" for fault in faults)]))
    return found


def _layout(table: dict[str, Any], where: str, faults: list[str]) -> Layout:
    faults += [f"{where}: '{key}' is geen bekende sleutel." for key in sorted(set(table) - _LAYOUT_KEYS)]
    headers, unit, parts = table.get("koppen"), table.get("eenheid", 1), table.get("deel")
    if not _are_texts(headers) or not headers:
        faults.append(f"{where}: 'koppen' is de lijst met alle kolomkoppen, van links naar rechts.")
        headers = []
    if unit not in UNITS:
        faults.append(f"{where}: 'eenheid' is 1, 1000 of 1000000.")
    if not isinstance(parts, list) or not parts:
        faults.append(f"{where}: er is geen [[koppeling.deel]].")
        parts = []
    read = tuple(
        _part(part, f"{where}, deel {n}", named_columns(headers), faults) for n, part in enumerate(parts, 1)
    )
    order = table.get("datum", "")
    if order not in ("", *ORDERS):
        faults.append(f"{where}: 'datum' is {', '.join(ORDERS)}, of staat er niet.")
    point = _said(table, "decimaalteken", "punt", where, faults)
    return Layout(str(table.get("naam", "")) or "Koppeling", tuple(headers), unit, read, point, order)


def _part(table: dict[str, Any], where: str, names: Mapping[str, int], faults: list[str]) -> Part:
    faults += [f"{where}: '{key}' is geen bekende sleutel." for key in sorted(set(table) - _PART_KEYS)]
    kinds = {SHEET_NAME[spec.kind].lower(): spec for spec in SPECS}
    spec = kinds.get(str(table.get("soort", "")).lower())
    if spec is None:
        faults.append(f"{where}: 'soort' is een van {', '.join(kinds)}.")
        spec = SPECS[0]
    fields = {header_key(column.header): column.field for column in spec.columns}

    def by_field(key: str) -> dict[str, Any]:
        found = table.get(key, {})
        unknown = [name for name in found if header_key(name) not in fields]
        faults.extend(f"{where}, {key}: '{name}' is geen kolom van ons blad." for name in unknown)
        return {fields[header_key(n)]: value for n, value in found.items() if n not in unknown}

    part = Part(
        spec.kind,
        by_field("kolommen"),
        {name: str(value) for name, value in by_field("vast").items()},
        by_field("woorden"),
        table.get("min", ""),
        -1 if str(table.get("teken", "plus")) == "min" else 1,
        {name: tuple(words) for name, words in table.get("alleen", {}).items()},
        {name: tuple(words) for name, words in table.get("zonder", {}).items()},
        tuple(table.get("maanden", ())),
        _said(table, "onder-nul", "weglaten", where, faults),
        _said(table, "herhaald", "optellen", where, faults),
        str(table.get("onder-nul-in", "")),
    )
    if part.adds_up and spec.kind is not SheetKind.PLAN:
        faults.append(f"{where}: 'herhaald' hoort bij een bestedingsplan.")
    used = [text for joined in part.columns.values() for text in joined_columns(joined, names)]
    used += [*part.only, *part.without, *part.months]
    used += [name for name in (part.minus, part.costs_by) if name]
    faults.extend(
        f"{where}: kolom '{name}' staat niet bij de koppen." for name in used if str(name) not in names
    )
    faults.extend(_missing(part, where))
    if len(part.months) not in (0, len(QUARTER_FIELDS), len(MONTH_FIELDS)):
        faults.append(f"{where}: 'maanden' noemt twaalf kolommen, of vier met een kwartaal.")
    return part


def _said(table: dict[str, Any], key: str, word: str, where: str, faults: list[str]) -> bool:
    """Whether the one choice there is was made."""
    if key in table and table[key] != word:
        faults.append(f"{where}: '{key}' is \"{word}\", of staat er niet.")
    return key in table


def _missing(part: Part, where: str) -> list[str]:
    """What a part of our kind cannot do without."""
    given = set(part.columns) | {name for name, value in part.constants.items() if value}
    given |= {"amount", "date"} if part.months else set()
    wanted = [column for column in part.spec.required if not {column.field, column.instead} & given]
    return [
        f"{where}: '{column.header}' ontbreekt. Noem de kolom bij 'kolommen' of een waarde bij 'vast'."
        for column in wanted
    ]


def joined_columns(text: str, names: Mapping[str, int]) -> list[str]:
    """The columns that a text names: one, or several with ` + ` between them, joined into one value."""
    return [text] if text in names else text.split(JOIN)


def named_columns(headers: Iterable[str]) -> dict[str, int]:
    """Place of each header by its text; the second of two equal ones is `text#2`."""
    names: dict[str, int] = {}
    seen: dict[str, int] = {}
    for place, text in enumerate(headers):
        seen[text] = seen.get(text, 0) + 1
        names[text if seen[text] == 1 else f"{text}#{seen[text]}"] = place
    return names


def write_layouts(layouts: Iterable[Layout], remarks: Mapping[str, str] | None = None) -> str:
    """The layouts as TOML with explanation, to be read and corrected by a person.

    `remarks` are put behind the line of a field, by its header.
    """
    lines = [
        "# Een koppeling zegt hoe een blad gelezen wordt dat andere kolommen heeft dan ons sjabloon.",
        "# Links staat onze kolom, rechts de kop in uw bestand of een vaste waarde. Verbeter wat niet klopt.",
    ]
    for layout in layouts:
        lines += ["", "[[koppeling]]", f"naam = {_quoted(layout.name)}"]
        lines += [f"koppen = [{', '.join(map(_quoted, layout.headers))}]"]
        lines += [f"eenheid = {layout.unit}  # 1, 1000 of 1000000 euro"]
        lines += ['decimaalteken = "punt"  # 1,234.56 is hier 1.234,56'] if layout.point else []
        lines += [f"datum = {_quoted(layout.order)}"] if layout.order else []
        lines += [f"# {line}" for line in layout.remark.splitlines()]
        for part in layout.parts:
            lines += _part_lines(part, remarks or {})
    return "\n".join(lines) + "\n"


def _part_lines(part: Part, remarks: Mapping[str, str]) -> list[str]:
    header = {column.field: column.header for column in part.spec.columns}

    def line(name: str, value: str) -> str:
        remark = remarks.get(name, "")
        return f"{_quoted(name)} = {_quoted(value)}{f'  # {remark}' if remark else ''}"

    lines = ["", "[[koppeling.deel]]", f"soort = {_quoted(SHEET_NAME[part.kind].lower())}"]
    lines += [f"min = {_quoted(part.minus)}  # gaat van het bedrag af"] if part.minus else []
    lines += [f"teken = {_quoted('min')}  # alle bedragen krijgen het andere teken"] if part.sign < 0 else []
    lines += (
        [f"onder-nul = {_quoted('weglaten')}  # bedragen onder nul tellen niet mee"]
        if part.costs_only
        else []
    )
    if part.costs_by:
        lines += [f"onder-nul-in = {_quoted(part.costs_by)}  # de kolom die zegt of een rij onder nul staat"]
    lines += (
        [f"herhaald = {_quoted('optellen')}  # rijen met dezelfde code worden een regel"]
        if part.adds_up
        else []
    )
    lines += [f"# {part.remark}"] if part.remark else []
    lines += [f"maanden = [{', '.join(map(_quoted, part.months))}]"] if part.months else []
    lines += ["[koppeling.deel.kolommen]", *(line(header[f], text) for f, text in part.columns.items())]
    if part.constants or part.offered:
        lines += ["[koppeling.deel.vast]", *(line(header[f], text) for f, text in part.constants.items())]
        lines += [f"# {_quoted(header[f])} = {text}" for f, text in part.offered.items()]
    for name, words in part.words.items():
        lines += [f"[koppeling.deel.woorden.{_quoted(header[name])}]"]
        lines += [line(theirs, ours) for theirs, ours in words.items()]
    for key, rows in (("alleen", part.only), ("zonder", part.without)):
        if rows:
            lines += [f"[koppeling.deel.{key}]"]
            lines += [f"{_quoted(c)} = [{', '.join(map(_quoted, words))}]" for c, words in rows.items()]
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
