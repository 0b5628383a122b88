"""Adjusts a proposed part to the rows: costs only, years of the programme, signs, codes and their sums."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.grammar.booking_periods import year_in
from budget.intake.grammar.debit_credit import cost_or_revenue, costs_and_revenue
from budget.intake.grammar.folding import fold
from budget.intake.grammar.text import read_text
from budget.intake.mapping.layout import Offer, Part
from budget.intake.mapping.tables import values_below
from budget.intake.places import euros
from budget.intake.sheets.parent_codes import subtotal_codes
from budget.intake.suggest.foreign_sheet import DOCUMENT, ForeignSheet
from budget.intake.suggest.header_words import find_word, says_costs_are_negative
from budget.intake.suggest.profile import Profile
from budget.labels import count, join_words
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank

NAMED_ONCE = ("domain", "action_line", "source", "theme", "budget_holder")
"""Fields that people often fill in only in the first row of a group."""


def fit_part(sheet: ForeignSheet, part: Part, budget: str) -> Part:
    """The part as proposed; `budget` is the plan's column in the same sheet, if any."""
    costs = _costs(sheet)
    if costs and costs[0] not in part.only:
        part = replace(part, only=part.only | {costs[0]: costs[1]})
    part = _signed(sheet, _in_years(sheet, _dated_in_years(sheet, part)), is_mixed=not costs)
    if not costs:
        part = _below_zero(sheet, part, budget)
    part = _of_plan_lines(sheet, part) if part.kind is SheetKind.PLAN else _of_bookings(sheet, part)
    return _gaps(sheet, replace(part, without=part.without | _subtotals(sheet, part)))


def _gaps(sheet: ForeignSheet, part: Part) -> Part:
    """Ask whether a name also applies to rows below it with an empty cell."""
    places, rows = {name: place for place, name in sheet.names.items()}, sorted(sheet.read(part))
    counts: dict[str, int] = {}
    for name in NAMED_ONCE:
        header = part.columns.get(name, "")
        if header not in places or not rows:
            continue
        column = sheet.grid.columns[places[header]]
        empty = sum(is_blank(column[row]) for row in rows)
        if empty and not is_blank(column[rows[0]]):
            counts[header] = empty
    if not counts:
        return part
    gaps_text = join_words(
        [f"{count(n, 'lege cel', 'lege cellen')} in {header}" for header, n in counts.items()]
    )
    offer = Offer("loopt-door", "", tuple(counts), f"{gaps_text}: geldt daar de cel erboven?")
    return replace(part, offers=(*part.offers, offer))


def _costs(sheet: ForeignSheet) -> tuple[str, tuple[str, ...]] | None:
    """The column that separates costs from revenue, and its words for costs."""
    texts = [column for column in sheet.columns if column.is_text and column.words]
    for column in sorted(texts, key=lambda column: len(column.words)):
        if words := costs_and_revenue({fold(word): word for word in column.words}):
            return sheet.names[column.place], tuple(word for word, name in words.items() if name == "lasten")
    return None


def _in_years(sheet: ForeignSheet, part: Part) -> Part:
    """Read the year of a row; ask which years count if none is a year of the programme."""
    column = sheet.years
    name = "year" if part.kind is SheetKind.PLAN else "fiscal_year"
    if column is None or any(offer.key == "maanden" for offer in part.offers) or part.months:
        return part
    if column.is_year_span and "date" in part.columns:
        return part
    header = sheet.names[column.place]
    part = replace(part, columns=part.columns | {name: header})
    if name == "fiscal_year" and "date" not in part.columns | part.constants:
        part = replace(
            part, remarks=part.remarks | {"Boekjaar": "elke rij telt op 31 december van haar jaar"}
        )
    ours = tuple(
        w for w in column.words if w.removesuffix(".0").isdigit() and int(w[:4]) in sheet.programme.years
    )
    if not ours:
        worth = _totals_by_word(sheet, part, column)
        remark = "vul in voor welk jaar dit telt. Leeg: het telt niet mee"
        options = {word: f"{worth.get(word, 'geen rijen')}: {remark}" for word in column.words}
        return replace(
            part, words=part.words | {name: dict.fromkeys(column.words, "")}, remarks=part.remarks | options
        )
    if len(ours) < len(column.words):
        part = replace(part, only=part.only | {header: ours})
    return part


def _totals_by_word(sheet: ForeignSheet, part: Part, column: Profile) -> dict[str, str]:
    """Rows and money per word of a column."""
    amounts_by_word: dict[str, list[Cents]] = {}
    for row, cents in sheet.read(part).items():
        text = read_text(sheet.grid.columns[column.place][row])
        amounts_by_word.setdefault(text if isinstance(text, str) else "", []).append(cents)
    return {
        word: f"{count(len(all_), 'rij', 'rijen')}, {euros(sum(all_))}"
        for word, all_ in amounts_by_word.items()
    }


