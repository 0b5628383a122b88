"""Reads layouts from TOML, with every fault named, and lists what a draft leaves open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping

from budget.intake.grammar.booking_periods import LAYOUT_ORDERS
from budget.intake.grammar.headers import header_key
from budget.intake.mapping.layout import UNITS, Layout, Part, joined_columns, named_columns
from budget.intake.schema import MONTH_FIELDS, QUARTER_FIELDS, SPECS, SheetSpec
from budget.labels import SHEET_NAME, join_words
from budget.model.words import BudgetError, SheetKind

Raw = object
"""A value of TOML before it is checked."""
_PART_KEYS = {
    "soort", "kolommen", "vast", "woorden", "min", "teken", "alleen", "zonder", "maanden", "prognose",
    "onder-nul", "onder-nul-in", "herhaald", "loopt-door",
}  # fmt: skip
_LAYOUT_KEYS = {"naam", "koppen", "eenheid", "decimaalteken", "datum", "domeinen", "deel"}


class _Reader:
    """Reads one table and collects every fault with its place."""

    def __init__(self, table: Raw, where: str, faults: list[str], keys: set[str]) -> None:
        self._table: dict[str, Raw] = table if isinstance(table, dict) else {}
        self._where, self.faults = where, faults
        for key in sorted(set(self._table) - keys):
            self.fault(f"'{key}' is geen bekende sleutel.")

    def fault(self, text: str) -> None:
        self.faults.append(f"{self._where}: {text}")

    def text(self, key: str, otherwise: str = "") -> str:
        return str(self._table.get(key, otherwise))

    def number(self, key: str, options: tuple[int, ...], fault: str) -> int:
        value = self._table.get(key, 1)
        if type(value) is int and value in options:
            return value
        self.fault(fault)
        return 1

    def has_flag(self, key: str, word: str) -> bool:
        """Whether the only value allowed for a key was given."""
        if key in self._table and self._table[key] != word:
            self.fault(f"'{key}' is \"{word}\", of staat er niet.")
        return key in self._table

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(map(str, value))
        self.fault(f"'{key}' is een lijst van teksten.")
        return ()

    def tables(self, key: str) -> list[Raw]:
        value = self._table.get(key)
        return value if isinstance(value, list) else []

    def pairs(self, key: str) -> dict[str, Raw]:
        value = self._table.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(f"'{key}' is een tabel met regels.")
        return {}

    def rows(self, key: str) -> dict[str, tuple[str, ...]]:
        """Words by column."""
        return {
            name: tuple(map(str, self._words(key, name, words))) for name, words in self.pairs(key).items()
        }

    def _words(self, key: str, name: str, words: Raw) -> list[Raw]:
        if isinstance(words, list):
            return words
        self.fault(f"'{key}' noemt bij {name} een lijst van woorden.")
        return []

    def by_field(self, key: str, spec: SheetSpec) -> dict[str, Raw]:
        """The lines of a table, by our field."""
        fields = {header_key(column.header): column.field for column in spec.columns}
        pairs = self.pairs(key)
        unknown = [name for name in pairs if header_key(name) not in fields]
        self.faults += [f"{self._where}, {key}: '{name}' is geen kolom van ons blad." for name in unknown]
        return {fields[header_key(n)]: value for n, value in pairs.items() if n not in unknown}


def read_layouts(text: str, *, is_kept: bool = False) -> tuple[Layout, ...]:
    """The layouts of a TOML text; with `is_kept` an accepted text is read by the rules of its time.

    Raises BudgetError with every fault, including questions of the draft that are still open.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BudgetError(f"De koppeling is niet te lezen: {error}. Verbeter de tekst.") from error
    faults: list[str] = []
    tables = data.get("koppeling")
    if not isinstance(tables, list) or set(data) != {"koppeling"}:
        raise BudgetError("In een koppeling staat alleen [[koppeling]]. Begin met 'mapping suggest BESTAND'.")
    layouts = tuple(_layout(table, f"koppeling {n}", faults, is_kept) for n, table in enumerate(tables, 1))
    if faults:
        raise BudgetError("\n".join(["De koppeling bevat fouten:", *(f"- {fault}" for fault in faults)]))
    return layouts


def _is_booked(part: Raw) -> bool:
    """Whether a part has what only bookings have."""
    tables = [part.get(key) for key in ("kolommen", "vast")] if isinstance(part, dict) else []
    return any(isinstance(table, dict) and "Boekstuknummer" in table for table in tables)


