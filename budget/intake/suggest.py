"""Drafts how a foreign sheet could be read, from its headers and from what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from budget.intake.book import Grid
from budget.intake.cells import is_blank
from budget.intake.findings import Fault
from budget.intake.mapped import header_texts
from budget.intake.mapping import JOIN, Layout, Part, named_columns, write_layouts
from budget.intake.names import Names, Vocabulary
from budget.intake.period import read_period
from budget.intake.profile import FEW_WORDS, SAMPLE, Profile, folded, header_row, profiles
from budget.intake.recognise import find_unit
from budget.model import MONTHS, Programme, Role, SheetKind

WORDS: dict[str, tuple[str, ...]] = {
    "document": ("boekstuk", "documentn", "journaalpost", "refdocument", "factuurn", "stuknummer", "beleg"),
    "sequence": ("volgn", "regelnr", "positie"),
    "date": ("boekdatum", "boekingsdat", "documentdatum", "datum", "date", "buchungsdatum"),
    "code": (
        "regelcode", "wbs", "psp", "projectcode", "projectnummer", "project", "kostendrager", "kostenplaats",
        "ordernummer", "order", "taakveld", "haushaltsstelle", "programma", "codigo", "code", "rekening",
    ),
    "supplier": ("leverancier", "crediteur", "relatie", "begunstigde", "tegenrekening"),
    "activity": ("activiteit", "actie", "maatregel", "omschrijving", "naam", "tekst", "zweckbestimmung",
                 "bezeichnung", "beschreibung", "despesaagregada", "nome"),
    "action_line": ("actielijn", "subprogramma", "cluster", "lijn"),
    "domain": ("opgavedomein", "domein", "opgave", "pijler", "opgaveteam", "programma"),
    "source": ("bron", "dekking", "financier"),
    "theme": ("thema",),
    "budget_holder": ("budgethouder", "opdrachtgever", "verantwoordelijke"),
    "year": ("jaar", "ano", "year"),
    "kind": ("soort", "waardetype", "type", "conta", "art"),
    "budget": ("actuelebegroting", "bijgesteldebegroting", "nawijziging", "begroot", "begroting", "raming",
               "geraamd", "toegekend", "budget", "haushaltssoll", "anschlag", "plan", "loa", "dotacao"),
    "released": ("vrijgegeven", "vrijgave", "beschikt", "krediet"),
    "committed": ("verplicht", "obligo", "reservering", "empenhado"),
    "debit": ("debet", "debit", "soll"),
    "credit": ("credit", "haben"),
    "realised": ("werkelijk", "gerealiseerd", "realisatie", "besteed", "uitgaven", "lasten", "pago",
                 "waarde", "bedrag", "saldo", "mutatie", "betrag", "rekening", "ist"),
}  # fmt: skip
"""Parts of headers by what they mean, the surest first; our own synonyms and those of other systems."""
KIND_WORDS = {
    "budget": {"begroting", "begroot", "budget", "raming", "plan", "toegekend"},
    "verplichting": {"verplichting", "verplichtingen", "obligo", "reservering", "commitment", "empenhado"},
    "realisatie": {"realisatie", "werkelijk", "gerealiseerd", "besteed", "boeking", "actual", "pago"},
}
CHECK = "controleer dit"
COSTS = "lasten"
"""Of several columns with the same word, that of the costs is meant, not of the revenues or the balance."""
FULL = 0.5
"""Share of the rows in which a column that names a line has a text."""
MOST_JOINED = 8
NO_ACTION_LINE = "Niet ingedeeld"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(slots=True)
class Draft:
    """A sheet with what was found out about it, and the remarks for the person who corrects it."""

    grid: Grid
    row: int
    columns: list[Profile]
    programme: Programme
    vocabulary: Vocabulary
    remarks: dict[str, str] = field(default_factory=dict)

    def names(self) -> dict[int, str]:
        """How each column is named in a layout."""
        places = list(header_texts(self.grid, self.row))
        texts = [header_texts(self.grid, self.row)[place] for place in places]
        return {places[n]: name for name, n in named_columns(texts).items()}

    def titles(self) -> list[list[object]]:
        above = [self.grid.row(row) for row in range(self.row)]
        return [[self.grid.name], *([cell for cell in cells if not is_blank(cell)] for cells in above)]


def suggest(grids: Iterable[Grid], programme: Programme, depth: int) -> str:
    """A commented TOML draft for every sheet that has amounts; empty when none has."""
    vocabulary, layouts, remarks = Vocabulary(programme), [], {}
    for grid in grids:
        row = header_row(grid, depth) if grid.height > 1 else None
        if row is None:
            continue
        draft = Draft(grid, row, profiles(grid, row, programme.years), programme, vocabulary)
        if parts := tuple(_parts(draft)):
            headers = tuple(header_texts(grid, row).values())
            layouts.append(Layout(grid.name, headers, _unit(draft), parts))
            remarks |= draft.remarks
    return write_layouts(layouts, remarks) if layouts else ""


def _unit(draft: Draft) -> int:
    cells = [cell for titles in draft.titles() for cell in titles] + [c.header for c in draft.columns]
    return max((find_unit(cell) for cell in cells), default=1)


def _parts(draft: Draft) -> Iterator[Part]:
    amounts = [column for column in draft.columns if column.is_amount]
    months = {column.month: column for column in amounts if column.month}
    kinds = next((column for column in draft.columns if _kinds_in(column)), None)
    if kinds and amounts:
        yield from _by_kind(draft, kinds)
    elif len(months) == MONTHS and not _pick(draft, "budget", amounts):
        yield _months(draft, months)
    elif _pick(draft, "date", [c for c in draft.columns if c.is_day]):
        yield from _ledger(draft, amounts)
    else:
        yield from _stand(draft, amounts)


def _pick(draft: Draft, name: str, among: Sequence[Profile], taken: Iterable[Profile] = ()) -> Profile | None:
    """The column of `among` whose header says most surely that it is `name`; later columns are newer."""
    used = {column.place for column in taken}
    free = [column for column in among if column.place not in used and column.filled]
    for word in WORDS[name]:
        found = [column for column in free if word in column.key]
        if found and name in ("budget", "realised"):
            return ([c for c in found if COSTS in c.key] or found)[-1]
        if found:
            return found[0]
    return None


def _ledger(draft: Draft, amounts: list[Profile]) -> Iterator[Part]:
    days = [column for column in draft.columns if column.is_day]
    day = _pick(draft, "date", days) or days[0]
    debit, credit = (_pick(draft, side, amounts) for side in ("debit", "credit"))
    amount = debit or _pick(draft, "realised", amounts) or (amounts[-1] if amounts else None)
    if amount is None:
        return
    part = _bookings(draft, amount, [day, amount])
    part = replace(part, columns=part.columns | {"date": draft.names()[day.place]})
    minus = draft.names()[credit.place] if debit and credit else ""
    is_turned = not minus and amount.negative > 0.5
    yield replace(_without(part, "date"), minus=minus, sign=-1 if is_turned else 1)


def _months(draft: Draft, months: dict[int, Profile]) -> Part:
    names = draft.names()
    part = _bookings(draft, months[1], list(months.values()))
    columns = {name: text for name, text in part.columns.items() if name != "amount"}
    constants = {"document": "maandstaat", "fiscal_year": str(_year(draft))}
    listed = tuple(names[months[month].place] for month in range(1, MONTHS + 1))
    return replace(part, columns=columns, constants=constants, months=listed)


def _by_kind(draft: Draft, kinds: Profile) -> Iterator[Part]:
    """One part for the budget and one for what is booked and committed, by the words of a column."""
    names = draft.names()
    found = _kinds_in(kinds)
    amounts = [column for column in draft.columns if column.is_amount]
    amount = _pick(draft, "realised", amounts) or _pick(draft, "budget", amounts) or amounts[-1]
    if budgeted := [word for word, kind in found.items() if kind == "budget"]:
        yield replace(_plan(draft, amount, None), only={names[kinds.place]: tuple(budgeted)})
    booked = {word: kind for word, kind in found.items() if kind != "budget"}
    if booked:
        part = _bookings(draft, amount, [kinds, amount])
        days = [column for column in draft.columns if column.is_day]
        if days:
            part = _without(replace(part, columns=part.columns | {"date": names[days[0].place]}), "date")
        yield replace(
            part,
            columns=part.columns | {"kind": names[kinds.place]},
            words={"kind": booked},
            only={names[kinds.place]: tuple(booked)},
        )


def _stand(draft: Draft, amounts: list[Profile]) -> Iterator[Part]:
    """A table with one line a row: the plan, and what stands beside it as booked or committed."""
    budget = _pick(draft, "budget", amounts)
    released = _pick(draft, "released", amounts)
    committed = _pick(draft, "committed", amounts)
    realised = _pick(draft, "realised", amounts, [c for c in (budget, released, committed) if c])
    if not any((budget, committed, realised)):
        realised = amounts[-1] if amounts else None
    if budget:
        yield _plan(draft, budget, released)
    for column, kind in ((realised, ""), (committed, "verplichting")):
        if column:
            part = _bookings(draft, column, [column])
            sign = -1 if column.negative > 0.5 else 1
            constants = part.constants | ({"kind": kind} if kind else {})
            yield replace(part, constants=constants, sign=sign)


def _plan(draft: Draft, budget: Profile, released: Profile | None) -> Part:
    names = draft.names()
    columns = {"code": _code(draft, [budget], is_unique=True), "budget": names[budget.place]}
    columns |= {"released": names[released.place]} if released else {}
    texts = [column for column in draft.columns if not column.is_amount and not column.is_day]
    activity = _pick(draft, "activity", texts)
    columns["activity"] = names[activity.place] if activity else columns["code"].split(JOIN)[0]
    constants: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    finders = {"domain": draft.vocabulary.domain, "source": draft.vocabulary.source,
               "budget_holder": draft.vocabulary.person}  # fmt: skip
    for name, known in finders.items():
        column = _pick(draft, name, texts)
        if column and not _is_used(columns, names[column.place]):
            columns[name] = names[column.place]
            words |= _unknown(draft, name, column, known)
        else:
            constants[name] = _proposal(draft, name, constants.get("domain", ""))
    line = _pick(draft, "action_line", texts)
    if line:
        columns["action_line"] = names[line.place]
    else:
        constants["action_line"] = NO_ACTION_LINE
    year = _pick(
        draft, "year", [c for c in draft.columns if c.whole_numbers == 1 and c.distinct <= FEW_WORDS]
    )
    if year:
        columns["year"] = names[year.place]
    else:
        constants["year"] = str(_year(draft))
    sign = -1 if budget.negative > 0.5 else 1
    return Part(SheetKind.PLAN, columns, constants, words, sign=sign)


def _bookings(draft: Draft, amount: Profile, taken: list[Profile]) -> Part:
    names = draft.names()
    texts = [c for c in draft.columns if c.place not in {t.place for t in taken}]
    columns = {"code": _code(draft, taken), "amount": names[amount.place]}
    for name, words in (("document", "document"), ("sequence", "sequence"), ("supplier", "supplier"),
                        ("description", "activity")):  # fmt: skip
        column = _pick(draft, words, texts)
        if column and not _is_used(columns, names[column.place]):
            columns[name] = names[column.place]
    constants = {} if "document" in columns else {"document": "overzicht"}
    constants["date"] = _day(draft).isoformat()
    draft.remarks["Boekdatum"] = CHECK
    return Part(SheetKind.LEDGER, columns, constants)


def _without(part: Part, name: str) -> Part:
    return replace(part, constants={key: value for key, value in part.constants.items() if key != name})


def _is_used(columns: dict[str, str], name: str) -> bool:
    return any(name in text.split(" + ") for text in columns.values())


def _code(draft: Draft, taken: Sequence[Profile], is_unique: bool = False) -> str:
    """The column that names a line; with `is_unique` that or those whose texts occur once."""
    used = {column.place for column in taken}
    free = [c for c in draft.columns if c.place not in used and not c.is_day and c.filled]
    most = max(column.filled for column in free)
    full = [column for column in free if column.filled >= FULL * most] or free
    coded = [c for word in WORDS["code"] for c in full if word in c.key]
    ranked = list(dict.fromkeys([*coded, *(c for c in full if not c.is_amount), *full]))
    names = draft.names()
    if not is_unique or ranked[0].distinct == ranked[0].filled:
        return names[ranked[0].place]
    for number in (1, 2):
        for chosen in combinations(ranked[:MOST_JOINED], number):
            if _occur_once(draft, chosen):
                return JOIN.join(names[column.place] for column in chosen)
    return names[ranked[0].place]


def _occur_once(draft: Draft, chosen: Sequence[Profile]) -> bool:
    """Whether no two rows with data have the same texts in these columns."""
    columns = [draft.grid.columns[column.place] for column in chosen]
    seen: set[tuple[object, ...]] = set()
    for row in range(draft.row + 1, min(draft.grid.height, draft.row + 1 + SAMPLE)):
        cells = tuple(column[row] for column in columns)
        if all(is_blank(cell) for cell in cells):
            continue
        if cells in seen:
            return False
        seen.add(cells)
    return True


def _unknown(draft: Draft, name: str, column: Profile, known: Names) -> dict[str, dict[str, str]]:
    """The words of a column that the programme does not know, to be filled in; the nearest as a remark."""
    found: dict[str, str] = {}
    for word in column.words:
        if isinstance(known.find(word), Fault):
            found[word] = ""
            draft.remarks[word] = known.hint(word)
    return {name: found} if found else {}


def _proposal(draft: Draft, name: str, domain: str) -> str:
    """A fixed value to start from, with the remark that somebody must look at it."""
    programme, header = draft.programme, {"domain": "Opgavedomein", "source": "Bron"}
    draft.remarks[header.get(name, "Budgethouder")] = CHECK
    if name == "domain":
        return _named_domain(draft) or programme.domains[0].name
    if name == "source":
        plain = [s for s in programme.sources if s.first_year <= _year(draft) <= s.last_year and not s.themes]
        return (plain or list(programme.sources))[0].name
    code = draft.vocabulary.domain.find(domain) if domain else ""
    holders = [person for person in programme.people if person.role is Role.BUDGET_HOLDER]
    own = [person for person in holders if code in person.domains]
    return (own or holders or list(programme.people))[0].name


def _named_domain(draft: Draft) -> str:
    titles = folded(" ".join(str(cell) for cells in draft.titles() for cell in cells))
    for domain in draft.programme.domains:
        if any(folded(name) in titles for name in (domain.name, *domain.aliases)):
            return domain.name
    return ""


def _kinds_in(column: Profile) -> dict[str, str]:
    """The words of a column that say what kind of amount a row has; none unless there are two kinds."""
    found = {
        word: kind for word in column.words for kind, words in KIND_WORDS.items() if folded(word) in words
    }
    return found if len(set(found.values())) > 1 else {}


def _year(draft: Draft) -> int:
    """The year that the titles or the headers name; else that of the first days, else the first one."""
    texts = [str(cell) for cells in draft.titles() for cell in cells] + [c.header for c in draft.columns]
    named = [int(year) for text in texts for year in _YEAR.findall(text)]
    fitting = [year for year in named if year in draft.programme.years]
    return max(fitting, default=draft.programme.years[0])


def _day(draft: Draft) -> date:
    """The day of the stand, from the titles; else the last day of the year."""
    said = read_period(draft.titles(), draft.programme.years)
    return said.last or said.date or date(_year(draft), 12, 31)