def _dated_in_years(sheet: ForeignSheet, part: Part) -> Part:
    """Keep only rows dated within the programme; if there are none, offer a fixed day to uncomment."""
    header = part.columns.get("date")
    place = next((place for place, name in sheet.names.items() if name == header), None)
    if header is None or place is None:
        return part
    order = sheet.orders.get(place, "")
    years = {year_in(value, order) for value in values_below(sheet.grid, place, sheet.row)} - {0}
    ours = sorted(years.intersection(sheet.programme.years))
    if years and not ours:
        question = "geen datum van het programma: zonder # telt alles op deze dag"
        offer = Offer("vast", "date", f"{sheet.programme.years[0]}-12-31", question)
        return replace(part, offers=(*part.offers, offer))
    if len(ours) < len(years):
        return replace(part, only=part.only | {header: tuple(map(str, ours))})
    return part


def _signed(sheet: ForeignSheet, part: Part, is_mixed: bool) -> Part:
    """Negate the amounts if costs are below zero."""
    if part.minus or part.sign < 0:
        return part
    column = part.columns.get(part.spec.total, "")
    is_said = any(map(says_costs_are_negative, [sheet.title, *sheet.headers]))
    amounts = list(sheet.read(part).values())
    below, above = sum(cents < 0 for cents in amounts), sum(cents > 0 for cents in amounts)
    is_turned = is_said and is_mixed and cost_or_revenue(fold(column)) != "lasten"
    return replace(part, sign=-1) if is_turned or (below > above and sum(amounts) < 0) else part


def _below_zero(sheet: ForeignSheet, part: Part, budget: str) -> Part:
    """Ask whether amounts below zero are revenue: in a plan by its own amounts, beside it by the budget."""
    if part.kind is SheetKind.PLAN:
        below = [cents for cents in sheet.read(part).values() if cents < 0]
    elif budget and budget != part.columns.get("amount"):
        column = next(column for column in sheet.columns if sheet.names[column.place] == budget)
        below = [cents for cents in sheet.cents(column).values() if cents * part.sign < 0]
    else:
        return part
    if not below:
        return part
    remark = f"{count(len(below), 'rij', 'rijen')} onder nul, samen {euros(sum(below))}: zijn dat inkomsten?"
    offers = [Offer("onder-nul", "", "weglaten", remark)]
    if part.kind is not SheetKind.PLAN:
        offers.append(Offer("onder-nul-in", "", budget, "deze kolom zegt of een rij onder nul staat"))
    return replace(part, offers=(*part.offers, *offers))


def _of_plan_lines(sheet: ForeignSheet, part: Part) -> Part:
    """Add up the rows of one code into one line, so that the total stays."""
    code = part.columns.get("code")
    if code is None:
        return replace(part, adds_up=True)
    places = {name: place for place, name in sheet.names.items()}
    keys = [places[code], *([sheet.years.place] if sheet.years else [])]
    rows = sheet.read(part)
    distinct = {tuple(sheet.grid.columns[place].codes[row] for place in keys) for row in rows}
    return replace(part, adds_up=len(distinct) < len(rows))


def _of_bookings(sheet: ForeignSheet, part: Part) -> Part:
    """A document if every row has one; of a journal with accounts only the rows with a code."""
    amounts = sheet.read(part)
    places = {name: place for place, name in sheet.names.items()}

    def blank(name: str) -> list[int]:
        header = part.columns.get(name, "")
        column = sheet.grid.columns[places[header]] if header in places else None
        return [row for row in amounts if column is not None and is_blank(column[row])]

    if blank("document"):
        columns = {name: header for name, header in part.columns.items() if name != "document"}
        part = replace(part, columns=columns, constants=part.constants | {"document": DOCUMENT})
    if (empty := blank("code")) and any(find_word("account", column.header) for column in sheet.columns):
        code, remainder = part.columns["code"], euros(sum(amounts[row] for row in empty))
        remark = f"{count(len(empty), 'rij', 'rijen')} zonder {code} tellen niet mee, samen {remainder}"
        part = replace(part, without=part.without | {code: ("",)}, remarks=part.remarks | {code: remark})
    return _with_sources(sheet, part, places)


def _with_sources(sheet: ForeignSheet, part: Part, places: dict[str, int]) -> Part:
    """Ask once per line with several sources which one applies, if no column says."""
    code = part.columns.get("code", "")
    if code not in places or "source" in part.columns:
        return part
    texts = map(read_text, values_below(sheet.grid, places[code], sheet.row))
    doubles = sorted(sheet.sources.keys() & {text for text in texts if isinstance(text, str)})
    if not doubles:
        return part
    questions = {double: f"kies uit {join_words(list(sheet.sources[double]))}" for double in doubles}
    words = part.words | {"source": dict.fromkeys(doubles, "")}
    return replace(
        part, columns=part.columns | {"source": code}, words=words, remarks=part.remarks | questions
    )


def _subtotals(sheet: ForeignSheet, part: Part) -> dict[str, tuple[str, ...]]:
    """Codes of the part whose rows repeat the sum of other rows, to be left out."""
    code = part.columns.get("code") or next((str(o.value) for o in part.offers if o.name == "code"), "")
    if not code or part.months:
        return {}
    column = sheet.grid.columns[next(place for place, name in sheet.names.items() if name == code)]
    texts = ((read_text(column[row]), cents) for row, cents in sheet.read(part).items())
    subtotals = subtotal_codes([(text, cents) for text, cents in texts if isinstance(text, str)])
    return {code: tuple(sorted(subtotals))} if subtotals else {}
