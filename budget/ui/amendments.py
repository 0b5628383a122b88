"""Why a plan changes, asked and shown; original, every amendment and the plan in force side by side."""

from __future__ import annotations

import streamlit as st

from budget.labels import day_short, euro, euro_change, plain
from budget.model.amended import AmendedLine, AmendedPlan, AmendmentStep
from budget.model.content import Amendment
from budget.model.handed_in import Origin
from budget.model.words import Cents
from budget.standing.decided import DECIDED, undecided_sentence
from budget.standing.moment import Standing
from budget.ui.figures import show_table
from budget.usecases.amend import list_amendment_words, list_uneven_words, uneven_shift
from budget.usecases.carry import list_carry_faults, list_carry_words
from budget.usecases.preview import Preview


def show_amendment(preview: Preview) -> None:
    """Why the file changes a plan in force; nothing when it says nothing."""
    if preview.amendment:
        st.write(plain(" ".join(list_amendment_words(preview.amendment))))
        show_uneven(preview, preview.amendment)
    show_carried(preview, preview.amendment)


def show_carried(preview: Preview, amendment: Amendment | None) -> None:
    """What goes to a later year, the rules that it meets, and the decision given or asked for."""
    told = [f"- {plain(text)}" for text in list_carry_words(preview, amendment, preview.allowed_by)]
    if told:
        is_wrong = list_carry_faults(preview, amendment)
        show = st.error if is_wrong else st.info
        title = "Dit plan neemt geld mee naar een later jaar" + (" tegen een regel in" if is_wrong else "")
        show("\n".join([f"**{title}.**", "", *told]))


def show_uneven(preview: Preview, amendment: Amendment | None) -> None:
    """What a shift within the domain leaves uneven."""
    uneven = uneven_shift(preview, amendment)
    if uneven:
        told = [f"- {plain(text)}" for text in list_uneven_words(uneven, preview.programme)]
        st.warning("\n".join(["**Deze verschuiving komt niet per bron en thema op nul uit.**", "", *told]))


def ask_amendment(preview: Preview, key: str) -> Amendment | None:
    """Where the change comes from, as typed; None until all is filled in, or when the file says it."""
    if not preview.amends or preview.amendment:
        return None
    origin = st.selectbox(
        "Waar komt de wijziging van het plan vandaan?", list(Origin), None, key=f"{key}-herkomst",
        placeholder="Kies een herkomst",
    )  # fmt: skip
    reason = st.text_input("Reden van de wijziging", key=f"{key}-reden")
    document = st.text_input(
        "Document waarin dit staat", key=f"{key}-document", placeholder="Bijvoorbeeld: raadsbesluit nr. 12"
    )
    if not (origin and reason.strip() and document.strip()):
        return None
    found = Amendment(Origin(origin), reason, document)
    show_uneven(preview, found)
    if found.origin is Origin.CARRIED:
        show_carried(preview, found)
    return found


def show_versions(standing: Standing, domain: str) -> None:
    """How the plan of a domain was changed, and who decided on each of its versions."""
    _show_amended(standing, domain)
    for plan in standing.decided(domain):
        st.header("Wie besloot over het plan?", anchor=False)
        st.write(plain(undecided_sentence(standing, domain)) or DECIDED)
        rows = [
            (f"Plan {s.version}" + (" (geldt nu)" if s.version == plan.version else ""),
             standing.programme.step_name(s.step), day_short(s.date), s.document or "–", s.remark or "–")
            for s in plan.steps
        ]  # fmt: skip
        if rows:
            show_table(("Plan", "Stap", "Datum", "Document", "Opmerking"), rows, "Stappen per plan")


def _show_amended(standing: Standing, domain: str) -> None:
    """The plan as it was, what each change did, and as it is; nothing without a change."""
    plan = standing.amended(domain)
    if plan is None or not plan.steps:
        return
    st.header("Hoe is het plan gewijzigd?", anchor=False)
    changed = [line for line in plan.lines if any(line.changes)]
    headers = ("Regel", "Oorspronkelijk", *(f"{_named(s)} {day_short(s.on)}" for s in plan.steps), "Nu")
    names = {source.code: source.name for source in standing.programme.sources}
    rows = [
        (f"{x.key.code} {x.activity} ({names.get(x.key.source, x.key.source)})", *_cells(x)) for x in changed
    ]
    rest = _rest(plan, changed)
    rows += [("Regels zonder wijziging", *_cells(rest))] if rest.original or rest.current else []
    rows.append(("Heel het domein", *_cells(plan.total)))
    show_table(headers, rows, f"Plan {plan.year}: oorspronkelijk, elke wijziging en nu", total=True)
    for step in plan.steps:
        words = " ".join(list_amendment_words(step.amendment)) or "De herkomst is niet opgegeven."
        st.caption(plain(f"{day_short(step.on)}: {words}"))


def _named(step: AmendmentStep) -> str:
    return step.origin[:1].upper() + step.origin[1:]


def _rest(plan: AmendedPlan, changed: list[AmendedLine]) -> AmendedLine:
    same = tuple(line for line in plan.lines if line not in changed)
    return AmendedPlan(plan.domain, plan.year, plan.first, plan.steps, same).total


def _cells(line: AmendedLine) -> tuple[str, ...]:
    changes = (euro_change(cents) if cents else "–" for cents in line.changes)
    return (_amount(line.original), *changes, _amount(line.current))


def _amount(cents: Cents | None) -> str:
    return "–" if cents is None else euro(cents)
