"""The plan in a foreign sheet: its lines, and the fields that the programme must add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budget.intake.faults import Fault
from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Names
from budget.intake.mapping.layout import Offer, Part
from budget.intake.suggest.foreign_sheet import Code, ForeignSheet
from budget.intake.suggest.header_words import RELEASED, with_word
from budget.intake.suggest.profile import Profile
from budget.model.words import Role, SheetKind

FEW_WORDS = 12
NO_ACTION_LINE = "Niet ingedeeld"


def plan_part(sheet: ForeignSheet, start: Part, claimed: Sequence[Profile], code: Code) -> Part:
    """A part with plan lines around a certain or asked budget."""
    columns, offers = code[0] | start.columns, code[1]
    released = [c for c in sheet.amounts if c.role == RELEASED]
    columns |= {"released": sheet.names[released[0].place]} if len(released) == 1 else {}
    constants: dict[str, str] = {}
    texts = [c for c in sheet.columns if c.is_text]
    words: dict[str, dict[str, str]] = {}
    remarks: dict[str, str] = {}
    fixed: list[Offer] = []
    vocabulary = sheet.vocabulary
    for name, names in (
        ("domain", vocabulary.domain),
        ("source", vocabulary.source),
        ("budget_holder", vocabulary.person),
    ):
        free = [column for column in texts if sheet.names[column.place] not in columns.values()]
        column = _naming(name, free, names)
        if column:
            columns[name] = sheet.names[column.place]
            unknown = [word for word in column.words if isinstance(names.find(word), Fault)]
            words |= {name: dict.fromkeys(unknown, "")} if unknown else {}
            remarks |= {word: names.hint(word) for word in unknown}
        elif len(options := _fixed(sheet, name, constants.get("domain", ""))) == 1:
            constants[name] = options[0]
            remarks[start.spec.column(name).header] = "controleer dit"
        else:
            fixed += [Offer("vast", name, option) for option in options]
    columns["activity"], remark = _activity_column(sheet, texts, columns, offers)
    remarks |= {"Activiteit": remark} if remark else {}
    if lines := with_word("action_line", texts):
        columns["action_line"] = sheet.names[lines[0].place]
    else:
        constants["action_line"] = NO_ACTION_LINE
        remarks["Actielijn"] = "vul hier de actielijn in"
    if not sheet.years:
        amount_columns = [c for c in claimed if sheet.names[c.place] in start.columns.values()]
        year, year_offers = _year(sheet, amount_columns[0] if amount_columns else None)
        constants |= year
        fixed += year_offers
    return Part(
        SheetKind.PLAN, columns, constants, words, offers=(*start.offers, *offers, *fixed), remarks=remarks
    )


def _activity_column(
    sheet: ForeignSheet, texts: Sequence[Profile], columns: Mapping[str, str], offers: Sequence[Offer]
) -> tuple[str, str]:
    """The column with the name of a line, the one for its code if there is no other; '' if none; a remark."""
    taken_names = set(columns.values())
    activity = [c for c in with_word("activity", texts) if sheet.names[c.place] != columns.get("code")]
    if not activity and len(candidates := [c for c in texts if sheet.names[c.place] not in taken_names]) == 1:
        activity = candidates
    if activity or offers:
        return sheet.names[activity[0].place] if activity else str(offers[0].value), ""
    if code_column := columns.get("code", ""):
        return code_column, "wij vonden geen kolom met een naam: dit is de code"
    return "", ""


def _year(sheet: ForeignSheet, column: Profile | None) -> tuple[dict[str, str], list[Offer]]:
    """The stated year as a constant, else every year of the programme to choose from."""
    if year := sheet.year(column):
        return {"year": str(year)}, []
    years = sheet.stated_years(column)
    remark = f"het bestand noemt {', '.join(map(str, years))}" if years else ""
    return {}, [Offer("vast", "year", str(year), remark) for year in sheet.offered_years(column)]


def _naming(name: str, columns: Sequence[Profile], names: Names) -> Profile | None:
    """The column that names a domain, source or holder: by its header, else the only one with such names."""
    candidates = with_word(name, columns)
    if candidates and _names_ours(candidates[0], names):
        return candidates[0]
    ours = [c for c in columns if c.words and not any(isinstance(names.find(w), Fault) for w in c.words)]
    return ours[0] if len(ours) == 1 else None


def _names_ours(column: Profile, names: Names) -> bool:
    """Whether most values of a column are names of the programme, or nearly."""
    words = column.words[:FEW_WORDS]
    ours = [w for w in words if not isinstance(names.find(w), Fault) or names.hint(w).startswith("Bedoelt")]
    return 2 * len(ours) > len(words)


def _fixed(sheet: ForeignSheet, name: str, domain: str) -> list[str]:
    """The programme's options for a field missing in the sheet; a single one is certain."""
    programme, title = sheet.programme, fold(sheet.title)
    if name == "domain":
        domains = [d.name for d in programme.domains if any(fold(n) in title for n in (d.name, *d.aliases))]
        return domains if len(domains) == 1 else [domain_option.name for domain_option in programme.domains]
    if name == "source":
        years = {sheet.year()} - {0} or set(programme.years)
        fitting = [s for s in programme.sources if any(s.first_year <= year <= s.last_year for year in years)]
        return [source.name for source in sorted(fitting, key=lambda source: bool(source.themes))]
    code = sheet.vocabulary.domain.find(domain) if domain else ""
    holders = [person for person in programme.people if person.role is Role.BUDGET_HOLDER]
    own = [person.name for person in holders if code in person.domains]
    return own or [person.name for person in holders or programme.people]
