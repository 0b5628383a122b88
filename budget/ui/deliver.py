"""Submitting a workbook: choose, check, see what changes, submit; and workbooks to start from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from budget.access import Action, may_act
from budget.intake.output.template import blank_template, write_workbook
from budget.labels import escape_markdown, join_words
from budget.model.capacities import may
from budget.model.content import Amendment, CheckedFile, Content, ControlTotal, MoveDecision
from budget.model.words import BudgetError
from budget.ui.address import set_choices
from budget.ui.amendments import ask_amendment
from budget.ui.browser import store_value, stored_value
from budget.ui.button_actions import is_done
from budget.ui.control_totals import ask_control
from budget.ui.downloads import offer_workbook
from budget.ui.mapping import is_only_unknown, offer_mapping, own_mapping
from budget.ui.moves import ask_decision, is_begun
from budget.ui.review import show_checked, show_preview, show_sheets
from budget.ui.review_ledger import confirm_corrections
from budget.ui.visit import Visit
from budget.usecases import deliver as delivery
from budget.usecases.amend import uneven_shift
from budget.usecases.carry import list_carry_faults, needs_decision
from budget.usecases.control_totals import totals_by_kind
from budget.usecases.plan_proposals import earlier_plan_workbook
from budget.usecases.preview import Preview
from budget.usecases.reconcile import may_reconcile

HALFWAY, LOST = "halfweg", "kwijt"
"""Keys of the chosen but unsubmitted file, in session and browser, and of the last lost one."""
AGAIN, MOST_DIGITS = "opnieuw", 10
"""In the URL: the number of an accepted submission whose plan is proposed again."""


def may_check(visit: Visit) -> bool:
    """Whether the user may have a file checked here."""
    return may_act(visit.programme, visit.actor, Action.CHECK)


def show_upload(
    visit: Visit,
    typed: Callable[[Visit], tuple[str, bytes] | None],
    tell_owed: Callable[[Visit], None],
) -> None:
    """The steps; nothing is stored before the last one.

    `typed` asks for rows instead of a file. `tell_owed` says what is expected, while there is no file yet.
    """
    if not may_check(visit):
        others = [person.name for person in visit.programme.people if may(person, Action.CHECK)]
        st.info(escape_markdown(f"U kunt geen bestand aanleveren. Dat kan wel: {join_words(others)}."))
        return
    st.header("1. Kies een bestand", anchor=False)
    chosen = st.file_uploader(
        "Excel, ODS of CSV met een plan, boekingen, voortgang, partnerbijdragen of besluiten",
        key=f"bestand-{st.session_state.get('ingediend', 0)}-{st.session_state.get(LOST, '')}",
        on_change=_forget,
        # Of any type: the check says in a sentence what is wrong with another, where the browser would not.
        help="Wij herkennen de bladen aan hun kolomkoppen. De naam van het bestand maakt niet uit.",
    )
    _show_lost_file(chosen.name if chosen else "")
    _show_submitted()
    file = (chosen.name, chosen.getvalue()) if chosen else _earlier_plan(visit) or typed(visit)
    if file is None:
        tell_owed(visit)
        st.caption("Er wordt niets opgeslagen voordat u op Indienen klikt.")
        return
    name, data = file
    checked = _check(visit, name, data)
    _show_check(visit, checked, data)
    if checked.content is not None:
        _show_changes(visit, checked, checked.content, data)


def _show_check(visit: Visit, checked: CheckedFile, data: bytes) -> None:
    """The second step: what was read, what is wrong, and a mapping for other columns."""
    st.header("2. Controle", anchor=False)
    is_unknown = is_only_unknown(visit, checked, data)
    show_checked(checked, is_unknown=is_unknown)
    if not is_unknown:
        if any(finding.sheet for finding in checked.findings):
            _offer_marked(visit, checked, data)
        show_sheets(checked)
    offer_mapping(visit, checked, data)


def _show_changes(visit: Visit, checked: CheckedFile, content: Content, data: bytes) -> None:
    """The last steps: what the file changes, its total in the own system, and the button to submit it."""
    st.header("3. Wat verandert er?", anchor=False)
    try:
        preview = delivery.preview(visit.store, visit.programme, visit.actor, content)
    except BudgetError as error:
        st.error(escape_markdown(str(error)))
        return
    refusal = delivery.why_not_submit(
        visit.store, visit.programme, checked.sha256, content, preview, visit.actor
    )
    if refusal:
        st.info("\n\n".join(map(escape_markdown, refusal.splitlines())))
    show_preview(preview, visit.programme)
    only_total = preview.is_empty and may_reconcile(visit.store, visit.programme, visit.actor, content)
    if only_total:
        st.write("Het totaal van uw eigen systeem ontbreekt nog. Dat kunt u hier wel indienen.")
    if (only_total or not preview.is_empty) and not refusal:
        if totals_by_kind(checked):
            st.header("4. Aansluiting", anchor=False)
        control, may_submit = ask_control(checked, "indienen")
        may_submit = may_submit and bool(control or not only_total)
        st.header(f"{5 if totals_by_kind(checked) else 4}. Indienen", anchor=False)
        _offer_submit(visit, checked, data, preview, control if may_submit else None)


def _earlier_plan(visit: Visit) -> tuple[str, bytes] | None:
    """The earlier plan that the URL asks for, as a file; None without one."""
    number_text = st.query_params.get(AGAIN, "")
    if not (number_text.isascii() and number_text.isdigit() and len(number_text) < MOST_DIGITS):
        return None
    st.info(
        f"Dit is het plan van inzending {number_text}. U stelt het opnieuw voor; een tweede persoon beslist."
    )
    st.button("Toch niet", key="opnieuw-niet", on_click=set_choices, kwargs={AGAIN: ""})
    try:
        return earlier_plan_workbook(visit.store, visit.programme, visit.actor, int(number_text))
    except BudgetError as error:
        st.error(escape_markdown(str(error)))
        return None


def _forget() -> None:
    """Forget the file after the user chose or removed it: nothing was lost."""
    st.session_state[HALFWAY] = ""


def _show_lost_file(file_name: str) -> None:
    """Report the chosen file that is gone: after a restart, a reload, or a visit to another page."""
    halfway = st.session_state.setdefault(HALFWAY, stored_value(HALFWAY))
    if file_name:
        st.session_state[HALFWAY] = file_name
    elif halfway and st.session_state.get(LOST) != halfway:
        # A new field: the old one would still name the file.
        st.session_state[LOST] = halfway
        st.rerun()
    # Always drawn first, at a fixed place: a component that moved would leave the old one active.
    store_value(HALFWAY, file_name or halfway)
    if halfway and not file_name:
        st.warning(
            escape_markdown(
                f"Uw bestand {halfway} is niet meer hier. Er is niets van opgeslagen. Kies het opnieuw."
            )
        )


def show_downloads(visit: Visit) -> None:
    """The blank template, and the plan in force of a domain as a workbook."""
    programme = visit.programme
    offer_workbook(
        "Leeg sjabloon met alle bladen",
        lambda: blank_template(programme),
        f"{programme.id}-sjabloon.xlsx",
        "sjabloon",
    )
    codes = [domain.code for domain in programme.domains]
    own = visit.person.domains[0] if visit.person.domains else codes[0]
    code = st.selectbox(
        "Geldend plan van",
        codes,
        codes.index(own),
        key=f"plan-van-{visit.person.id}",
        format_func=lambda code: programme.domain(code).name,
    )
    content = delivery.plan_in_force(visit.store, programme, visit.actor, code)
    if not content.plan:
        st.caption("Voor dit domein is nog geen plan vastgesteld.")
        return
    name = programme.domain(code).name
    offer_workbook(
        "Download dit plan",
        lambda: write_workbook(content, programme, f"Geldend bestedingsplan {name}"),
        f"{programme.id}-{code.lower()}-plan.xlsx",
        "geldend-plan",
    )


def _check(visit: Visit, name: str, data: bytes) -> CheckedFile:
    """The outcome of the check, cached across reruns while neither file, mapping nor data change."""
    digest = hashlib.sha256(data).hexdigest()
    own = own_mapping(digest)
    key = (digest, name, own, visit.change)
    cached = st.session_state.get("controle")
    if cached and cached[0] == key:
        return cached[1]
    bar = st.progress(0.0, "Het bestand wordt gelezen...")

    def show_progress(done: float, text: str) -> None:
        bar.progress(done, text)

    checked = delivery.check(visit.store, visit.programme, visit.actor, name, data, show_progress, own)
    bar.empty()
    st.session_state["controle"] = (key, checked)
    return checked


def _offer_marked(visit: Visit, checked: CheckedFile, data: bytes) -> None:
    """The user's own workbook with every finding in its cell."""
    offer_workbook(
        "Download uw bestand met de bevindingen gemarkeerd",
        lambda: delivery.mark(visit.store, visit.programme, visit.actor, checked, data)[1],
        delivery.marked_name(checked.file),
        "gemarkeerd",
    )
    st.caption(
        "Herstel de gekleurde cellen in dit bestand. Staan er formules in? Bewaar het dan eerst vanuit Excel."
    )


