"""Drafts how a foreign sheet could be read, from its headers and from what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from budget.intake.book import Grid
from budget.intake.draft import YEAR, Draft, costs_only, day_of, line_code, surest_code, year_in, year_of
from budget.intake.findings import Fault
from budget.intake.header_words import COSTS, KIND_WORDS, WORDS
from budget.intake.mapped import header_texts, two_row_texts
from budget.intake.mapping import JOIN, Layout, Part, write_layouts
from budget.intake.names import Names, Vocabulary
from budget.intake.profile import FEW_WORDS, Profile, folded, header_row, profiles
from budget.model import MONTHS, Programme, Role, SheetKind

CHECK = "controleer dit"
REVENUE = (
    'onder-nul = "weglaten"  # er staan bedragen aan beide kanten van nul: weg met # als dat inkomsten zijn'
)
ALIKE = "Bedoelt u"
NO_ACTION_LINE = "Niet ingedeeld"


def suggest(grids: Iterable[Grid], programme: Programme, depth: int) -> str:
    """A commented TOML draft for every sheet that has amounts and what names them; empty when none has."""
    vocabulary, layouts, sums, remarks = Vocabulary(programme), [], [], {}
    for grid in grids:
        row = header_row(grid, depth) if grid.height > 1 else None
        if row is None:
            continue
        headers = _headers(grid, row)
        columns = profiles(grid, row, headers, programme.years)
        draft = Draft(grid, row, headers, columns, programme, vocabulary)
        sides, costs = costs_only(draft)
        only = {draft.names()[sides.place]: costs} if sides else {}
        named = (part for part in _parts(draft) if part.columns["code"])
        if parts := tuple(replace(part, only=only | part.only) for part in named):
            layouts.append(Layout(grid.name, tuple(headers.values()), draft.unit, parts))
            sums.append(_sum(draft, parts[0]))
            remarks |= draft.remarks
    return _written(layouts, sums, remarks) if layouts else ""


def _written(layouts: list[Layout], sums: list[int], remarks: dict[str, str]) -> str:
    """The draft, without the sheets that only say the same amount once more."""
    kept, notes = [], []
    for number, layout in enumerate(layouts):
        twin = next((n for n in range(number) if sums[n] and sums[n] == sums[number]), None)
        if twin is None:
            kept.append(layout)
        else:
            notes.append(
                f"# Blad {layout.name} telt op tot hetzelfde bedrag als blad {layouts[twin].name} en is "
                "weggelaten: anders telt alles dubbel."
            )
    return "\n".join([write_layouts(kept, remarks).rstrip("\n"), *notes]) + "\n"


def _sum(draft: Draft, part: Part) -> int:
    """Cents of all rows of the amount that a part takes, whatever kind of row; 0 when there is none."""
    name, names = part.columns.get(part.spec.total, ""), draft.names()
    column = next((column for column in draft.columns if names[column.place] == name), None)
    return sum(draft.amounts(column)) if column else 0


def _headers(grid: Grid, row: int) -> dict[int, str]:
    """The texts of the header row, with those of the row above where only both tell columns apart."""
    own, both = header_texts(grid, row), two_row_texts(grid, row)
    has_doubles = len(set(own.values())) < len(own)
    return both if both and (has_doubles or len(both) > len(own)) else own


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
            costs = [column for column in found if any(word in column.key for word in COSTS)]
            return _of_year(draft, costs or found)
        if found:
            return found[0]
    return None


def _of_year(draft: Draft, found: Sequence[Profile]) -> Profile:
    """The last column, or the last of the one year that the titles name."""
    titles = " ".join(str(cell) for cells in draft.titles() for cell in cells)
    said = set(YEAR.findall(titles))
    fitting = [column for column in found if said & set(YEAR.findall(column.header))]
    return (fitting if len(said) == 1 and fitting else found)[-1]


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
    constants = {"document": "maandstaat", "fiscal_year": str(year_of(draft))}
    draft.remarks["Boekjaar"] = CHECK
    listed = tuple(names[months[month].place] for month in range(1, MONTHS + 1))
    return replace(part, columns=columns, constants=constants, months=listed)


def _by_kind(draft: Draft, kinds: Profile) -> Iterator[Part]:
    """One part for the budget and one for what is booked and committed, by the words of a column."""
    names = draft.names()
    found = _kinds_in(kinds)
    amounts = [column for column in draft.columns if column.is_amount]
    amount = _pick(draft, "realised", amounts) or _pick(draft, "budget", amounts) or amounts[-1]
    if budgeted := [word for word, kind in found.items() if kind == "budget"]:
        yield replace(_plan(draft, amount, None, []), only={names[kinds.place]: tuple(budgeted)})
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
        plan = _plan(draft, budget, released, [c for c in (realised, committed) if c])
        yield plan
    for column, kind in ((realised, ""), (committed, "verplichting")):
        if column:
            part = _bookings(draft, column, [column], plan.columns["code"] if budget else "")
            sign = -1 if column.negative > 0.5 else 1
            constants = part.constants | ({"kind": kind} if kind else {})
            yield replace(part, constants=constants, sign=sign)


def _plan(draft: Draft, budget: Profile, released: Profile | None, others: list[Profile]) -> Part:
    names = draft.names()
    code, is_unique = line_code(draft, [budget, *others])
    columns = {"code": code, "budget": names[budget.place]}
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
        if column and not _is_used(columns, names[column.place]) and _is_about(column, known):
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
        constants["year"] = str(year_in(draft, budget.header) or year_of(draft))
        draft.remarks["Jaar"] = CHECK
    sign = -1 if budget.negative > 0.5 else 1
    has_both = len({cents > 0 for cents in draft.amounts(budget) if cents}) == 2
    remark = REVENUE if has_both else ""
    return Part(SheetKind.PLAN, columns, constants, words, sign=sign, adds_up=not is_unique, remark=remark)


def _bookings(draft: Draft, amount: Profile, taken: list[Profile], code: str = "") -> Part:
    names = draft.names()
    texts = [c for c in draft.columns if c.place not in {t.place for t in taken}]
    columns = {"code": code or surest_code(draft, taken), "amount": names[amount.place]}
    for name, words in (("document", "document"), ("sequence", "sequence"), ("supplier", "supplier"),
                        ("description", "activity")):  # fmt: skip
        column = _pick(draft, words, texts)
        if column and not _is_used(columns, names[column.place]):
            columns[name] = names[column.place]
    constants = {} if "document" in columns else {"document": "overzicht"}
    own_year = year_in(draft, amount.header)
    constants["date"] = (date(own_year, 12, 31) if own_year else day_of(draft)).isoformat()
    draft.remarks["Boekdatum"] = CHECK
    return Part(SheetKind.LEDGER, columns, constants)


def _without(part: Part, name: str) -> Part:
    return replace(part, constants={key: value for key, value in part.constants.items() if key != name})


def _is_used(columns: dict[str, str], name: str) -> bool:
    return any(name in text.split(" + ") for text in columns.values())


def _is_about(column: Profile, known: Names) -> bool:
    """Whether most words of a column are names of the programme, or nearly."""
    alike = [
        w for w in column.words if not isinstance(known.find(w), Fault) or known.hint(w).startswith(ALIKE)
    ]
    return 2 * len(alike) > len(column.words)


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
        plain = [
            s for s in programme.sources if s.first_year <= year_of(draft) <= s.last_year and not s.themes
        ]
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
