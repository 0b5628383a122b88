"""The programme on a page: waiting proposals, people and meetings, and every version."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from budget.access import Action, FirstAct, may_act, may_second
from budget.labels import ROLE_NAME, day, day_short, escape_markdown, join_words, moment
from budget.model.programme import Meeting
from budget.model.words import Role
from budget.programme.differences import deputy_words
from budget.settings import read_settings
from budget.ui.button_actions import is_done, rerun_from_top, show_last_step
from budget.ui.figures import show_table
from budget.ui.programme_parts import ProgrammeEditor
from budget.ui.tokens import has_tokens
from budget.ui.visit import Visit
from budget.usecases import programmes
from budget.usecases.programmes import Change

TAB = "onderdeel"
PEOPLE, MEETINGS, MONEY = "Personen", "Vergaderingen", "Domeinen en geld"
RULES, SHARING = "Signalen en teksten", "Landelijk delen"
TOKENS, BEFORE = "Sleutels", "Eerder gewijzigd"
PROPOSED = "Voorgesteld. Een tweede persoon moet dit vaststellen."


def title_of(visit: Visit) -> str:
    """How many people take part, and when the board meets next, in one sentence."""
    coming = [meeting.date for meeting in visit.programme.meetings if meeting.date >= visit.today]
    when = f"het bestuur vergadert op {day(min(coming))}" if coming else "er staat geen vergadering gepland"
    count = len(visit.programme.people)
    return f"{count} {'persoon doet' if count == 1 else 'personen doen'} mee; {when}"


def choose_tab(visit: Visit) -> dict[str, TabContainer]:
    """One tab per kind of change that this visitor may see.

    All are drawn: half-typed input in one stays when another is opened.
    """
    names = [PEOPLE, MEETINGS]
    if may_propose(visit):
        names += [MONEY, RULES]
    if may_act(visit.programme, visit.actor, Action.SHARE):
        names.append(SHARING)
    if has_tokens(visit):
        names.append(TOKENS)
    if may_act(visit.programme, visit.actor, Action.VERIFY):
        names.append(BEFORE)
    return dict(zip(names, st.tabs(names, key=TAB, bind="query-params"), strict=True))


def may_propose(visit: Visit) -> bool:
    """Whether the user may propose a change of the programme."""
    return may_act(visit.programme, visit.actor, Action.PROPOSE_PROGRAMME)


def may_begin_next(visit: Visit) -> bool:
    """Whether the user may set up a next programme, by the rule of `administers`."""
    return visit.person.role is Role.ADMINISTRATOR


def proposing(visit: Visit) -> ProgrammeEditor | None:
    """The editor with which this visitor proposes changes of the programme; None without the right."""

    def keep(text: str, reason: str) -> None:
        programmes.propose(visit.store, visit.programme, text, visit.actor, reason, visit.now)
        rerun_from_top(PROPOSED)

    return ProgrammeEditor(visit.programme, keep) if may_propose(visit) else None


def show_file(visit: Visit) -> None:
    """What was just done, and how programme.toml differs: a changed file is never used without a proposal."""
    show_last_step()
    if may_propose(visit):
        for copy in read_settings().copies:
            if copy.programme == visit.programme.id:
                st.warning(escape_markdown(str(copy)))
    if visit.filed is None or not may_propose(visit):
        return
    differences = programmes.file_changes(visit.store, visit.programme, visit.filed)
    if not differences:
        return
    st.warning("Het bestand programme.toml wijkt af. Het vastgestelde programma geldt.")
    _show_lines(differences)
    text = visit.filed.text
    if st.button("Dit bestand voorstellen", key="programma-bestand") and is_done(
        lambda: programmes.propose(
            visit.store, visit.programme, text, visit.actor, "Uit programme.toml", visit.now
        )
    ):
        rerun_from_top(PROPOSED)


def show_proposals(visit: Visit) -> None:
    """Every waiting change in words, with what this person may decide about it."""
    if not may_act(visit.programme, visit.actor, Action.VERIFY):
        return
    changes = programmes.changes(visit.store, visit.programme, visit.actor)
    for change in (change for change in changes if change.proposal.is_pending):
        proposal = change.proposal
        st.header(f"Voorstel {proposal.number} wacht op een tweede persoon", anchor=False)
        who = visit.programme.name_of(proposal.proposed_by)
        reason = f" Reden: {proposal.reason}" if proposal.reason else ""
        st.write(escape_markdown(f"Voorgesteld door {who} op {moment(proposal.proposed_at)}.{reason}"))
        _show_lines(change.differences)
        if may_propose(visit):
            _decide(visit, change)


def _decide(visit: Visit, change: Change) -> None:
    """The proposer may withdraw it; another person with the right accepts or refuses it."""
    proposal = change.proposal
    is_own = proposal.proposed_by == visit.person.id
    first = FirstAct(proposal.proposed_by, proposal.proposed_at, Action.PROPOSE_PROGRAMME)
    may_accept = may_second(visit.programme, visit.actor, Action.ACCEPT_PROGRAMME, first)
    if is_own:
        st.info("U hebt dit zelf voorgesteld. Een tweede persoon moet het vaststellen.")
    elif (
        may_accept
        and st.button("Vaststellen", key=f"programma-{proposal.number}-ja", type="primary")
        and is_done(
            lambda: programmes.accept(visit.store, visit.programme, proposal.number, visit.actor, visit.now)
        )
    ):
        rerun_from_top("Vastgesteld. Dit programma geldt vanaf nu.")
    if not (is_own or may_accept):
        return
    label = "Intrekken" if is_own else "Terugsturen"
    with st.expander(f"{label} met een reden"):
        reason = st.text_input("Waarom?", key=f"programma-{proposal.number}-reden")
        if st.button(label, key=f"programma-{proposal.number}-nee") and is_done(
            lambda: programmes.refuse(
                visit.store, visit.programme, proposal.number, visit.actor, reason, visit.now
            )
        ):
            rerun_from_top("Dit voorstel geldt niet meer. Het programma blijft zoals het is.")


def show_people(visit: Visit) -> None:
    """Everyone in the programme, with role and domains."""
    programme = visit.programme
    rows = [
        (
            person.name,
            ROLE_NAME[person.role],
            join_words([programme.domain(code).name for code in person.domains]) or "alle",
        )
        for person in programme.people
    ]
    show_table(("Naam", "Rol", "Domeinen"), rows, "Wie doet er nu mee?", lines=True)


def show_who_may_change(visit: Visit) -> None:
    """Who proposes and who accepts a change; for others, whom to ask."""
    programme = visit.programme
    if may_propose(visit):
        st.write("Elke wijziging is een voorstel. Ze geldt als een tweede persoon haar vaststelt.")
        return
    names = [
        person.name for person in programme.people if may_act(programme, person.id, Action.PROPOSE_PROGRAMME)
    ]
    st.info(escape_markdown(f"U kunt hier niets wijzigen. Dat kan wel: {join_words(names)}."))


def show_deputies(visit: Visit) -> None:
    """Who replaces whom, from today on; nothing without deputies."""
    today = visit.today
    deputies = [deputy for deputy in visit.programme.deputies if deputy.valid_until >= today]
    if deputies:
        st.write("Vervanging:")
        _show_lines([deputy_words(deputy, visit.programme) for deputy in deputies])


def show_meetings(visit: Visit) -> None:
    """The coming meetings with their days; past ones collapsed."""
    coming = [meeting for meeting in visit.programme.meetings if meeting.date >= visit.today]
    before = [meeting for meeting in visit.programme.meetings if meeting.date < visit.today]
    if coming:
        _show_days(visit, coming, "Wanneer vergadert het bestuur?")
    else:
        st.write("Er staat geen vergadering gepland.")
    if before:
        with st.expander(f"Eerdere vergaderingen ({len(before)})"):
            _show_days(visit, before, "Wanneer vergaderde het bestuur?")


def _show_days(visit: Visit, meetings: Sequence[Meeting], caption: str) -> None:
    rows = [
        (
            day_short(meeting.date), visit.programme.domain(meeting.spotlight).name, day_short(meeting.as_of),
            day_short(meeting.deliver_by), day_short(meeting.accept_by), day_short(meeting.freeze_by),
        )
        for meeting in meetings
    ]  # fmt: skip
    headers = ("Vergadering", "In de schijnwerper", "Peildatum", "Aanleveren", "Vaststellen", "Ondertekenen")
    show_table(headers, rows, caption)


def show_history(visit: Visit) -> None:
    """Every version and every refused proposal, newest first."""
    st.write("Elke versie blijft bewaard, met wie haar voorstelde en wie haar vaststelde.")
    changes = {
        change.proposal.number: change
        for change in programmes.changes(visit.store, visit.programme, visit.actor)
    }
    for version in reversed(programmes.versions(visit.store, visit.programme, visit.actor)):
        who = visit.programme.name_of(version.recorded_by)
        label = f"Versie {version.number}, {moment(version.recorded_at)}, vastgelegd door {who}"
        with st.expander(escape_markdown(label)):
            if version.proposal is None:
                st.write("Het programma dat toen in gebruik was.")
                continue
            change = changes[version.proposal]
            st.write(
                escape_markdown(f"Voorgesteld door {visit.programme.name_of(change.proposal.proposed_by)}.")
            )
            _show_lines(change.differences)
    for change in (change for change in changes.values() if change.proposal.refusal):
        who = visit.programme.name_of(change.proposal.decided_by or "")
        with st.expander(escape_markdown(f"Voorstel {change.proposal.number}, niet doorgegaan: {who}")):
            st.write(escape_markdown(f"Reden: {change.proposal.refusal}"))
            _show_lines(change.differences)


def _show_lines(lines: tuple[str, ...] | list[str]) -> None:
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