def _offer_submit(
    visit: Visit,
    checked: CheckedFile,
    data: bytes,
    preview: Preview,
    control: tuple[ControlTotal, ...] | None,
) -> None:
    """The submit button and what must be confirmed; `control` is None while the file does not reconcile."""
    confirmed = confirm_corrections(preview, visit.programme, f"correcties-{checked.sha256}")
    amendment = ask_amendment(preview, f"wijziging-{checked.sha256}")
    uneven = uneven_shift(preview, amendment or preview.amendment)
    carries = needs_decision(preview, amendment or preview.amendment)
    asks = bool((preview.moves or uneven or carries) and not preview.allowed_by)
    may_name = bool(preview.moves or preview.one_sided or uneven or carries) and not preview.allowed_by
    typed = f"schuiven-{checked.sha256}"
    decision = ask_decision(visit.today, typed, may_be_empty=not asks) if may_name else None
    is_half = decision is None and is_begun(typed)
    needed = {
        "de bevestiging dat het klopt": bool(preview.corrections) and not confirmed,
        "een totaal dat aansluit": control is None,
        "waar de wijziging vandaan komt, de reden en het document": bool(
            preview.amends and not (amendment or preview.amendment)
        ),
        "het besluit en de datum ervan": (asks and decision is None) or is_half,
        "een plan dat de regels voor meenemen volgt": bool(
            list_carry_faults(preview, amendment or preview.amendment)
        ),
    }
    lacking = [words for words, is_lacking in needed.items() if is_lacking]
    if lacking:
        st.caption(f"Voor het indienen is nog nodig: {join_words(lacking)}.")
    if st.button("Indienen", type="primary", key="indienen", disabled=bool(lacking)):
        _submit(visit, checked, data, confirmed, control or (), decision, amendment)
    st.caption(
        "Na het indienen telt het bestand nog niet mee. Eerst moet een tweede persoon het vaststellen."
    )


def _submit(
    visit: Visit,
    checked: CheckedFile,
    data: bytes,
    confirmed: str,
    control: tuple[ControlTotal, ...],
    decision: MoveDecision | None,
    amendment: Amendment | None,
) -> None:
    def hand_in() -> None:
        who, now = visit.actor, visit.now
        done = delivery.submit(
            visit.store,
            visit.programme,
            checked,
            data,
            who,
            now,
            confirmed,
            decision=decision,
            control=control,
            amendment=amendment,
        )
        st.session_state["ingediend"] = done.id
        st.session_state[HALFWAY] = ""
        st.session_state.pop("controle", None)
        set_choices(**{AGAIN: ""})

    if is_done(hand_in):
        st.rerun()


def _show_submitted() -> None:
    number = st.session_state.get("ingediend")
    if number:
        st.success(f"Inzending {number} is ingediend en wacht op een tweede persoon.")
        st.page_link(
            "pages/accept.py", label=f"Bekijk inzending {number}", query_params={"inzending": str(number)}
        )
