"""Drafts how a foreign sheet could be read, from its headers and from what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budget.intake.faults import Fault
from budget.intake.grammar.debit_credit import find_pair
from budget.intake.grammar.kinds import kind_of_word
from budget.intake.grammar.names import Names, Vocabulary
from budget.intake.mapping.layout import Part, write_layouts
from budget.intake.sheets.table import amounts_of
from budget.intake.suggest.column_profile import FEW_WORDS, Profile, folded, header_row, profiles
from budget.intake.suggest.foreign_sheet import Draft, draft_layout, forget_tries, meant, pick, try_part
from budget.intake.suggest.header_words import has_word
from budget.intake.suggest.notation import how_written
from budget.intake.suggest.refinement import DOCUMENT, refined
from budget.model import MONTHS, Cents, Programme, Role, SheetKind
from budget.workbook.grid import Grid

CHECK = "controleer dit"
QUARTERS = 4
FULL = 0.5
"""Share of the rows in which a column that names a line has a text."""
NO_ACTION_LINE = "Niet ingedeeld"


def suggest(grids: Iterable[Grid], programme: Programme, depth: int) -> str:
    """A commented TOML draft for every sheet that has amounts and what names them; empty when none has."""
    seen = list(grids)
    return _suggest(seen, programme, depth, 3) or _suggest(seen, programme, depth, 2)


def _suggest(grids: Iterable[Grid], programme: Programme, depth: int, least: int) -> str:
    """The draft for the sheets with a header of `least` columns or more."""
    vocabulary, layouts, remarks = Vocabulary(programme), [], {}
    notes: list[str] = []
    budgets: dict[Cents, str] = {}
    for grid in grids:
        row = header_row(grid, depth, least) if grid.height > 1 else None
        if row is None:
            continue
        written = how_written(grid, row)
        columns = profiles(grid, row, programme.years, written.dotted)
        draft = Draft(grid, row, columns, programme, vocabulary, written)
        parts = tuple(refined(draft, [part for part in _parts(draft) if part.columns["code"]]))
        total = _plan_total(draft, parts)
        if total in budgets:
            notes.append(
                f"# Blad {grid.name} telt op tot hetzelfde bedrag als blad {budgets[total]} en is "
                "weggelaten: anders telt alles dubbel."
            )
        elif parts:
            layouts.append(draft_layout(draft, parts))
            remarks |= draft.remarks
            budgets |= {total: grid.name} if total else {}
    if not layouts:
        return ""
    return "\n".join([write_layouts(layouts, remarks).rstrip("\n"), *notes]) + "\n"


def _plan_total(draft: Draft, parts: tuple[Part, ...]) -> Cents:
    """Cents of a sheet that is a plan and nothing else: two with one total are details and their summary."""
    if any(part.kind is not SheetKind.PLAN for part in parts):
        return 0
    tables = [table for part in parts if (table := try_part(draft, part))]
    total = sum(sum(amounts_of(table)) for table in tables)
    forget_tries(draft)
    return total


def _parts(draft: Draft) -> Iterator[Part]:
    amounts = draft.amounts
    months = {column.month: column for column in amounts if column.month}
    quarters = {column.quarter: column for column in amounts if column.quarter}
    kinds = next((column for column in draft.columns if _kinds_in(column)), None)
    days = [column for column in draft.columns if column.is_day]
    budget = pick(draft, "budget", amounts)
    if kinds and amounts:
        yield from _by_kind(draft, kinds)
    elif len(months) == MONTHS and not budget:
        yield _months(draft, months)
    elif len(quarters) == QUARTERS and not budget:
        yield _months(draft, quarters)
    elif pick(draft, "date", days) and (not budget or pick(draft, "document", draft.columns)):
        yield from _ledger(draft, amounts, days)
    else:
        yield from _stand(draft, amounts)


def _ledger(draft: Draft, amounts: list[Profile], days: list[Profile]) -> Iterator[Part]:
    day = pick(draft, "date", days) or days[0]
    debit, credit = (pick(draft, side, amounts) for side in ("debit", "credit"))
    amount = debit or pick(draft, "realised", amounts) or _last_amount(draft)
    if amount is None:
        return
    part = _bookings(draft, amount, [day, amount])
    part = _without(replace(part, columns=part.columns | {"date": draft.names()[day.place]}), "date")
    turned = None if credit else _debit_or_credit(draft)
    if turned:
        column, plus, minus = turned
        yield replace(part, only={column: (plus,)})
        yield replace(part, only={column: (minus,)}, sign=-1)
    else:
        yield replace(part, minus=draft.names()[credit.place] if debit and credit else "")


def _last_amount(draft: Draft) -> Profile | None:
    """The amount column by its header, though its cells cannot be read; else one that numbers nothing."""
    numbers = [column for column in draft.amounts if not _is_number(column)]
    named = [column for column in draft.texts if column.tokens & {"amount", "bedrag", "betrag", "importe"}]
    return named[0] if named else meant(draft, numbers) if numbers else None


def _is_number(column: Profile) -> bool:
    """Whether the header says that the column numbers or names something."""
    names = ("code", "serial", "document", "sequence")
    return any(has_word(name, column.key, column.tokens) for name in names)


def _debit_or_credit(draft: Draft) -> tuple[str, str, str] | None:
    """The column that says of each row whether its amount is debit or credit, with its two words."""
    for column in draft.texts:
        if pair := find_pair(column.words):
            return draft.names()[column.place], *pair
    return None


def _months(draft: Draft, months: dict[int, Profile]) -> Part:
    names = draft.names()
    part = _bookings(draft, months[1], list(months.values()))
    columns = {name: text for name, text in part.columns.items() if name != "amount"}
    constants = {"document": "maandstaat", "fiscal_year": str(draft.year())}
    listed = tuple(names[months[month].place] for month in sorted(months))
    return replace(part, columns=columns, constants=constants, months=listed)


def _by_kind(draft: Draft, kinds: Profile) -> Iterator[Part]:
    """One part for the budget and one for what is booked and committed, by the words of a column."""
    names, found = draft.names(), _kinds_in(kinds)
    amounts = draft.amounts
    amount = pick(draft, "realised", amounts) or pick(draft, "budget", amounts) or _last_amount(draft)
    if amount is None:
        return
    if budgeted := _newest([word for word, kind in found.items() if kind == "budget"]):
        yield replace(_plan(draft, amount, None, [amount]), only={names[kinds.place]: tuple(budgeted)})
    for kind in ("realisatie", "verplichting"):
        if words := tuple(word for word, told in found.items() if told == kind):
            yield _booked(draft, amount, kinds, kind, words)


def _booked(draft: Draft, amount: Profile, kinds: Profile, kind: str, words: tuple[str, ...]) -> Part:
    """What the rows with some words of a column say is booked, or committed."""
    names = draft.names()
    part = _bookings(draft, amount, [kinds, amount])
    days = [column for column in draft.columns if column.is_day]
    if days:
        part = _without(replace(part, columns=part.columns | {"date": names[days[0].place]}), "date")
    constants = part.constants | ({"kind": kind} if kind == "verplichting" else {})
    return replace(part, constants=constants, only={names[kinds.place]: words})


def _newest(words: list[str]) -> list[str]:
    """Of the stages of one budget that after amendment; all of them when none says so."""
    amended = ("wijzig", "bijgesteld", "actue", "nachtrag")
    return [word for word in words if any(part in folded(word) for part in amended)] or words


def _stand(draft: Draft, amounts: list[Profile]) -> Iterator[Part]:
    """A table with one line a row: the plan, and what stands beside it as booked or committed."""
    budget = pick(draft, "budget", amounts)
    released = pick(draft, "released", amounts)
    committed = pick(draft, "committed", amounts)
    taken = [c for c in (budget, released, committed) if c]
    budgets = [c for c in amounts if has_word("budget", c.key, c.tokens)]
    realised = pick(draft, "realised", amounts, [*taken, *budgets]) or pick(draft, "realised", amounts, taken)
    if not any((budget, committed, realised)):
        realised = _last_amount(draft)
    if realised and not budget and draft.kind == "budget":
        budget, realised = realised, None
    taken = [column for column in (budget, released, committed, realised) if column]
    if budget:
        yield _plan(draft, budget, released, taken)
    for column, kind in ((realised, ""), (committed, "verplichting")):
        if column:
            part = _bookings(draft, column, taken, column)
            yield replace(part, constants=part.constants | ({"kind": kind} if kind else {}))


def _plan(draft: Draft, budget: Profile, released: Profile | None, taken: list[Profile]) -> Part:
    names = draft.names()
    columns = {"code": _code(draft, taken), "budget": names[budget.place]}
    columns |= {"released": names[released.place]} if released else {}
    activity = pick(draft, "activity", draft.texts)
    columns["activity"] = names[activity.place] if activity else columns["code"]
    constants: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    finders = {"domain": draft.vocabulary.domain, "source": draft.vocabulary.source,
               "budget_holder": draft.vocabulary.person}  # fmt: skip
    for name, known in finders.items():
        column = pick(draft, name, draft.texts)
        if column and names[column.place] not in columns.values() and _names_ours(column, known):
            columns[name] = names[column.place]
            words |= _unknown(draft, name, column, known)
        else:
            constants[name] = _proposal(draft, name, constants.get("domain", ""))
    line = pick(draft, "action_line", draft.texts)
    if line:
        columns["action_line"] = names[line.place]
    else:
        constants["action_line"] = NO_ACTION_LINE
        draft.remarks["Actielijn"] = "vul hier de actielijn in"
    if not draft.year_column():
        constants["year"] = str(draft.year(budget))
    return Part(SheetKind.PLAN, columns, constants, words)


def _bookings(draft: Draft, amount: Profile, taken: list[Profile], dated: Profile | None = None) -> Part:
    names = draft.names()
    texts = [c for c in draft.columns if c.place not in {t.place for t in taken}]
    columns = {"code": _code(draft, taken), "amount": names[amount.place]}
    for name, words in (("document", "document"), ("sequence", "sequence"), ("supplier", "supplier"),
                        ("description", "activity")):  # fmt: skip
        column = pick(draft, words, texts)
        if column and names[column.place] not in columns.values():
            columns[name] = names[column.place]
    constants = {} if "document" in columns else {"document": DOCUMENT}
    constants["date"] = draft.day(dated).isoformat()
    draft.remarks["Boekdatum"] = CHECK
    return Part(SheetKind.LEDGER, columns, constants)


def _without(part: Part, name: str) -> Part:
    return replace(part, constants={key: value for key, value in part.constants.items() if key != name})


def _code(draft: Draft, taken: Sequence[Profile]) -> str:
    """The column that names a line: by its header, else the first that is no amount; '' when none is free."""
    used = {column.place for column in taken}
    free = [c for c in draft.columns if c.place not in used and not c.is_day and not c.is_share and c.filled]
    most = max((column.filled for column in free), default=0)
    full = [column for column in free if column.filled >= FULL * most] or free
    plain = [c for c in full if not c.is_amount and not c.is_year]
    codes = [c for c in full if not c.is_amount or (not c.negative and c.whole_numbers == c.amounts)]
    named = pick(draft, "code", [c for c in codes if not c.is_name]) or pick(draft, "code", codes)
    people = pick(draft, "supplier", plain)
    found = named or next(iter([c for c in plain if c is not people] or plain or full), None)
    return draft.names()[found.place] if found else ""


def _names_ours(column: Profile, known: Names) -> bool:
    """Whether most of what a column holds are names of the programme, or nearly."""
    words = column.words[:FEW_WORDS]
    ours = [w for w in words if not isinstance(known.find(w), Fault) or known.hint(w).startswith("Bedoelt")]
    return 2 * len(ours) > len(words)


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
        year = draft.year()
        plain = [s for s in programme.sources if s.first_year <= year <= s.last_year and not s.themes]
        return (plain or list(programme.sources))[0].name
    code = draft.vocabulary.domain.find(domain) if domain else ""
    holders = [person for person in programme.people if person.role is Role.BUDGET_HOLDER]
    own = [person for person in holders if code in person.domains]
    return (own or holders or list(programme.people))[0].name


def _named_domain(draft: Draft) -> str:
    titles = folded(draft.title())
    for domain in draft.programme.domains:
        if any(folded(name) in titles for name in (domain.name, *domain.aliases)):
            return domain.name
    return ""


def _kinds_in(column: Profile) -> dict[str, str]:
    """The words of a column that say what kind of amount a row has: two kinds, or nothing else."""
    if not column.is_few:
        return {}
    found = {word: kind for word in column.words if (kind := kind_of_word(folded(word)))}
    return found if len(set(found.values())) > 1 or len(found) == len(column.words) else {}
