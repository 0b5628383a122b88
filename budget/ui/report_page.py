"""Page 1 of the report as a screen without navigation, its terms explained on tap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

import streamlit as st

from budget.labels import day, escape_markdown
from budget.model.programme import Meeting
from budget.model.urgency import by_urgency
from budget.page_scripts import FULL_SCREEN
from budget.snapshot import Content, decode_content
from budget.snapshot.chain import snapshots_in_force
from budget.snapshot.content import ProgrammeIdentity
from budget.snapshot.question_words import AnsweredQuestionWords, answered_questions_in_words
from budget.store.snapshots import Snapshot
from budget.ui.domain_rows import show_frozen_rows
from budget.ui.figures import Frozen, show_measures
from budget.ui.glossary import Glossary
from budget.ui.meetings import state_words
from budget.ui.navigation import READING, reading_of
from budget.ui.questions import questions_heading, questions_html
from budget.ui.visit import Visit

_ALONE = """<style>
header[data-testid=stHeader],[data-testid=stSidebar],.st-key-keuzes,
.head .programme,.head .scope{display:none}
.stMainBlockContainer{padding-top:1rem}
</style>"""
_STYLE = """<style>
.stMainBlockContainer{max-width:68rem}
.st-key-blad h1{padding:0!important}.st-key-blad h2{padding:.5rem 0 .1rem!important}
.st-key-blad>[data-testid=stElementContainer] [data-testid=stMarkdownContainer]{margin:0}
.lezen{line-height:1.4}
.st-key-blad .st-key-rijen{margin-top:.4rem}.lezen .zin{margin:.3rem 0}.lezen .stand{font-size:1.05rem}
.lezen .concept{border:2px solid currentColor;border-radius:.4rem;padding:.4rem .7rem;font-weight:700}
.lezen p.klein,.lezen .bij{font-size:.85rem;margin:0;line-height:1.35}
.lezen details.verder summary{cursor:pointer;text-decoration:underline;text-underline-offset:.2em;
 padding:.3rem 0}
@media print{.lezen details.verder summary{display:none}
 .lezen details.verder::details-content{content-visibility:visible;display:block}}
.st-key-lezen-knoppen{border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}
.lezen-scherm{font:inherit;min-height:2.75rem;padding:.2rem .8rem;border:1px solid currentColor;
 border-radius:.4rem;background:transparent;color:inherit;cursor:pointer}
