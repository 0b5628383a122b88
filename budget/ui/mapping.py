"""Reading a sheet with other columns during submission, and proposing that mapping for reuse."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from budget.intake.mapping.layout import Layout
from budget.model.content import CheckedFile
from budget.model.words import BudgetError, Level
from budget.ui.button_actions import is_done
from budget.ui.control_totals import ask_control, carry_over
from budget.ui.mapping_form import MAPPABLE, UNREAD, ask_mapping, may_be_mapped
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery
from budget.usecases import map_layouts as mapping

_OWN = "koppeling-eigen"


def is_only_unknown(visit: Visit, checked: CheckedFile, data: bytes) -> bool:
    """Whether a file only fails on unknown columns, and we can propose how to read it."""
    wrong = {finding.code for finding in checked.findings if finding.level is Level.ERROR}
    if checked.accepted or not wrong <= UNREAD | MAPPABLE or not may_be_mapped(checked):
        return False
    with suppress(BudgetError):
        return bool(_draft(visit, checked, data))
    return False


def offer_mapping(visit: Visit, checked: CheckedFile, data: bytes) -> None:
    """For a file with sheets that were not understood: read it by assigning its columns."""
    if not may_be_mapped(checked):
        return
    is_open = not checked.accepted
    with st.expander("Heeft uw bestand andere kolommen? Wijs aan wat wat is", expanded=is_open):
        drafts: list[tuple[Layout, ...]] = []
        if not is_done(lambda: drafts.append(_draft(visit, checked, data))):
            return
        (draft,) = drafts
        result = ask_mapping(draft, checked.sha256, lambda text: _read(visit, checked, data, text))
        if result and result[0].accepted:
            _offer_to_keep(visit, *result)


def own_mapping(sha256: str) -> tuple[str, ...]:
    """The mapping that this person just proposed with this file, which applies before it is accepted."""
    cached: tuple[str, str] | None = st.session_state.get(_OWN)
    return (cached[1],) if cached and cached[0] == sha256 else ()


def _draft(visit: Visit, checked: CheckedFile, data: bytes) -> tuple[Layout, ...]:
    """Our proposal for this file, cached. Raises BudgetError when there is nothing to propose."""
    cached: tuple[str, tuple[Layout, ...]] | None = st.session_state.get("koppeling-voorstel")
    if cached and cached[0] == checked.sha256:
        return cached[1]
    with st.spinner("De kolommen worden bekeken..."):
        drafts = mapping.draft_mapping(visit.store, visit.programme, visit.actor, checked.file, data)
    st.session_state["koppeling-voorstel"] = (checked.sha256, drafts)
    return drafts


def _read(visit: Visit, checked: CheckedFile, data: bytes, text: str) -> CheckedFile:
    """The file as read with a mapping, cached while neither changes."""
    key = (checked.sha256, text, visit.change)
    cached: tuple[tuple[object, ...], CheckedFile] | None = st.session_state.get("koppeling-gelezen")
    if cached and cached[0] == key:
        return cached[1]
    with st.spinner("Het bestand wordt gelezen..."):
        rechecked = delivery.check(
            visit.store, visit.programme, visit.actor, checked.file, data, mappings=(text,)
        )
    st.session_state["koppeling-gelezen"] = (key, rechecked)
    return rechecked


def _offer_to_keep(visit: Visit, checked: CheckedFile, text: str) -> None:
    """The total of the own system, and the button that proposes the mapping to another person."""
    control, may_keep = ask_control(checked, "koppeling")
    st.caption(
        "Sluit het totaal aan? Leg de koppeling dan voor aan een ander. Dit bestand kunt u nu al indienen. "
        "Na een akkoord geldt de koppeling ook de volgende keer."
    )
    store, programme, who, now = visit.store, visit.programme, visit.actor, visit.now
    if st.button(
        "Leg deze koppeling voor", type="primary", key="koppeling-bewaar", disabled=not may_keep
    ) and is_done(lambda: mapping.propose(store, programme, text, who, now, checked, control)):
        st.session_state[_OWN] = (checked.sha256, text)
        carry_over(checked, "koppeling", "indienen")
        st.rerun()
