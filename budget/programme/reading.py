"""Reads programme.toml and reports all its mistakes at once, by key and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

from budget.model.persons import person_fault, person_key
from budget.model.programme import (
    CarryRule,
    DecisionStep,
    Deputy,
    Domain,
    Meeting,
    MoveRule,
    Person,
    Programme,
    SignalRule,
    Source,
    Theme,
)
from budget.model.words import BudgetError, Colour, Role
from budget.programme.default_rules import usual_rules
from budget.programme.toml_tables import Reader, Table, line_numbers

FILE_NAME = "programme.toml"
CONDITIONS = (
    "no_statement",
    "short",
    "unreleased_use",
    "used_above_budget",
    "used_above_released",
    "run_out_likely",
    "off_plan",
    "forecast_below_budget",
    "red_part",
    "no_budget",
    "otherwise",
)
REASON_WORDS = (
    "short",
    "short_where",
    "unreleased_use",
    "unreleased_where",
    "red_parts",
    "excess",
    "unreleased",
    "run_out",
    "run_out_range",
    "less_or_more",
    "depletion",
    "norm",
    "left",
)
"""The figures that the reason of a signal rule may name between braces."""


class ProgrammeError(BudgetError):
    """The programme file has mistakes; the message lists them all."""

    def __init__(self, mistakes: list[str]) -> None:
        """`mistakes` each start with their key and line."""
        self.mistakes = tuple(mistakes)
        super().__init__(f"{FILE_NAME} bevat fouten:\n" + "\n".join(f"- {m}" for m in mistakes))


def load_programme(folder: Path) -> Programme:
    """Read `programme.toml` in `folder`. Raises ProgrammeError with every mistake by key and line."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProgrammeError(
            [f"Het bestand {path} is niet te lezen. Zet BUDGET_PROGRAMME op de map."]
        ) from error
    except UnicodeDecodeError as error:
        raise ProgrammeError([f"Het bestand {path} is geen UTF-8. Sla het op als UTF-8."]) from error
    return parse_programme(text)