.lezen-scherm:focus-visible{outline:3px solid #FF9100;outline-offset:2px}
.st-key-lezen-knoppen [data-testid=stPageLink] a{min-height:2.75rem}
.st-key-verder-kijken{row-gap:0!important}
@media (max-width:640px){.lezen .stand{font-size:1rem}
 .st-key-lezen-knoppen{gap:.4rem}.lezen-scherm{font-size:.9rem;padding:.2rem .5rem}
}
:fullscreen{overflow:auto}
</style>"""
_SCREEN = f"""<button type="button" class="lezen-scherm">Volledig scherm</button>
<script>{FULL_SCREEN}</script>"""


def is_asked() -> bool:
    """Whether the URL asks for the reading view of page 1."""
    return st.query_params.get(READING) == "1"


def show_first_page(visit: Visit, meetings: Sequence[Meeting], all_snapshots: Sequence[Snapshot]) -> None:
    """The snapshot in force for the meeting in the URL; by default the last signed one."""
    snapshots = snapshots_in_force(all_snapshots)
    st.html(_STYLE + _ALONE)
    days = [meeting.date for meeting in meetings if meeting.date in snapshots]
    requested = st.query_params.get("vergadering", "")
    day = next((d for d in days if d.isoformat() == requested), None)
    signed = [d for d in days if snapshots[d].is_signed]
    if day is None and (requested or not days):
        st.title("Voor deze vergadering is er nog niets te lezen", anchor=False)
        st.page_link("pages/board.py", label="Naar Bestuur")
        return
    day = day or (signed or days)[-1]
    _show_buttons(days, day)
    _show_page(visit, snapshots[day], all_snapshots)


def show_next_page(visit: Visit, meetings: Sequence[Meeting], all_snapshots: Sequence[Snapshot]) -> None:
    """Page 1 for the next meeting inside the frame; until that exists the last signed one, and says so."""
    snapshots = snapshots_in_force(all_snapshots)
    st.html(_STYLE)
    coming = next((m.date for m in meetings if m.date >= visit.today), None)
    signed = [m.date for m in meetings if m.date in snapshots and snapshots[m.date].is_signed]
    meeting = coming if coming in snapshots else next(reversed(signed), None)
    if coming and coming not in snapshots:
        last = f"Dit is de stand voor het overleg van {day(meeting)}. " if meeting else ""
        with st.container(key="verder-kijken", horizontal=True, vertical_alignment="center", gap="small"):
            none_yet = f"{last}Voor {day(coming)} is er nog geen."
            st.html(f'<div class="lezen"><p class="klein">{escape(none_yet)}</p></div>', width="content")
            st.page_link("pages/overview.py", label="Bekijk de lopende stand")
    if meeting is None:
        st.title("Er is nog niets te lezen", anchor=False)
        st.write("Hier staat de stand voor het overleg zodra twee personen die hebben vastgesteld.")
        return
    name = f"{visit.programme.name}. {visit.programme.board} van {day(meeting)}."
    _show_page(
        visit, snapshots[meeting], all_snapshots, above=(name, visit.programme.scope, visit.programme.notice)
    )


def _show_buttons(days: list[date], meeting: date) -> None:
    at = days.index(meeting)
    with st.container(key="lezen-knoppen", horizontal=True, vertical_alignment="center"):
        if at > 0:
            _link(f"← {day(days[at - 1])}", days[at - 1])
        if at < len(days) - 1:
            _link(f"{day(days[at + 1])} →", days[at + 1])
        st.page_link("pages/board.py", label="Sluiten", query_params={"vergadering": meeting.isoformat()})
        st.html(_SCREEN, width="content", unsafe_allow_javascript=True)


def _show_page(
    visit: Visit, snapshot: Snapshot, all_snapshots: Sequence[Snapshot], above: Sequence[str] = ()
) -> None:
    """Page 1: state, questions with their deadline, problems; then the rest, mostly folded.

    Texts that the frame shows `above` it are left out.
    """
    content = decode_content(snapshot.content)
    first, signals, *further = content.sentences
    words = Glossary(content.terms)
    frozen = Frozen(snapshot.as_of, content.year, snapshot.sha256, content.hides_silent)
    with st.container(key="blad", gap="xxsmall"):
        st.title(escape_markdown(first), anchor=False, help=words.help(first))
        if top := _top(snapshot, content.programme, above):
            _html(top)
        _show_questions(content, words, visit.today)
        _html(f'<div class="stand">{words.html(signals)}</div>')
        with st.container(key="rijen", gap=None):
            show_frozen_rows(content, frozen, all_snapshots, words)
        proof = (
            f"Stand op {day(snapshot.as_of)}. {state_words(visit, snapshot)}. Kenmerk {snapshot.sha256[:12]}."
        )
        _html(f'<p class="klein">{escape(proof)}</p>')
        with st.expander("Klopt dit? Kies een bedrag om te zien waar het uit bestaat"):
            rows = (*by_urgency(content.domains), content.total)
            show_measures(rows, "Bedragen van deze stand", frozen)
        _show_rest(content, further, words)


def _show_questions(content: Content, words: Glossary, today: date) -> None:
    if questions := questions_html(content, words):
        st.header(escape_markdown(questions_heading(content.meeting.date, today, "u")), anchor=False)
        _html(questions)


def _show_rest(content: Content, further: Sequence[str], words: Glossary) -> None:
    changes = (*content.changes.sentences, *content.decision_sentences) if content.changes else ()
    _show_part("Hoe staat het met het geld?", map(words.html, further))
    _show_part("Wat kwam er van uw besluiten?", _decided(answered_questions_in_words(content), words))
    _show_part("Wat is er veranderd?", map(words.html, changes))


def _top(snapshot: Snapshot, programme: ProgrammeIdentity, above: Sequence[str]) -> str:
    """That it is a concept; the meeting, and the scope and the notice, which nobody can drop."""
    concept = "" if snapshot.is_signed else '<p class="concept">Concept: nog niet vastgesteld</p>'
    meeting = f"{programme.name}. {programme.board} van {day(snapshot.meeting)}."
    small = (text for text in (meeting, programme.scope, programme.notice) if text and text not in above)
    return concept + "".join(f'<p class="klein">{escape(text)}</p>' for text in small)


def _decided(questions: Sequence[AnsweredQuestionWords], words: Glossary) -> Iterator[str]:
    """The follow-up of earlier decisions."""
    for answer in questions:
        lines = (answer.answer, answer.follow_up, *answer.earlier)
        body = "".join(f"<div>{words.html(line)}</div>" for line in lines if line)
        yield f"<b>{words.html(answer.text)}</b>{body}"


def _show_part(heading: str, texts: Iterable[str]) -> None:
    """A heading, its first text, and the others unfolded on demand; on paper all; nothing without texts.

    Texts are divs: a paragraph cannot contain an expandable term.
    """
    first, *more = [f'<div class="zin">{text}</div>' for text in texts] or [""]
    if not first:
        return
    st.header(heading, anchor=False)
    unfolding = f'<details class="verder"><summary>Lees verder: {heading}</summary>{"".join(more)}</details>'
    _html(first + (unfolding if more else ""))


def _html(body: str) -> None:
    st.html(f'<div class="lezen">{body}</div>')


def _link(label: str, meeting: date) -> None:
    st.page_link("pages/board.py", label=escape_markdown(label), query_params=reading_of(meeting))
