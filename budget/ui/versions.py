"""The versions of a meeting's snapshot: which one is in force, and corrections."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.labels import CODE_WORDS, day, escape_markdown, euro_exact
from budget.snapshot import decode_content
from budget.store.snapshots import Snapshot, newest_signed
from budget.ui.button_actions import is_done, rerun_from_top
from budget.ui.date_field import ask_day
from budget.ui.figures import show_table
from budget.ui.meetings import state_words, tick_missing
from budget.ui.visit import Visit
from budget.usecases import freeze as snapshot
from budget.usecases.freeze import Correction

ADDRESS = "versie"
SHOWN = 12
_NAMES = {code: word.capitalize() for word, code in CODE_WORDS.items()}


def choose_version(versions: list[Snapshot], counts: Snapshot) -> Snapshot:
    """The version in the URL; by default the one in force."""
    requested = st.query_params.get(ADDRESS, "")
    return next((v for v in versions if Correction(requested, "").names(v)), counts)


def show_versions(visit: Visit, versions: list[Snapshot], shown: Snapshot) -> None:
    """Notices about other versions than the one shown, links to them, and what a correction changed."""
    counts = newest_signed(versions) or shown
    concept = next((v for v in versions if not v.is_signed and v is not shown), None)
    if concept and shown == counts:
        st.info(f"Er is een correctie voorgesteld. Tot die is ondertekend, geldt {mark(shown)}.")
        _link(concept, "Bekijk de voorgestelde correctie")
    if shown.is_signed and shown != counts:
        st.warning(f"Dit is een eerdere versie. Zij is vervangen door {mark(counts)}.")
        _link(counts, "Naar de versie die nu geldt")
    if shown.replaces:
        _show_correction(shown)
    if len(versions) > 1:
        with st.expander(f"Alle {len(versions)} versies van deze momentopname"):
            for version in versions:
                _link(version, f"{mark(version)}. {state_words(visit, version)}")


def offer_correction(visit: Visit, version: Snapshot) -> None:
    """A form to propose a correction of the signed snapshot."""
    if not may_act(visit.programme, visit.actor, Action.FREEZE):
        return
    with st.expander("Klopt er iets niet? Stel een correctie voor"):
        st.write("Wat is ondertekend, verandert niet. Een correctie komt ernaast en zegt wat er niet klopte.")
        reason = st.text_input(
            "Wat klopte er niet? Dit staat ook in het openbare verslag: noem geen personen of leveranciers.",
            key="correctie-reden",
        )
        key = f"correctie-peildatum-{version.meeting}"
        as_of = ask_day("Peildatum van de correctie", key, version.as_of, last=version.meeting).day
        if as_of is None:
            return
        missing = visit.standing_on(as_of).missing_bookings()
        ticked = tick_missing(missing, as_of, f"correctie-{visit.person.id}")
        blocked = len(ticked) < len(missing)
        if st.button("Correctie voorstellen", disabled=blocked, key="correctie-voorstellen"):
            with st.spinner("De cijfers worden vastgezet..."):
                done = is_done(
                    lambda: snapshot.propose(
                        visit.store, visit.programme, version.meeting, as_of, visit.actor, visit.now,
                        Correction(version.sha256, reason), ticked,
                    )
                )  # fmt: skip
            if done:
                rerun_from_top("De correctie is voorgesteld.")


def mark(version: Snapshot) -> str:
    """The hash of a snapshot, shortened: `kenmerk 5f3a...`."""
    return f"kenmerk {version.sha256[:SHOWN]}"


def _show_correction(version: Snapshot) -> None:
    replacement = decode_content(version.content).replaces
    if replacement is None:
        return
    st.warning(
        escape_markdown(
            f"Dit is een correctie van kenmerk {replacement.sha256[:SHOWN]}. Reden: {replacement.reason}"
        )
    )
    rows = [
        (d.name, _NAMES[d.measure], euro_exact(d.was), euro_exact(d.now)) for d in replacement.differences
    ]
    if rows:
        with st.expander(f"{len(rows)} bedragen zijn anders dan in de vorige versie"):
            show_table(("Waar", "Wat", "Was", "Is nu"), rows, f"Stand {day(version.as_of)}")
    else:
        st.caption("De bedragen per domein zijn dezelfde gebleven.")


def _link(version: Snapshot, label: str) -> None:
    query = {"vergadering": version.meeting.isoformat(), ADDRESS: version.sha256[:SHOWN]}
    st.page_link("pages/board.py", label=escape_markdown(label), query_params=query, width="stretch")
