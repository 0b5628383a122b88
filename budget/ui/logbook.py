"""The log on a page: its filter (in the URL), its rows, and the same as CSV."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.labels import count, day, join_words, moment
from budget.ui.address import choose, choose_day, refused, set_choices
from budget.ui.downloads import offer_download
from budget.ui.figures import show_table
from budget.ui.fragment import fragment
from budget.ui.visit import Visit
from budget.usecases.logbook import HEADERS, KINDS, Act, Wanted, act_cells, acts_csv
from budget.usecases.plan_proposals import earlier_plans

SHOWN = 15
WHO, KIND, DOMAIN, FIRST, LAST = "wie", "soort", "binnen", "vanaf", "tot-en-met"


def ask_wanted(visit: Visit, everything: list[Act]) -> Wanted:
    """The filter; each choice is in the URL, so that the view can be shared."""
    people = {act.person: act.name for act in sorted(everything, key=lambda act: act.name)}
    kinds = dict.fromkeys(act.kind for act in everything)
    domains = {domain.code: domain.name for domain in visit.programme.domains}
    first, last = everything[-1].day, everything[0].day
    is_chosen = any(st.query_params.get(name) for name in (WHO, KIND, DOMAIN, FIRST, LAST))
    box = st.expander("Kies wie, wat of wanneer", expanded=is_chosen)
    left, middle, right = box.columns(3)
    with left:
        who = choose("Wie", ["", *people], WHO, "", lambda code: people.get(code, "Iedereen"))
    with middle:
        kind = choose("Wat", ["", *kinds], KIND, "", lambda code: KINDS.get(code, code) or "Alles")
    with right:
        domain = choose("Domein", ["", *domains], DOMAIN, "", lambda code: domains.get(code, "Alle domeinen"))
    from_day, to_day = box.columns(2)
    with from_day:
        begin = choose_day("Vanaf", FIRST, first, first, last, "De eerste dag die u wilt zien.")
    with to_day:
        end = choose_day("Tot en met", LAST, last, first, last, "De laatste dag die u wilt zien.")
    for name in (FIRST, LAST):
        if wrong := refused(name):
            box.caption(f"{wrong} is geen dag in dit logboek.")
    return Wanted(who, kind, domain, begin, end)


def logbook_sentence(everything: list[Act]) -> str:
    """How many acts there are, and when the last one was."""
    if not everything:
        return "Wie deed wat, en wanneer?"
    return f"{count(len(everything), 'handeling', 'handelingen')}; de laatste op {day(everything[0].day)}"


@fragment
def show_logbook(visit: Visit, everything: list[Act]) -> None:
    """The filter, the matching acts, newest first, and a file of them all."""
    if not everything:
        st.write("Er is nog niets gebeurd. Wat iemand indient of vaststelt, komt hier te staan.")
        return
    choice = ask_wanted(visit, everything)
    acts = [act for act in everything if choice.fits(act)]
    if not acts:
        st.write("Met deze keuzes is er niets gevonden.")
        st.button("Toon alles", on_click=_forget_choices)
        return
    rows = [act_cells(act, visit.programme) for act in acts]
    if len(acts) < len(everything):
        st.write(f"{count(len(acts), 'handeling', 'handelingen')} van de {len(everything)}.")
    show_table(HEADERS, rows[:SHOWN], "Logboek, de nieuwste eerst", lines=True)
    if len(rows) > SHOWN:
        with st.expander(f"Nog {len(rows) - SHOWN} eerdere handelingen"):
            show_table(HEADERS, rows[SHOWN:], "Eerdere handelingen", lines=True)
    name, key = f"{visit.programme.id}-logboek.csv", "logboek-csv"
    offer_download("Download als CSV", lambda: acts_csv(acts, visit.programme), name, "text/csv", key)


def _forget_choices() -> None:
    set_choices(**dict.fromkeys((WHO, KIND, DOMAIN, FIRST, LAST), ""))


def offer_earlier_plan(visit: Visit) -> None:
    """A link to propose an earlier plan again, as a change that a second person accepts."""
    if not may_act(visit.programme, visit.actor, Action.SUBMIT):
        return
    plans = {plan.id: plan for plan in earlier_plans(visit.store, visit.programme, visit.actor)}
    if not plans:
        return
    with st.expander("Terug naar een eerder plan: stel deze versie opnieuw voor"):

        def label(number: int) -> str:
            names = join_words([visit.programme.domain(code).name for code in plans[number].domains if code])
            decided = plans[number].decided_at
            when = f", vastgesteld op {moment(decided)}" if decided else ""
            return f"Inzending {number}: {names}{when}"

        number = st.selectbox("Welk plan?", list(plans), format_func=label, key="logboek-opnieuw")
        st.caption("U zegt daarna waarom het plan verandert. Een tweede persoon stelt het vast.")
        address = {"opnieuw": str(number)}
        st.page_link("pages/deliver.py", label="Stel deze versie opnieuw voor", query_params=address)
