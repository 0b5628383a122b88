"""Page 1 of the report as a screen without navigation, its terms explained on tap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

import streamlit as st

from budget.charts.bullets import BulletChart
from budget.charts.plotly import draw_bullets
from budget.labels import day, euro, plain
from budget.model.figures import Row
from budget.model.programme import Meeting
from budget.model.steering import Ask
from budget.model.urgency import by_urgency
from budget.model.words import Colour
from budget.page_scripts import FULL_SCREEN
from budget.snapshot import decode_content
from budget.snapshot.content import ProgrammeIdentity
from budget.snapshot.question_words import AskedWords, DecidedWords, all_asked, all_decided, nothing_asked
from budget.store.snapshots import Snapshot
from budget.ui.charts import show_figure
from budget.ui.figures import Frozen, is_dark, show_measures, show_signal_legend, show_signals
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
.stMainBlockContainer{max-width:52rem}
.lezen{font-size:1.15rem;line-height:1.55}
.lezen li,.lezen p,.lezen .zin{margin:.35rem 0}
.lezen .concept{border:2px solid currentColor;border-radius:.4rem;padding:.4rem .7rem;font-weight:700}
.lezen .klein{font-size:.9rem}
.st-key-lezen-knoppen{border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}
.lezen-scherm{font:inherit;min-height:2.75rem;padding:.2rem .8rem;border:1px solid currentColor;
 border-radius:.4rem;background:transparent;color:inherit;cursor:pointer}
.lezen-scherm:focus-visible{outline:3px solid #FF9100;outline-offset:2px}
.stMain table.data{font-size:.82rem}.stMain table.data :is(th,td){padding:.3rem .25rem}
.st-key-lezen-knoppen [data-testid=stPageLink] a{min-height:2.75rem}
@media (max-width:640px){.lezen{font-size:1rem;line-height:1.45}
 .lezen .klein{font-size:.85rem;line-height:1.3;margin:0}
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


def show_first_page(visit: Visit, meetings: Sequence[Meeting], known: dict[date, Snapshot]) -> None:
    """The snapshot in force for the meeting in the URL; by default the last signed one."""
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
    _show_page(visit, known[chosen])


def show_next_page(visit: Visit, meetings: Sequence[Meeting], known: dict[date, Snapshot]) -> None:
    """Page 1 for the next meeting inside the frame; until that exists the last signed one, and says so."""
    st.html(_STYLE)
    coming = next((m.date for m in meetings if m.date >= visit.today), None)
    signed = [m.date for m in meetings if m.date in known and known[m.date].is_signed]
    chosen = coming if coming in known else next(reversed(signed), None)
    if coming and coming not in known:
        last = f" U leest nu de stand voor het overleg van {day(chosen)}." if chosen else ""
        st.info(plain(f"Voor het overleg van {day(coming)} is er nog geen stand vastgesteld.{last}"))
        st.page_link("pages/overview.py", label="Bekijk de lopende stand")
    if chosen is None:
        st.title("Er is nog niets te lezen", anchor=False)
        st.write("Hier staat de stand voor het overleg zodra twee personen die hebben vastgesteld.")
        return
    _show_page(visit, known[chosen], above=(visit.programme.scope, visit.programme.notice))


def _show_buttons(days: list[date], chosen: date) -> None:
    at = days.index(chosen)
    with st.container(key="lezen-knoppen", horizontal=True, vertical_alignment="center"):
        if at > 0:
            _link(f"← {day(days[at - 1])}", days[at - 1])
        if at < len(days) - 1:
            _link(f"{day(days[at + 1])} →", days[at + 1])
        st.page_link("pages/board.py", label="Sluiten", query_params={"vergadering": chosen.isoformat()})
        st.html(_SCREEN, width="content", unsafe_allow_javascript=True)


def _show_page(visit: Visit, found: Snapshot, above: Sequence[str] = ()) -> None:
    """Page 1; texts that the frame shows `above` it are left out."""
    content = decode_content(found.content)
    programme, domains = content.programme, content.domains
    first, signals, *rest = content.sentences
    changes = (*content.changes.sentences, *content.decision_sentences) if content.changes else ()
    words = Glossary(content.terms)
    st.title(plain(first), anchor=False, help=words.help(first))
    _html(_imprint(visit, found, programme, above))
    if asked := all_asked(content):
        st.header("Wat vragen wij u?", anchor=False)
        _html(_questions(asked, words))
    st.header(plain(signals), anchor=False, help=words.help(signals))
    show_signals([row for row in domains if row.key and _is_deviating(row)], words.html)
    if content.asks or nothing_asked(content):
        st.header("Wat vragen wij u ook?" if asked else "Wat vragen wij u?", anchor=False)
        _html(_asked(content.asks, {row.key: row.signal.reason for row in domains}, words))
    st.header("Hoe staat het met het geld?", anchor=False)
    _html(_sentences(map(words.html, rest)))
    bullets = BulletChart.of(by_urgency(domains), found.as_of)
    show_figure(
        bullets, draw_bullets(bullets, is_dark()), programme, "Hoe ver zijn we?", "lezen", is_told=True
    )
    show_signal_legend()
    with st.expander("Klopt dit? Kies een bedrag om te zien waar het uit bestaat"):
        frozen = Frozen(found.as_of, content.year, found.sha256, content.tells_silent)
        show_measures((*by_urgency(domains), content.total), "Bedragen van deze stand", frozen)
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


def _asked(asks: Sequence[Ask], reasons: dict[str, str], words: Glossary) -> str:
    """The decisions asked, without the reasons: those are directly above."""
    if not asks:
        return "<div>Er is nu geen besluit nodig.</div>"
    items = []
    for ask in asks:
        reason = reasons.get(ask.domain, "")
        text = ask.text.removesuffix(reason).strip()
        amount = euro(ask.amount)
        about = f" Het gaat om {amount}." if ask.amount and amount not in ask.text else ""
        owner = f" Wie: {ask.owner}." if ask.owner else ""
        items.append(f"<li>{words.html(text + about + owner)}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _questions(asked: Sequence[AskedWords], words: Glossary) -> str:
    """The questions to the board."""
    items = []
    for question in asked:
        lines = (*question.options, question.facts, question.note)
        head = words.html(question.text)
        body = "".join(f"<div>{words.html(line)}</div>" for line in lines if line)
        items.append(f"<li><b>{head}</b>{body}</li>")
    return f"<ol>{''.join(items)}</ol>" if items else "<div>Er is nu geen vraag voor het bestuur.</div>"


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


def _is_deviating(row: Row) -> bool:
    return row.signal.colour in (Colour.RED, Colour.ORANGE)


def _html(body: str) -> None:
    st.html(f'<div class="lezen">{body}</div>')


def _link(label: str, meeting: date) -> None:
    query = {"vergadering": meeting.isoformat(), ADDRESS: ON}
    st.page_link("pages/board.py", label=plain(label), query_params=query)