def _layout(table: Raw, where: str, faults: list[str], is_kept: bool) -> Layout:
    reader = _Reader(table, where, faults, _LAYOUT_KEYS)
    headers, parts = reader.texts("koppen"), reader.tables("deel")
    if not headers:
        reader.fault("'koppen' is de lijst met alle kolomkoppen, van links naar rechts.")
    unit = reader.number("eenheid", UNITS, "'eenheid' is 1, 1000 of 1000000.")
    if not parts:
        reader.fault("er is geen [[koppeling.deel]].")
    # A draft has a part per possible kind; an accepted text may still contain the part not chosen.
    tables = [(n, part) for n, part in enumerate(parts, 1) if not isinstance(part, dict) or "soort" in part]
    if parts and not tables:
        reader.fault(
            "'soort' ontbreekt. Haal het # weg voor het deel dat klopt: is dit begroot of uitgegeven?"
        )
    kinds = {_is_booked(part) for _, part in tables}
    for n, part in enumerate(parts, 1):
        if tables and isinstance(part, dict) and "soort" not in part:
            _Reader(part, f"{where}, deel {n}", faults, _PART_KEYS)
            if not is_kept or len(parts) > 2 or _is_booked(part) in kinds:
                reader.fault(f"'soort' ontbreekt in deel {n}. Haal het deel weg als het niet telt.")
    names = named_columns(headers)
    layout_parts = tuple(_part(part, f"{where}, deel {n}", names, faults) for n, part in tables)
    order = reader.text("datum")
    if order not in ("", *LAYOUT_ORDERS):
        reader.fault(f"'datum' is {', '.join(LAYOUT_ORDERS)}, of staat er niet.")
    point = reader.has_flag("decimaalteken", "punt")
    domains = reader.texts("domeinen")
    return Layout(reader.text("naam") or "Koppeling", headers, unit, layout_parts, point, order, domains)


def _part(table: Raw, where: str, names: Mapping[str, int], faults: list[str]) -> Part:
    reader = _Reader(table, where, faults, _PART_KEYS)
    kinds = {SHEET_NAME[spec.kind].lower(): spec for spec in SPECS}
    spec = kinds.get(reader.text("soort").lower())
    if spec is None:
        reader.fault(f"'soort' is een van {', '.join(kinds)}.")
        spec = SPECS[0]
    part = Part(
        spec.kind,
        {name: str(value) for name, value in reader.by_field("kolommen", spec).items()},
        {name: str(value) for name, value in reader.by_field("vast", spec).items()},
        {
            name: {theirs: str(ours) for theirs, ours in words.items()}
            for name, words in reader.by_field("woorden", spec).items()
            if isinstance(words, dict)
        },
        reader.text("min"),
        -1 if reader.text("teken", "plus") == "min" else 1,
        reader.rows("alleen"),
        reader.rows("zonder"),
        reader.texts("maanden"),
        reader.has_flag("onder-nul", "weglaten"),
        reader.has_flag("herhaald", "optellen"),
        reader.text("onder-nul-in"),
        reader.texts("prognose"),
        reader.texts("loopt-door"),
    )
    for fault in _faults(part, names):
        reader.fault(fault)
    return part


def _faults(part: Part, names: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with or missing from one part."""
    if part.adds_up and part.kind is not SheetKind.PLAN:
        yield "'herhaald' hoort bij een bestedingsplan."
    headers = [text for joined in part.columns.values() for text in joined_columns(joined, names)]
    yield from (
        f"'{name}' staat bij loopt-door, maar niet bij kolommen."
        for name in part.goes_on
        if name not in part.columns.values()
    )
    headers += [*part.only, *part.without, *filter(None, (*part.months, part.minus, part.costs_by))]
    yield from (f"kolom '{name}' staat niet bij de koppen." for name in headers if name not in names)
    yield from (
        f"'{name}' staat bij prognose, maar niet bij maanden."
        for name in part.forecast
        if name not in part.months
    )
    if len(part.months) not in (0, len(QUARTER_FIELDS), len(MONTH_FIELDS)):
        yield "'maanden' noemt twaalf kolommen, of vier met een kwartaal."
    if part.months and not part.constants.get("fiscal_year"):
        yield "bij 'maanden' hoort het jaar. Noem het Boekjaar bij 'vast'."
    for name in part.missing:
        header = part.spec.column(name).header
        yield (
            f"'{header}' ontbreekt. Haal het # weg voor de regel die klopt, of noem de kolom bij 'kolommen' "
            "of een waarde bij 'vast'."
        )


def open_questions(layouts: Iterable[Layout]) -> tuple[str, ...]:
    """The open questions of a draft, one line per part."""
    questions = []
    for layout in layouts:
        parts = [part for part in layout.parts if not part.is_asked]
        if not parts:
            kinds = " of ".join(SHEET_NAME[part.kind].lower() for part in layout.parts)
            questions.append(f"{layout.name}: is dit begroot of uitgegeven? Kies {kinds}")
        for part in parts:
            headers = [part.spec.column(name).header for name in part.missing]
            headers += [f"welk jaar telt ({join_words(list(part.open_years))})"] if part.open_years else []
            if headers:
                questions.append(f"{layout.name}, {SHEET_NAME[part.kind].lower()}: {join_words(headers)}")
    return tuple(questions)
