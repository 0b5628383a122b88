"""What the guided start shows of the names found in plans, and how they become one programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

import streamlit as st

from budget.labels import ROLE_NAME, count, day_short, escape_markdown, join_words
from budget.model.plan_names import PlanNames
from budget.model.programme import Domain, Person, Programme, Source
from budget.model.words import BudgetError
from budget.programme.calendar_file import read_calendar, read_lines, usual_reference
from budget.programme.draft import TO_FILL
from budget.programme.editing import put_source
from budget.programme.first_programme import counts, merge_domain, merge_person, merge_source, text_key
from budget.ui.button_actions import is_done
from budget.ui.figures import show_table
from budget.ui.programme_parts import ProgrammeEditor, read_day
from budget.usecases.first_plans import StartResult

MERGES = {"domein": merge_domain, "bron": merge_source, "persoon": merge_person}
ALIKE = 0.8
BEGUN = "begonnen-met"
"""The result of setting up a first programme, until it is shown."""
CALENDAR_BYTES = 1_000_000


def show_names(programme: Programme, found_rows: Sequence[PlanNames]) -> None:
    """The domains with how often they occur, and their action lines."""
    counts_by_domain = counts(found_rows, "domain")
    lines: dict[str, Counter[str]] = {}
    for row in found_rows:
        lines.setdefault(text_key(row.domain), Counter())[row.action_line] += 1
    rows = []
    for domain in programme.domains:
        names = {text_key(name) for name in (domain.name, *domain.aliases)}
        mine = sum((lines.get(name, Counter()) for name in names), Counter())
        action_lines = [f"{line} ({n})" for line, n in mine.most_common() if line]
        number = sum(counts_by_domain[name] for name in names)
        rows.append((domain.name, domain.code, str(number), join_words(action_lines) or "–"))
    show_table(("Domein", "Code", "Regels", "Actielijnen (regels)"), rows, "Gevonden domeinen")


def show_sources(programme: Programme, found_rows: Sequence[PlanNames]) -> None:
    """The sources with how often they occur, their years and themes."""
    counts_by_source = counts(found_rows, "source")
    rows = []
    for source in programme.sources:
        number = sum(
            counts_by_source[name] for name in {text_key(name) for name in (source.name, *source.aliases)}
        )
        themes = join_words([theme.name for theme in source.themes])
        rows.append((source.name, str(number), f"{source.first_year} t/m {source.last_year}", themes or "–"))
    show_table(("Bron", "Regels", "Jaren", "Thema's"), rows, "Gevonden bronnen")


def show_people(programme: Programme) -> None:
    """The people, and the two who are required."""
    rows = [
        (
            "nog geen naam" if TO_FILL in person.name else person.name, ROLE_NAME[person.role],
            join_words([programme.domain(code).name for code in person.domains]) or "alle",
            person.email or "–",
        )
        for person in programme.people
    ]  # fmt: skip
    show_table(("Naam", "Rol", "Domeinen", "E-mail"), rows, "Wie doet er mee?")
    st.caption("Neem twee controllers op, of een controller en een secretaris. Zij beslissen altijd samen.")


def show_meetings(programme: Programme) -> None:
    """The meetings that someone entered, with their days."""
    real = [meeting for meeting in programme.meetings if not meeting.fictional]
    if not real:
        st.write("Er is nog geen vergadering genoemd.")
        return
    rows = [
        (
            day_short(meeting.date), day_short(meeting.as_of), day_short(meeting.deliver_by),
            programme.domain(meeting.spotlight).name,
        )
        for meeting in real
    ]  # fmt: skip
    headers = ("Vergadering", "Peildatum", "Aanleveren tot en met", "In de schijnwerper")
    show_table(headers, rows, "Vergaderingen")


def ask_unspent(desk: ProgrammeEditor) -> None:
    """Ask for every source what happens to unspent money."""
    with st.form("begin-rest"):
        texts = {
            source.code: st.text_input(
                escape_markdown(f"Wat gebeurt er met geld van {source.name} dat overblijft?"),
                "" if TO_FILL in source.unspent else source.unspent,
                placeholder="Bijvoorbeeld: gaat terug naar het Rijk",
                key=f"begin-rest-{source.code}",
            )
            for source in desk.programme.sources
        }
        if st.form_submit_button("Bewaren"):
            is_done(lambda: desk.put(_with_unspent(desk.programme, texts), ""))


def _with_unspent(programme: Programme, texts: dict[str, str]) -> str:
    text = programme.text
    for source in programme.sources:
        if words := texts[source.code].strip():
            text = put_source(text, replace(source, unspent=words))
    return text


def offer_merge(desk: ProgrammeEditor, kind: str, items: Sequence[Domain | Source | Person]) -> None:
    """Merge two names of one thing: the first becomes another name of the second."""
    if len(items) < 2:
        return
    names = {_key(item): item.name for item in items}
    alike = [(name, near[0]) for name in names.values() if (near := _near(name, list(names.values())))]
    with st.expander(f"Is het twee keer hetzelfde? Voeg samen ({kind})", expanded=bool(alike)):
        if alike:
            st.write(escape_markdown(f"Deze namen lijken op elkaar: {join_words(list(alike[0]))}."))
        old, new = (
            st.selectbox(label, list(names), None, names.__getitem__, key=f"voeg-{key}", placeholder="Kies")
            for label, key in (("Dit", f"{kind}-weg"), ("is hetzelfde als", f"{kind}-bij"))
        )
        desk.offer(f"voeg-{kind}", lambda: _merged(desk.programme, kind, old, new), "", "Samenvoegen")
        st.caption("De eerste naam blijft bekend als andere naam van de tweede.")


def _merged(programme: Programme, kind: str, old: str | None, new: str | None) -> str:
    if not old or not new or old == new:
        raise BudgetError("Kies twee verschillende namen.")
    return MERGES[kind](programme, old, new)


def _key(item: Domain | Source | Person) -> str:
    return item.id if isinstance(item, Person) else item.code


def _near(name: str, names: Sequence[str]) -> list[str]:
    others = [candidate for candidate in names if candidate != name]
    initial, _, surname = name.partition(". ")
    same = [
        candidate
        for candidate in others
        if surname and candidate[:1] == initial[:1] and candidate.endswith(f" {surname}")
    ]
    return get_close_matches(name, others, 1, ALIKE) or same


def ask_meetings(desk: ProgrammeEditor, keep: Callable[[dict[date, date]], None]) -> None:
    """Enter meetings, one per line, or from a calendar file."""
    typed_days = st.text_area(
        "Een vergadering per regel", placeholder="27-03-2025; 28-02-2025", key="begin-vergaderingen",
        help="Eerst de dag, dan de peildatum. Zonder peildatum kiezen wij een maandeinde ervoor.",
    )  # fmt: skip
    st.caption("Eerst de dag, dan na een puntkomma de peildatum. Die mag u weglaten.")
    if st.button("Vergaderingen bewaren", key="begin-vergaderingen-ja"):
        is_done(lambda: keep(read_lines(typed_days, lambda text: read_day(desk.programme, text))))
    with st.expander("Vergaderingen uit een agenda halen (.ics)"):
        upload = st.file_uploader("Agendabestand", ["ics"], key="begin-agenda")
        if upload:
            is_done(lambda: _offer_calendar(desk.programme, upload.getvalue(), keep))


def _offer_calendar(programme: Programme, data: bytes, keep: Callable[[dict[date, date]], None]) -> None:
    if len(data) > CALENDAR_BYTES:
        raise BudgetError("Dit agendabestand is te groot. Kies een bestand van ten hoogste 1 MB.")
    calendar = read_calendar(data.decode("utf-8", "replace"))
    days = [day for day in calendar if day.year in programme.years]
    st.write(f"Gevonden: {count(len(days), 'dag', 'dagen')} in de jaren van het programma.")
    chosen_days = st.multiselect(
        "Welke zijn vergaderingen van het bestuur?", days, days, key="begin-agenda-dagen",
        format_func=lambda day: f"{day_short(day)} {calendar[day]}".strip(), placeholder="Kies dagen",
    )  # fmt: skip
    st.caption("Een afspraak die zich herhaalt, telt hier een keer.")
    if st.button("Deze dagen bewaren", key="begin-agenda-ja"):
        keep({day: usual_reference(day) for day in chosen_days})


def show_waiting_plans(result: StartResult) -> None:
    """Show that the plans wait, and the mappings that they were read with."""
    if len(result.waiting) == 1:
        st.write("Uw plan is ingediend en wacht op een tweede persoon.")
    elif result.waiting:
        st.write("Uw plannen zijn ingediend en wachten op een tweede persoon.")
    if result.mappings:
        names = "Ook de koppeling wacht" if len(result.mappings) == 1 else "Ook de koppelingen wachten"
        st.write(escape_markdown(f"{names}: {join_words(list(result.mappings))}."))


def show_begun() -> None:
    """Show once, after the second confirmation: the programme is in force, and what waits."""
    begun: StartResult | None = st.session_state.pop(BEGUN, None)
    if begun is None:
        return
    st.success("Het programma geldt. Twee personen hebben het bevestigd.")
    show_waiting_plans(begun)
    if begun.waiting:
        st.page_link("pages/accept.py", label="Naar Vaststellen")
    for line in begun.left:
        st.info(escape_markdown(line))
    if begun.left:
        st.page_link("pages/deliver.py", label="Naar Aanleveren")