def parse_programme(text: str) -> Programme:
    """The programme described by TOML `text`. Raises ProgrammeError with every mistake by key and line."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError([f"Het bestand is geen geldige TOML: {error}."]) from error
    reader = Reader(line_numbers(text))
    programme = _programme(Table(document, "", reader), text)
    _check_references(programme, reader)
    if reader.mistakes:
        raise ProgrammeError(reader.mistakes)
    return programme


def name_then(text: str, programme: Programme, person: str) -> str:
    """The name of a person in the programme described by `text`; if he is not in it, his name now."""
    then = parse_programme(text)
    return then.name_of(person) if person in {p.id for p in then.people} else programme.name_of(person)


def _programme(root: Table, text: str) -> Programme:
    first, last = root.get("first_year", int), root.get("last_year", int)
    if last < first:
        root.mistake("last_year", f"{last} ligt voor first_year {first}.")
    usual = {"deliver_days": 14, "accept_days": 7, "freeze_days": 2}
    days = [root.get(name, int, number) for name, number in usual.items()]
    return root.closed(
        Programme(
            id=root.get("id", str),
            name=root.get("name", str),
            board=root.get("board", str),
            scope=root.get("scope", str),
            notice=root.get("notice", str, ""),
            years=tuple(range(first, last + 1)),
            domains=root.tables("domains", _domain),
            sources=root.tables("sources", _source),
            people=root.tables("people", _person),
            meetings=tuple(
                sorted(root.tables("meetings", lambda table: _meeting(table, *days)), key=lambda m: m.date)
            ),
            rules=root.tables("signals", _rule, needed=False) or usual_rules(first),
            steps=root.tables("decision_steps", _step, needed=False),
            deputies=root.tables("deputies", _deputy, needed=False),
            text=text,
        )
    )


def _domain(table: Table) -> Domain:
    return Domain(
        table.get("code", str), table.get("name", str), table.words("aliases"), table.words("code_prefixes")
    )


def _source(table: Table) -> Source:
    colour = table.get("colour", str)
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        table.mistake("colour", f"'{colour}' is geen kleur. Schrijf bijvoorbeeld \"#004699\".")
    return Source(
        code=table.get("code", str),
        name=table.get("name", str),
        first_year=table.get("first_year", int),
        last_year=table.get("last_year", int),
        unspent=table.get("unspent", str),
        colour=colour,
        aliases=table.words("aliases"),
        themes=table.tables("themes", _theme, needed=False),
        moving=_moving(table),
        carrying=table.tables("carry_over", _carry_rule, needed=False),
        negative_lines=table.get("negative_lines", bool, False),
    )


def _moving(table: Table) -> MoveRule:
    usual = MoveRule()
    return MoveRule(
        name=table.get("move_rule", str, usual.name),
        text=table.get("move_rule_text", str, usual.text),
        source=table.get("move_rule_source", str, usual.source),
    )


def _carry_rule(table: Table) -> CarryRule:
    return CarryRule(
        name=table.get("name", str),
        text=table.get("text", str),
        source=table.get("source", str),
        first_year=table.get("first_year", int, 0),
        last_year=table.get("last_year", int, 0),
        share=_share(table, "share", 1.0),
        needs_decision=table.get("decision", bool, False),
    )


def _theme(table: Table) -> Theme:
    code, name, aliases = table.get("code", str), table.get("name", str), table.words("aliases")
    first, last = table.get("first_year", int, 0), table.get("last_year", int, 0)
    if last and last < first:
        table.mistake("last_year", f"{last} ligt voor {first}.")
    return Theme(code, name, aliases, first, last)


def _person(table: Table) -> Person:
    person_id = table.get("id", str)
    if person_id.strip() and (fault := person_fault(person_id)):
        table.mistake("id", fault)
    return Person(
        id=person_id,
        name=table.get("name", str),
        role=table.choice("role", Role),
        domains=table.words("domains"),
        aliases=table.words("aliases"),
        email=table.get("email", str, ""),
    )


def _deputy(table: Table) -> Deputy:
    return Deputy(
        person=table.get("person", str),
        deputy=table.get("deputy", str),
        valid_from=table.get("valid_from", date),
        valid_until=table.get("valid_until", date),
    )


def _meeting(table: Table, deliver_days: int, accept_days: int, freeze_days: int) -> Meeting:
    day = table.get("date", date)
    as_of = table.get("as_of", date, day)
    if as_of > day:
        table.mistake("as_of", f"{as_of} ligt na de vergadering van {day}.")

    def before(days: int) -> date:
        return day - timedelta(days=days) if day > date.min else day

    # With a reference date this close to the meeting, nothing can be delivered before it.
    after = as_of + timedelta(days=1) if as_of < day else as_of
    deliver_by = table.get("deliver_by", date, max(before(deliver_days), after))
    accept_by = table.get("accept_by", date, max(deliver_by, before(accept_days)))
    freeze_by = table.get("freeze_by", date, max(accept_by, before(freeze_days)))
    if as_of < day and not as_of < deliver_by <= accept_by <= freeze_by <= day:
        table.mistake(
            "date", "de volgorde moet zijn: peildatum, aanleveren, vaststellen, ondertekenen, vergadering."
        )
    return Meeting(
        date=day,
        spotlight=table.get("spotlight", str),
        as_of=as_of,
        deliver_by=deliver_by,
        accept_by=accept_by,
        freeze_by=freeze_by,
        fictional=table.get("fictional", bool, False),
    )


def _step(table: Table) -> DecisionStep:
    code, name, aliases = table.get("code", str), table.get("name", str), table.words("aliases")
    return DecisionStep(code, name, aliases, is_last_word=table.get("council", bool, False))


def _rule(table: Table) -> SignalRule:
    condition = table.get("condition", str)
    if condition and condition not in CONDITIONS:
        table.mistake("condition", f"'{condition}' kan niet. Kies uit: {', '.join(CONDITIONS)}.")
    share, over_share = _share(table, "share"), _share(table, "over_share")
    reason = table.get("reason", str)
    for word in _unknown_words(reason):
        table.mistake("reason", f"'{{{word}}}' kan niet. Kies uit: {', '.join(REASON_WORDS)}.")
    return SignalRule(
        id=table.get("id", str),
        colour=table.choice("colour", Colour),
        condition=condition,
        valid_from=table.get("valid_from", date),
        source=table.get("source", str),
        reason=reason,
        share=share,
        amount=table.get("amount_euro", int, 0) * 100,
        domains=table.words("domains"),
        over_share=over_share,
    )


def _share(table: Table, name: str, usual: float = 0.0) -> float:
    share = table.get(name, float, usual)
    if not 0 <= share <= 1:
        table.mistake(name, f"{share} is geen deel tussen 0 en 1.")
    return share


def _unknown_words(reason: str) -> list[str]:
    """The words between braces that are not in REASON_WORDS."""
    try:
        words = [word for _, word, _, _ in Formatter().parse(reason) if word is not None]
    except ValueError:
        return [reason]
    return [word for word in words if word not in REASON_WORDS]


def _check_references(programme: Programme, reader: Reader) -> None:
    domains = {domain.code for domain in programme.domains}
    for n, person in enumerate(programme.people):
        for code in person.domains:
            if code not in domains:
                reader.mistake(f"people[{n}].domains", f"'{code}' is geen bekend domein.")
    for n, rule in enumerate(programme.rules):
        for code in rule.domains:
            if code not in domains:
                reader.mistake(f"signals[{n}].domains", f"'{code}' is geen bekend domein.")
    for meeting in programme.meetings:
        if meeting.spotlight and meeting.spotlight not in domains:
            reader.mistake("meetings", f"'{meeting.spotlight}' ({meeting.date}) is geen bekend domein.")
    _check_unique("domains", [(d.code, d.name, *d.aliases) for d in programme.domains], reader)
    _check_unique("sources", [(s.code, s.name, *s.aliases) for s in programme.sources], reader)
    # Names of persons may differ by case only; files must then keep that case.
    _check_unique("people", [(person_key(p.id), p.name, *p.aliases) for p in programme.people], reader, str)
    _check_unique("people", [(person_key(p.email),) for p in programme.people], reader, str)
    _check_unique("meetings", [(m.date.isoformat(),) for m in programme.meetings], reader)
    for n, source in enumerate(programme.sources):
        _check_unique(f"sources[{n}].themes", [(t.code, t.name, *t.aliases) for t in source.themes], reader)
        if source.last_year < source.first_year:
            reader.mistake(f"sources[{n}].last_year", f"{source.last_year} ligt voor {source.first_year}.")
    _check_deputies(programme, reader)
    _check_steps(programme, reader)
    if programme.rules:
        _check_last_rule(programme, reader)


def _check_deputies(programme: Programme, reader: Reader) -> None:
    known = {person.id for person in programme.people}
    for n, each in enumerate(programme.deputies):
        for name, person in (("person", each.person), ("deputy", each.deputy)):
            if person not in known:
                reader.mistake(f"deputies[{n}].{name}", f"'{person}' is geen bekende persoon.")
        if each.person == each.deputy:
            reader.mistake(f"deputies[{n}].deputy", "niemand vervangt zichzelf.")
        if each.valid_until < each.valid_from:
            reader.mistake(f"deputies[{n}].valid_until", f"{each.valid_until} ligt voor {each.valid_from}.")
    keys = [f"{each.person} {each.deputy} {each.valid_from}" for each in programme.deputies]
    _check_unique("deputies", [(key,) for key in keys], reader, str)


def _check_steps(programme: Programme, reader: Reader) -> None:
    _check_unique("decision_steps", [(s.code, s.name, *s.aliases) for s in programme.steps], reader)
    if programme.steps and sum(step.is_last_word for step in programme.steps) != 1:
        reader.mistake("decision_steps", "precies een stap heeft council = true: die van de gemeenteraad.")


def _check_last_rule(programme: Programme, reader: Reader) -> None:
    """The last rule must hold for any figures, domain and day."""
    last, path = programme.rules[-1], f"signals[{len(programme.rules) - 1}]"
    if last.condition != "otherwise":
        reader.mistake(f"{path}.condition", 'de laatste regel moet condition = "otherwise" hebben.')
    elif last.domains:
        reader.mistake(f"{path}.domains", "de laatste regel moet voor elk domein gelden.")
    elif any(last.valid_from > date(year, 1, 1) for year in programme.years if year > 0):
        reader.mistake(f"{path}.valid_from", f"moet 1 januari {programme.years[0]} of eerder zijn.")


def _check_unique(
    path: str, names: list[tuple[str, ...]], reader: Reader, fold: Callable[[str], str] = str.casefold
) -> None:
    """No name, code or alias may point at two things; `fold` normalises names before comparing."""
    owner: dict[str, int] = {}
    for n, group in enumerate(names):
        for name in {fold(name) for name in group if name}:
            if owner.setdefault(name, n) != n:
                reader.mistake(f"{path}[{n}]", f"'{name}' staat er twee keer; elke naam mag maar een keer.")
