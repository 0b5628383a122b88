"""The Streamlit entry point: page settings, then the frame with its navigation."""

from typing import Literal

import streamlit as st

from budget.access import Action
from budget.model.words import Role
from budget.ui.acceptance import count_waiting
from budget.ui.country import is_shared
from budget.ui.frame import may_do, may_have_tasks, run_frame
from budget.ui.start import show_start
from budget.ui.visit import Visit

st.set_page_config(page_icon="📊", layout="wide", initial_sidebar_state="collapsed")


def navigate(visit: Visit) -> st.Page:
    """The page for the address."""
    waiting = count_waiting(visit)
    accept = f"Vaststellen ({waiting})" if waiting else "Vaststellen"
    own = "Mijn taken" if visit.person.role is not Role.BOARD else "Om te lezen"
    view: Literal["visible", "hidden"] = "visible" if may_do(visit, Action.VIEW) else "hidden"
    shared: Literal["visible", "hidden"] = view if is_shared() else "hidden"
    return st.navigation(
        [
            st.Page(
                "pages/tasks.py",
                title=own,
                url_path="mijn-taken",
                visibility="visible" if may_have_tasks(visit) else "hidden",
            ),
            st.Page(
                "pages/overview.py", title="Overzicht", url_path="overzicht", default=True, visibility=view
            ),
            st.Page("pages/domain.py", title="Opgavedomeinen", url_path="opgavedomein", visibility=view),
            st.Page("pages/insight.py", title="Verdieping", url_path="verdieping", visibility=view),
            st.Page("pages/board.py", title="Bestuur", url_path="bestuur", visibility=view),
            st.Page(
                "pages/deliver.py",
                title="Aanleveren",
                url_path="aanleveren",
                visibility="visible" if may_do(visit, Action.CHECK) else "hidden",
            ),
            st.Page(
                "pages/accept.py",
                title=accept,
                url_path="vaststellen",
                visibility="visible" if may_do(visit, Action.REVIEW) else "hidden",
            ),
            st.Page(
                "pages/logbook.py",
                title="Logboek",
                url_path="logboek",
                visibility="visible" if may_do(visit, Action.LOG) else "hidden",
            ),
            st.Page(
                "pages/programme.py",
                title="Beheer",
                url_path="beheer",
                visibility="visible" if may_do(visit, Action.PROPOSE_PROGRAMME) else "hidden",
            ),
            st.Page("pages/country.py", title="Landelijk", url_path="landelijk", visibility=shared),
            st.Page("pages/search.py", title="Zoeken", url_path="zoeken", visibility=view),
            st.Page("pages/proof.py", title="Klopt dit?", url_path="klopt-dit", visibility="hidden"),
            st.Page("pages/reconcile.py", title="Aansluiting", url_path="aansluiting", visibility="hidden"),
            st.Page("pages/years.py", title="Meerjarenbeeld", url_path="meerjarenbeeld", visibility="hidden"),
            st.Page("pages/close.py", title="Jaarafsluiting", url_path="jaarafsluiting", visibility="hidden"),
            st.Page("pages/notices.py", title="Meldingen", url_path="meldingen", visibility="hidden"),
            st.Page("pages/forecast.py", title="Prognose", url_path="prognose", visibility="hidden"),
        ],
        position="top",
    )


run_frame(navigate, show_start)
