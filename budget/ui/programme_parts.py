"""Forms for the parts of a programme: domains, sources, themes, signal rules and its own texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import streamlit as st

from budget.export.wording import condition_words
from budget.intake.grammar.dates import read_date
from budget.labels import SIGNAL_WORD, day_short, escape_markdown, join_words
from budget.model.programme import Domain, Programme, SignalRule, Source, Theme
from budget.model.words import BudgetError, Cents
from budget.programme import ProgrammeError
from budget.programme.draft import COLOURS
from budget.programme.editing import (
    drop_domain,
    drop_rule,
    drop_source,
    drop_theme,
    put_domain,
    put_rule,
    put_source,
    put_theme,
    put_value,
)
from budget.programme.form_errors import in_words
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.button_actions import is_done
from budget.ui.figures import show_table

Part = TypeVar("Part", Domain, Source, Theme)
NEW = ""


@dataclass(frozen=True, slots=True)
class ProgrammeEditor:
    """How forms edit a programme: `keep` stores the new text with its reason, or raises BudgetError.

    `word` labels the buttons; a reason is asked only with `asks_reason`.
    """

    programme: Programme
    keep: Callable[[str, str], None]
    word: str = "Voorstellen"
    asks_reason: bool = True

    def reason(self, key: str) -> str:
        """The field for the reason, if it is asked."""
        return st.text_input("Waarom?", key=f"{key}-reden") if self.asks_reason else ""

    def offer(self, key: str, make: Callable[[], str], reason: str, label: str = "") -> None:
        """A button that stores the text from `make`; mistakes are shown beside the form."""
        if st.button(label or self.word, key=key):
            is_done(lambda: self.put(make(), reason))

    def put(self, text: str, reason: str) -> None:
        """Store a text from a form; mistakes are named by the labels on screen."""
        try:
            self.keep(text, reason)
        except ProgrammeError as error:
            raise BudgetError(in_words(error, text)) from error


def words_of(text: str) -> tuple[str, ...]:
    """The items of a typed list, separated by commas."""
    return tuple(word for part in text.split(",") if (word := " ".join(part.split())))


def offer_texts(desk: ProgrammeEditor) -> None:
    """Name, board, scope line and notice."""
    fields = {"name": "Naam van het programma", "board": "Naam van het bestuur"}
    fields |= {"scope": "Welk geld telt mee, en welk niet?", "notice": "Waarschuwing bovenaan, mag leeg"}
    with st.expander("Teksten: naam, bestuur en welk geld meetelt"):
        texts = {
            key: st.text_input(label, getattr(desk.programme, key), key=f"beheer-tekst-{key}")
            for key, label in fields.items()
        }
        reason = desk.reason("beheer-tekst")
        desk.offer("beheer-teksten", lambda: _with_texts(desk.programme, texts), reason)


def _with_texts(programme: Programme, texts: dict[str, str]) -> str:
    text = programme.text
    for key, value in texts.items():
        if " ".join(value.split()) != getattr(programme, key):
            text = put_value(text, key, " ".join(value.split()))
    return text


def offer_domain(desk: ProgrammeEditor) -> None:
    """Add, rename or remove a domain."""
    domains = desk.programme.domains
    with st.expander(f"Opgavedomeinen ({len(domains)})"):
        rows = [
            (d.name, d.code, join_words([*d.aliases]) or "–", join_words([*d.code_prefixes])) for d in domains
        ]
        show_table(("Naam", "Code", "Andere namen", "Codes beginnen met"), rows, "Welke domeinen zijn er?")
        old = _choose("Welk domein?", "domein", domains, "een nieuw domein") or Domain("", "")
        key = f"beheer-domein-{old.code}"
        code = old.code or st.text_input("Code, kort", key=f"{key}-code").strip()
        name = st.text_input("Naam", old.name, key=f"{key}-naam").strip()
        aliases = _ask_words(old.aliases, f"{key}-namen")
        prefixes = _ask_prefixes(old.code_prefixes, key)
        reason = desk.reason(key)
        domain = Domain(code, name, aliases, prefixes)
        desk.offer(f"{key}-ja", lambda: put_domain(desk.programme.text, domain), reason)
        if old.code:
            label = f"{old.name} uit het programma halen"
            desk.offer(f"{key}-weg", lambda: drop_domain(desk.programme.text, old.code), reason, label)


def offer_source(desk: ProgrammeEditor) -> None:
    """Add, change or remove a source."""
    sources = desk.programme.sources
    with st.expander(f"Bronnen ({len(sources)})"):
        rows = [(s.name, s.code, f"{s.first_year} t/m {s.last_year}", s.unspent) for s in sources]
        show_table(("Naam", "Code", "Jaren", "Wat overblijft"), rows, "Waar komt het geld vandaan?")
        years, colour = desk.programme.years, COLOURS[len(sources) % len(COLOURS)]
        blank = Source("", "", years[0], years[-1], "", colour)
        old = _choose("Welke bron?", "bron", sources, "een nieuwe bron") or blank
        key = f"beheer-bron-{old.code}"
        code = old.code or st.text_input("Code, kort", key=f"{key}-code").strip()
        name = st.text_input("Naam", old.name, key=f"{key}-naam").strip()
        aliases = _ask_words(old.aliases, f"{key}-namen")
        first, last = _ask_years(old.first_year, old.last_year, key)
        unspent = st.text_input("Wat gebeurt er met geld dat overblijft?", old.unspent, key=f"{key}-rest")
        shade = st.color_picker("Kleur in grafieken", old.colour, key=f"{key}-kleur")
        below = st.checkbox("Stelpost of taakstelling mag", old.negative_lines, key=f"{key}-onder-nul")
        reason = desk.reason(key)
        desk.offer(
            f"{key}-ja",
            lambda: put_source(
                desk.programme.text,
                replace(
                    old, code=code, name=name, aliases=aliases, first_year=_year(first),
                    last_year=_year(last), unspent=unspent.strip(), colour=shade, negative_lines=below,
                ),
            ),
            reason,
        )  # fmt: skip
        if old.code:
            label = f"{old.name} uit het programma halen"
            desk.offer(f"{key}-weg", lambda: drop_source(desk.programme.text, old.code), reason, label)


def offer_theme(desk: ProgrammeEditor) -> None:
    """Add, change or remove a theme of a source."""
    sources = desk.programme.sources
    with st.expander(f"Thema's ({sum(len(source.themes) for source in sources)})"):
        rows = [(s.name, t.name, t.code, _years_words(t, s)) for s in sources for t in s.themes]
        if rows:
            show_table(("Bron", "Thema", "Code", "Jaren"), rows, "Welke thema's zijn er?")
        source = _choose("Van welke bron?", "themabron", sources, "")
        if source is None:
            return
        theme = _choose("Welk thema?", f"thema-{source.code}", source.themes, "een nieuw thema")
        old = theme or Theme("", "")
        key = f"beheer-thema-{source.code}-{old.code}"
        code = old.code or st.text_input("Code, kort", key=f"{key}-code").strip()
        name = st.text_input("Naam", old.name, key=f"{key}-naam").strip()
        aliases = _ask_words(old.aliases, f"{key}-namen")
        first, last = _ask_years(old.first_year, old.last_year, key, "leeg: dat van de bron")
        reason = desk.reason(key)
        desk.offer(
            f"{key}-ja",
            lambda: put_theme(
                desk.programme.text, source.code, Theme(code, name, aliases, _year(first), _year(last))
            ),
            reason,
        )
        st.caption("Een thema dat eindigt, blijft staan bij wat al is vastgesteld.")
        if old.code:
            label = f"{old.name} uit het programma halen"
            desk.offer(
                f"{key}-weg", lambda: drop_theme(desk.programme.text, source.code, old.code), reason, label
            )


def show_rules(rules: Sequence[SignalRule]) -> None:
    """Every signal rule in order of evaluation: the first that holds decides."""
    rows = [
        (str(n), SIGNAL_WORD[rule.colour], condition_words(rule), rule.source)
        for n, rule in enumerate(rules, start=1)
    ]
    show_table(("Nr", "Signaal", "Als", "Waar staat dat?"), rows, "De eerste regel die geldt, beslist")


def offer_rule(desk: ProgrammeEditor) -> None:
    """Change the thresholds or the text of a signal rule, from a day."""
    rules = desk.programme.rules
    with st.expander(f"Signaalregels ({len(rules)})"):
        show_rules(rules)
        names = {rule.id: f"{n}. {SIGNAL_WORD[rule.colour]}: {rule.id}" for n, rule in enumerate(rules, 1)}
        rule_id = st.selectbox("Welke regel?", list(names), format_func=names.__getitem__, key="beheer-regel")
        old = next(rule for rule in rules if rule.id == rule_id)
        key = f"beheer-regel-{old.id}"
        st.write(escape_markdown(f"Wanneer geldt deze regel? {condition_words(old)}"))
        share = st.text_input("Deel van het budget, in procenten", _percent(old.share), key=f"{key}-deel")
        amount = ask_amount("Bedrag in euro", f"{key}-bedrag", str(old.amount // 100))
        over = old.over_share
        over_text = st.text_input("Deel boven het budget, in procenten", _percent(over), key=f"{key}-boven")
        day = st.text_input("Geldt vanaf", day_short(old.valid_from), key=f"{key}-dag")
        where = st.text_input("Waar staat deze afspraak?", old.source, key=f"{key}-bron")
        words = st.text_input("Tekst bij het signaal", old.reason, key=f"{key}-tekst")
        reason = desk.reason(key)

        def changed() -> str:
            new = replace(
                old, share=_share(share), amount=_whole_euros(amount), over_share=_share(over_text),
                valid_from=read_day(desk.programme, day), source=where.strip(), reason=words.strip(),
            )  # fmt: skip
            return put_rule(desk.programme.text, new, rules)

        desk.offer(f"{key}-ja", changed, reason)
        if old != rules[-1]:
            label = "Deze regel uit het programma halen"
            desk.offer(f"{key}-weg", lambda: drop_rule(desk.programme.text, old.id, rules), reason, label)


def read_day(programme: Programme, text: str) -> date:
    """The typed day, up to a year before or after the programme: boards also meet around its end.

    Raises BudgetError when it is invalid.
    """
    first, last = programme.years[0], programme.years[-1]
    day = read_date(text, tuple(range(first - 1, last + 2)))
    if not isinstance(day, date):
        raise BudgetError(f"'{text}' is geen dag van dit programma. Schrijf bijvoorbeeld 27-06-2024.")
    return day


def _choose(label: str, key: str, parts: Sequence[Part], new: str) -> Part | None:
    """One of the parts by code; None for a new one, offered if `new` names it."""
    names = {NEW: new} if new else {}
    names |= {part.code: part.name for part in parts}
    code = st.selectbox(label, list(names), format_func=names.__getitem__, key=f"beheer-{key}")
    return next((part for part in parts if part.code == code), None)


def _ask_words(old: Sequence[str], key: str) -> tuple[str, ...]:
    return words_of(st.text_input("Andere namen, met komma's ertussen", ", ".join(old), key=key))


def _ask_prefixes(old: Sequence[str], key: str) -> tuple[str, ...]:
    label = "Codes beginnen met, bijvoorbeeld AB-"
    return words_of(st.text_input(label, ", ".join(old), key=f"{key}-codes"))


def _ask_years(first: int, last: int, key: str, empty: str = "") -> tuple[str, str]:
    left, right = st.columns(2)
    note = f" ({empty})" if empty else ""
    return (
        left.text_input(f"Eerste jaar{note}", str(first or ""), key=f"{key}-eerste"),
        right.text_input(f"Laatste jaar{note}", str(last or ""), key=f"{key}-laatste"),
    )


def _years_words(theme: Theme, source: Source) -> str:
    return f"{theme.first_year or source.first_year} t/m {theme.last_year or source.last_year}"


def _year(text: str) -> int:
    """A year; 0 for none. Raises BudgetError for anything else."""
    if text.strip() and not (text.strip().isascii() and text.strip().isdigit()):
        raise BudgetError(f"'{text}' is geen jaar. Schrijf bijvoorbeeld 2026.")
    return int(text or 0)


def _percent(share: float) -> str:
    return f"{100 * share:g}".replace(".", ",")


def _share(text: str) -> float:
    try:
        return round(float(text.replace(",", ".").strip() or 0) / 100, 6)
    except ValueError as error:
        raise BudgetError(f"'{text}' is geen percentage. Schrijf bijvoorbeeld 2,5.") from error


def _whole_euros(amount: TypedAmount) -> Cents:
    if amount.complaint or (amount.cents or 0) % 100:
        raise BudgetError(amount.complaint or "Vul een bedrag in hele euro in.")
    return amount.cents or 0
