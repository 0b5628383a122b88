"""Writes layouts as TOML, with comments for the person who corrects a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import tomlkit
from tomlkit.items import KeyType, SingleKey, Table

from budget.intake.mapping.layout import Layout, Offer, Part
from budget.labels import SHEET_NAME

_TABLES = ("kolommen", "vast", "alleen", "zonder")
_UNSAID = "het bestand zegt niet of dit begroot of uitgegeven is"
_HEAD = (
    "Een koppeling zegt hoe een blad gelezen wordt dat andere kolommen heeft dan ons sjabloon.",
    "Links staat onze kolom, rechts de kop in uw bestand of een vaste waarde. Verbeter wat niet klopt.",
    "Wat wij niet zeker weten, staat achter een #. Haal dat weg voor de regel die klopt.",
    "Een deel dat u niet kiest, haalt u helemaal weg.",
)


def write_layouts(layouts: Iterable[Layout]) -> str:
    """The layouts as TOML with explanation, for a person to read and correct."""
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    tables = tomlkit.aot()
    for layout in layouts:
        tables.append(_layout_table(layout))
    document.add("koppeling", tables)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def _layout_table(layout: Layout) -> Table:
    table = tomlkit.table()
    _put(table, "naam", layout.name)
    _put(table, "koppen", list(layout.headers))
    _put(table, "eenheid", layout.unit, "1, 1000 of 1000000 euro")
    if layout.point:
        _put(table, "decimaalteken", "punt", "1,234.56 is hier 1.234,56")
    if layout.order:
        _put(table, "datum", layout.order)
    if layout.domains:
        _put(table, "domeinen", list(layout.domains), "hiervoor is zij goedgekeurd")
    for offer in layout.offers:
        _offer(table, offer.key, offer)
    for note in layout.notes:
        table.add(tomlkit.comment(_one_line(note)))
    parts = tomlkit.aot()
    for part in layout.parts:
        parts.append(_part_table(part))
    table.add("deel", parts)
    return table


def _part_table(part: Part) -> Table:
    table, header = tomlkit.table(), {column.field: column.header for column in part.spec.columns}
    kind = SHEET_NAME[part.kind].lower()
    if part.is_asked:
        _offer(table, "soort", Offer("soort", "", kind, part.remarks.get("soort", _UNSAID)))
    else:
        _put(table, "soort", kind)
    for key, value, remark in (
        ("min", part.minus, "gaat van het bedrag af"),
        ("teken", "min" if part.sign < 0 else "", "alle bedragen krijgen het andere teken"),
        ("onder-nul", "weglaten" if part.costs_only else "", "bedragen onder nul tellen niet mee"),
        ("onder-nul-in", part.costs_by, "de kolom die zegt of een rij onder nul staat"),
        ("herhaald", "optellen" if part.adds_up else "", "rijen met dezelfde code worden een regel"),
        ("maanden", list(part.months), ""),
        ("prognose", list(part.forecast), "deze maanden tellen niet mee"),
        ("loopt-door", list(part.goes_on), "een lege cel is daar als de cel erboven"),
    ):
        if value:
            _put(table, key, value, remark)
    for offer in part.offers:
        if offer.key not in _TABLES:
            _offer(table, offer.key, offer)
    columns = {header[name]: text for name, text in part.columns.items()}
    _add_lines(table, "kolommen", columns, part, header, is_kept=True)
    _add_lines(table, "vast", {header[name]: text for name, text in part.constants.items()}, part, header)
    words = tomlkit.table(is_super_table=True)
    for name, ours in part.words.items():
        inner = tomlkit.table()
        for theirs, word in ours.items():
            _put(inner, _key(theirs), word, part.remarks.get(theirs, ""))
        words.add(_key(header[name]), inner)
    if part.words:
        table.add("woorden", words)
    _add_lines(table, "alleen", part.only, part, header)
    _add_lines(table, "zonder", part.without, part, header)
    return table


def _add_lines(
    table: Table,
    key: str,
    lines: Mapping[str, str | tuple[str, ...]],
    part: Part,
    header: Mapping[str, str],
    *,
    is_kept: bool = False,
) -> None:
    """A TOML table of a part: the certain lines, then the open questions as comments."""
    offers = [offer for offer in part.offers if offer.key == key]
    if not (lines or offers or is_kept):
        return
    inner = tomlkit.table()
    for name, value in lines.items():
        _put(inner, _key(name), value if isinstance(value, str) else list(value), part.remarks.get(name, ""))
    for offer in offers:
        _offer(inner, _key(header.get(offer.name, offer.name)), offer)
    table.add(key, inner)


def _put(table: Table, key: str | SingleKey, value: str | int | list[str], remark: str = "") -> None:
    item = tomlkit.item(value)
    if remark:
        item.comment(_one_line(remark))
    table.add(key, item)


def _offer(table: Table, key: str | SingleKey, offer: Offer) -> None:
    """A commented-out line of the table."""
    line = tomlkit.table()
    _put(line, key, list(offer.value) if isinstance(offer.value, tuple) else offer.value, offer.remark)
    table.add(tomlkit.comment(line.as_string().strip()))


def _one_line(text: str) -> str:
    """Text of the file, made safe for a TOML comment."""
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else " " for sign in text)


def _key(name: str) -> SingleKey:
    return SingleKey(name, KeyType.Basic)
