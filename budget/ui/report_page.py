"""Page 1 of the report as a screen without navigation, its terms explained on tap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

import streamlit as st

from budget.labels import day, euro, plain
from budget.model.programme import Meeting
from budget.model.urgency import by_urgency
from budget.page_scripts import FULL_SCREEN
from budget.snapshot import Content, decode_content
from budget.snapshot.chain import what_counts
from budget.snapshot.content import ProgrammeIdentity
from budget.snapshot.question_words import AskedWords, DecidedWords, all_asked, all_decided, nothing_asked
from budget.store.snapshots import Snapshot
from budget.ui.domain_rows import show_frozen_rows
from budget.ui.figures import Frozen, show_measures
from budget.ui.glossary import Glossary
from budget.ui.meetings import state_words
from budget.ui.visit import Visit

ADDRESS = "lezen"
ON = "1"
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
.lezen ol.vragen{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));
 gap:.4rem 2rem;margin:0}
.lezen ol.vragen li{margin:0}.lezen ol.vragen .besluit{grid-column:1/-1}
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
    return st.query_params.get(ADDRESS) == ON


def link_to_reading(meeting: Meeting) -> None:
    """A link to page 1 of the report of this meeting."""
    _link("Lees bladzijde 1 als een scherm", meeting.date)


def show_first_page(visit: Visit, meetings: Sequence[Meeting], every: Sequence[Snapshot]) -> None:
    """The snapshot in force for the meeting in the URL; by default the last signed one."""
    known = what_counts(every)
    st.html(_STYLE + _ALONE)
    days = [meeting.date for meeting in meetings if meeting.date in known]
    asked = st.query_params.get("vergadering", "")
    chosen = next((d for d in days if d.isoformat() == asked), None)
    signed = [d for d in days if known[d].is_signed]
    if chosen is None and (asked or not days):
        st.title("Voor deze vergadering is er nog niets te lezen", anchor=False)
        st.page_link("pages/board.py", label="Naar Bestuur")
        return
    chosen = chosen or (signed or days)[-1]
    _show_buttons(days, chosen)
    _show_page(visit, known[chosen], every)


def show_next_page(visit: Visit, meetings: Sequence[Meeting], every: Sequence[Snapshot]) -> None:
    """Page 1 for the next meeting inside the frame; until that exists the last signed one, and says so."""
    known = what_counts(every)
    st.html(_STYLE)
    coming = next((m.date for m in meetings if m.date >= visit.today), None)
    signed = [m.date for m in meetings if m.date in known and known[m.date].is_signed]
    chosen = coming if coming in known else next(reversed(signed), None)
    if coming and coming not in known:
        last = f" U leest nu de stand voor het overleg van {day(chosen)}." if chosen else ""
        with st.container(key="verder-kijken", horizontal=True, vertical_alignment="center", gap="small"):
            none_yet = f"Voor het overleg van {day(coming)} is er nog geen stand vastgesteld.{last}"
            st.html(f'<div class="lezen"><p class="klein">{escape(none_yet)}</p></div>', width="content")
            st.page_link("pages/overview.py", label="Bekijk de lopende stand")
    if chosen is None:
        st.title("Er is nog niets te lezen", anchor=False)
        st.write("Hier staat de stand voor het overleg zodra twee personen die hebben vastgesteld.")
        return
    _show_page(visit, known[chosen], every, above=(visit.programme.scope, visit.programme.notice))


def _show_buttons(days: list[date], chosen: date) -> None:
    at = days.index(chosen)
    with st.container(key="lezen-knoppen", horizontal=True, vertical_alignment="center"):
        if at > 0:
            _link(f"← {day(days[at - 1])}", days[at - 1])
        if at < len(days) - 1:
            _link(f"{day(days[at + 1])} →", days[at + 1])
        st.page_link("pages/board.py", label="Sluiten", query_params={"vergadering": chosen.isoformat()})
        st.html(_SCREEN, width="content", unsafe_allow_javascript=True)


def _show_page(visit: Visit, found: Snapshot, every: Sequence[Snapshot], above: Sequence[str] = ()) -> None:
    """Page 1: state, questions with their deadline, problems; then the rest.

    Texts that the frame shows `above` it are left out.
    """
    content = decode_content(found.content)
    first, signals, *rest = content.sentences
    words = Glossary(content.terms)
    frozen = Frozen(found.as_of, content.year, found.sha256, content.tells_silent)
    with st.container(key="blad", gap="xxsmall"):
        st.title(plain(first), anchor=False, help=words.help(first))
        _html(f'<div class="stand">{words.html(signals)}</div>')
        _html(_imprint(visit, found, content.programme, above))
        _show_asked(content, words, visit.today)
        with st.container(key="rijen", gap=None):
            show_frozen_rows(content, frozen, every, words)
        with st.expander("Klopt dit? Kies een bedrag om te zien waar het uit bestaat"):
            rows = (*by_urgency(content.domains), content.total)
            show_measures(rows, "Bedragen van deze stand", frozen)
        _show_rest(content, rest, words)


def _show_asked(content: Content, words: Glossary, today: date) -> None:
    asked = all_asked(content)
    if not (asked or content.asks or nothing_asked(content)):
        return
    verb = "vragen" if content.meeting.date >= today else "vroegen"
    st.header(plain(f"Wat {verb} wij u op {day(content.meeting.date)}?"), anchor=False)
    told = "".join((*_questions(asked, words), *_asked(content, words)))
    _html(f'<ol class="vragen">{told}</ol>' if told else "<div>Er is nu geen besluit nodig.</div>")


def _show_rest(content: Content, rest: Sequence[str], words: Glossary) -> None:
    changes = (*content.changes.sentences, *content.decision_sentences) if content.changes else ()
    st.header("Hoe staat het met het geld?", anchor=False)
    _html(_sentences(map(words.html, rest)))
    if decided := all_decided(content):
        st.header("Wat kwam er van uw besluiten?", anchor=False)
        _html(_decided(decided, words))
    if changes:
        st.header("Wat is er veranderd?", anchor=False)
        _html(_sentences(map(words.html, changes)))


def _imprint(visit: Visit, found: Snapshot, programme: ProgrammeIdentity, above: Sequence[str]) -> str:
    """Programme, day and signers; the scope and the notice, which nobody can drop."""
    concept = "" if found.is_signed else '<p class="concept">Concept: nog niet vastgesteld</p>'
    meeting = f"{programme.name}. {programme.board} van {day(found.meeting)}."
    small = (
        f"{meeting} Stand op {day(found.as_of)}. {state_words(visit, found)}. Kenmerk {found.sha256[:12]}.",
        *(text for text in (programme.scope, programme.notice) if text not in above),
    )
    return concept + "".join(f'<p class="klein">{escape(text)}</p>' for text in small if text)


def _asked(content: Content, words: Glossary) -> Iterator[str]:
    """The decisions that the figures call for, without the reasons: those are directly below."""
    reasons = {row.key: row.signal.reason for row in content.domains}
    for ask in content.asks:
        text, amount = ask.text.removesuffix(reasons.get(ask.domain, "")).strip(), euro(ask.amount)
        about = f" Het gaat om {amount}." if ask.amount and amount not in text else ""
        owner = f" Wie: {ask.owner}." if ask.owner else ""
        yield f'<li class="besluit">{words.html(text + about + owner)}</li>'


def _questions(asked: Sequence[AskedWords], words: Glossary) -> Iterator[str]:
    """The questions to the board."""
    for question in asked:
        options = "".join(f"<div>{words.html(line)}</div>" for line in question.options)
        beside = " ".join(words.html(line) for line in (question.facts, question.note) if line)
        yield f'<li><b>{words.html(question.text)}</b>{options}<div class="bij">{beside}</div></li>'


def _decided(decided: Sequence[DecidedWords], words: Glossary) -> str:
    """The follow-up of earlier decisions."""
    told = []
    for found in decided:
        lines = (found.answer, found.follow_up, *found.earlier)
        head = words.html(found.text)
        body = "".join(f"<div>{words.html(line)}</div>" for line in lines if line)
        told.append(f"<li><b>{head}</b>{body}</li>")
    return f"<ul>{''.join(told)}</ul>"


def _sentences(told: Iterable[str]) -> str:
    """Sentences as divs: a paragraph cannot contain an expandable term."""
    return "".join(f'<div class="zin">{sentence}</div>' for sentence in told)


def _html(body: str) -> None:
    st.html(f'<div class="lezen">{body}</div>')


def _link(label: str, meeting: date) -> None:
    query = {"vergadering": meeting.isoformat(), ADDRESS: ON}
    st.page_link("pages/board.py", label=plain(label), query_params=query)
