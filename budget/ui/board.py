"""A snapshot on its page: propose, sign, withdraw, read and download it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from budget.access import Action, FirstAct, may_act, may_second
from budget.charts.pace import PaceChart
from budget.charts.plotly import draw_pace
from budget.export.registry import FORMATS
from budget.insight.diff.free_room import Bridge
from budget.labels import day, day_short, escape_markdown, euro_short, join_words
from budget.model.capacities import may
from budget.model.programme import Meeting
from budget.model.urgency import by_urgency
from budget.snapshot import Content, decode_content
from budget.snapshot.change_sentences import free_change_sentence
from budget.snapshot.question_words import answered_questions_in_words
from budget.standing.sentences import change_words
from budget.store.snapshots import Snapshot
from budget.ui.button_actions import is_done, rerun_from_top
from budget.ui.changes import show_lag
from budget.ui.charts import show_figure
from budget.ui.date_field import ask_day
from budget.ui.domain_rows import show_frozen_rows
from budget.ui.downloads import offer_download
from budget.ui.figures import (
    Frozen,
    is_dark,
    show_bridge,
    show_key_figures,
    show_measures,
    show_table,
)
from budget.ui.glossary import Glossary
from budget.ui.meetings import state_words, tick_missing
from budget.ui.navigation import reading_of
from budget.ui.questions import questions_heading, questions_html, show_answered_questions
from budget.ui.visit import Visit
from budget.usecases import freeze as snapshot
from budget.usecases.signed_snapshots import as_signed

TAB = "bij"
TABS = ("In de schijnwerper", "Agenda", "Wat is er veranderd?", "Besluiten en acties", "Alle cijfers")


def offer_freeze(visit: Visit, meeting: Meeting) -> None:
    """A form to propose a snapshot at a reference date."""
    if not may_act(visit.programme, visit.actor, Action.FREEZE):
        _show_who_may(visit, Action.FREEZE, "een momentopname voorstellen")
        return
    with st.container(border=True, key="voorstel"):
        key = f"peildatum-{meeting.date}"
        as_of = ask_day("Peildatum van de momentopname", key, meeting.as_of, last=meeting.date).day
        if as_of is None:
            return
        if as_of > visit.today:
            st.info(
                escape_markdown(
                    f"{day(as_of)} is nog niet voorbij. Stel pas voor als alle boekingen er zijn."
                )
            )
        standing = visit.standing_on(as_of)
        show_lag(standing, names_missing=False)
        missing = standing.missing_bookings()
        ticked = tick_missing(missing, as_of, f"voorstel-{visit.person.id}")
        blocked = len(ticked) < len(missing)
        if st.button("Momentopname voorstellen", type="primary", disabled=blocked, key="voorstellen"):
            with st.spinner("De cijfers worden vastgezet..."):
                done = is_done(
                    lambda: snapshot.propose(
                        visit.store, visit.programme, meeting.date, as_of, visit.actor, visit.now,
                        missing=ticked,
                    )
                )  # fmt: skip
            if done:
                rerun_from_top("De momentopname is voorgesteld.")


def offer_signature(visit: Visit, concept: Snapshot) -> None:
    """Buttons to sign as the second person, and to withdraw the draft."""
    key = f"gelezen-{concept.meeting}"
    read = st.session_state.get(key, concept.sha256)
    st.session_state[key] = concept.sha256
    first = FirstAct(concept.proposed_by, concept.proposed_at, Action.FREEZE)
    allowed = may_second(visit.programme, visit.actor, Action.SIGN, first)
    others = [p.name for p in visit.programme.people if may(p, Action.SIGN) and p.id != concept.proposed_by]
    who_may = ("" if allowed else " of ".join(others)) or "Een tweede persoon"
    st.warning(escape_markdown(f"Dit is een concept. {who_may} moet ondertekenen. Tot dan telt het niet."))
    missing = snapshot.missing_in(concept)
    key = f"tekenen-{concept.sha256[:12]}-{visit.person.id}"
    ticked = tick_missing(missing, concept.as_of, key) if allowed else ()
    place = st.container(horizontal=True)
    blocked = len(ticked) < len(missing)
    store, programme, who = visit.store, visit.programme, visit.actor
    if (
        allowed
        and place.button("Ondertekenen", type="primary", disabled=blocked, key="ondertekenen")
        and is_done(lambda: snapshot.sign(store, programme, concept.meeting, who, visit.now, read, ticked))
    ):
        rerun_from_top(f"De {'correctie' if concept.replaces else 'momentopname'} is ondertekend en telt nu.")
    if not may_act(visit.programme, visit.actor, Action.FREEZE):
        return
    with place.popover("Concept intrekken", key="intrekken"):
        reason = st.text_input("Waarom trekt u het in?", key="intrekken-reden")
        if st.button("Intrekken", key="intrekken-nu") and is_done(
            lambda: snapshot.withdraw(store, programme, concept.meeting, who, reason, visit.now)
        ):
            st.rerun()


def show_snapshot(
    visit: Visit,
    meeting_snapshot: Snapshot,
    all_snapshots: Sequence[Snapshot],
    show_agenda: Callable[[], None],
) -> None:
    """Page 1 of the report as a screen, from the frozen figures only: questions first, the rest in tabs.

    `all_snapshots` of the programme give the depletion at earlier meetings; `show_agenda` fills a tab.
    """
    content = decode_content(meeting_snapshot.content)
    first, signals, *sentences = content.sentences
    words = Glossary(content.terms)
    frozen = Frozen(meeting_snapshot.as_of, content.year, meeting_snapshot.sha256, content.hides_silent)
    with st.container(key="kop", gap="small"):
        st.header(escape_markdown(first), anchor=False, help=words.help(first))
        if questions := questions_html(content, words):
            st.header(
                escape_markdown(questions_heading(meeting_snapshot.meeting, visit.today, "het bestuur")),
                anchor=False,
            )
            st.html(questions)
        st.html(f"<div>{words.html(signals)}</div>")
    with st.container(key="rijen", gap=None):
        show_frozen_rows(content, frozen, all_snapshots, words)
    state, mark = state_words(visit, meeting_snapshot), meeting_snapshot.sha256[:12]
    st.caption(f"Stand op {day(meeting_snapshot.as_of)}. {state}. Kenmerk {mark}.")
    offer_report(visit, meeting_snapshot)
    spotlight, agenda, changes, agreed, figures = st.tabs(TABS, key=TAB, bind="query-params")
    with spotlight:
        _show_spotlight(content)
    with agenda:
        show_agenda()
    with changes:
        _show_difference(content, meeting_snapshot)
    with agreed:
        _show_decided(content)
        _show_actions(content)
    with figures:
        st.html("".join(f"<div>{words.html(sentence)}</div>" for sentence in sentences))
        show_key_figures(content.total.measures, facts=frozen)
        rows = (*by_urgency(content.domains), content.total)
        show_measures(rows, "Opgavedomeinen en het hele programma", frozen)


def _show_decided(content: Content) -> None:
    """The follow-up of earlier decisions."""
    if decided := answered_questions_in_words(content):
        st.header("Wat kwam er van de besluiten?", anchor=False)
        show_answered_questions(decided)


def offer_report(visit: Visit, meeting_snapshot: Snapshot) -> None:
    """The reading view, and a download button per format; a file is made on request."""
    with st.container(key="verslag", horizontal=True, vertical_alignment="center"):
        _offer_format(visit, meeting_snapshot, "pdf", is_first=True)
        label = "Lees bladzijde 1 als een scherm"
        st.page_link("pages/board.py", label=label, query_params=reading_of(meeting_snapshot.meeting))
    with st.expander("Andere vormen: presentatie, rekenblad, webpagina, open data"):
        for name in FORMATS:
            if name != "pdf":
                _offer_format(visit, meeting_snapshot, name)


def _offer_format(visit: Visit, meeting_snapshot: Snapshot, name: str, is_first: bool = False) -> None:
    form = FORMATS[name]
    offer_download(
        f"Download als {form.title}",
        lambda: form.write(
            *as_signed(visit.store, visit.programme, visit.actor, meeting_snapshot, form.is_public)
        ),
        form.file_name(visit.programme.id, meeting_snapshot.meeting),
        form.media_type,
        f"rapport-{name}",
        "primary" if is_first else "secondary",
    )


def _show_spotlight(content: Content) -> None:
    code = content.meeting.spotlight
    if code in content.pace:
        chart = PaceChart.of(content.pace[code])
        question = f"In de schijnwerper: {chart.name}. Hoe snel gaat het?"
        show_figure(chart, draw_pace(chart, is_dark()), content.programme, question, "moment-domein")


def _show_difference(content: Content, meeting_snapshot: Snapshot) -> None:
    changes = content.changes
    st.header("Wat is er veranderd?", anchor=False)
    if not changes:
        st.write("Er is in dit jaar geen eerdere stand om mee te vergelijken.")
        return
    steps, as_of = changes.total, changes.since.as_of
    total = Bridge(steps.before, steps.effects[0], steps.bookings, steps.commitments)
    sentences = changes.sentences or (free_change_sentence(steps, changes.since),)
    for sentence in (*sentences, *content.decision_sentences):
        st.write(escape_markdown(sentence))
    show_bridge(total, f"op {day(as_of)}", f"op {day(meeting_snapshot.as_of)}")
    with st.expander(f"Alle {len(changes.items)} wijzigingen"):
        rows = [
            (f"{i.code} {i.activity}".strip() or "niet in plan", change_words(i.kind),
             euro_short(i.cents), f"{i.submission}: {i.file}", i.submitted_by, i.accepted_by)
            for i in changes.items
        ]  # fmt: skip
        headers = ("Regel", "Wat", "Bedrag", "Inzending", "Ingediend door", "Vastgesteld door")
        if rows:
            show_table(headers, rows, "Alle wijzigingen")


def _show_actions(content: Content) -> None:
    st.header("Welke acties zijn afgesproken?", anchor=False)
    if not content.actions:
        st.write("Er zijn geen acties afgesproken.")
        return
    rows = [
        (a.text, a.owner, day_short(a.due), a.outcome or ("Te laat" if a.overdue else "Loopt"))
        for a in content.actions
    ]
    show_table(("Actie", "Wie", "Uiterlijk", "Stand"), rows, "Acties om bij te sturen")


def _show_who_may(visit: Visit, action: Action, words: str) -> None:
    others = [p.name for p in visit.programme.people if may(p, action)]
    st.info(escape_markdown(f"U kunt niet {words}. Dat kan wel: {join_words(others)}."))
