"""The first screen: signed or running position, the rows of the domains, questions, tabs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from budget.labels import day, day_month, escape_markdown, euro
from budget.model.questions import Question
from budget.model.steering import Ask
from budget.model.urgency import by_urgency
from budget.model.words import By
from budget.snapshot.chain import snapshots_in_force
from budget.snapshot.questions import for_meeting, open_by_domain
from budget.standing.moment import Standing
from budget.standing.overview import domain_results, owners
from budget.standing.sentences import decisions_asked, forecast_sentence
from budget.ui.domain_rows import RowExtras, show_rows, signed_shares
from budget.ui.figures import forecast_link, proof_link
from budget.ui.glossary import Glossary
from budget.ui.navigation import reading_of
from budget.ui.questions import ASKED

LONG_TITLE = 70


STYLE = """<style>
.st-key-opening h1{font-size:clamp(1.25rem,2.25vw,1.7rem)!important;padding:0!important}
.st-key-opening h2{font-size:1.1rem!important;padding:.15rem 0 .05rem!important}
.st-key-opening>* [data-testid=stMarkdownContainer]{margin:0}
.st-key-opening>[data-testid=stElementContainer] p,
.st-key-opening .signalen,.st-key-opening li{font-size:.94rem;line-height:1.35;margin:0}
.st-key-opening ol{margin:0;padding:0 0 0 1.4rem}.st-key-opening li{padding:0}
.st-key-opening ol:has(li:nth-child(4)){columns:26rem}
.st-key-opening [data-testid=stAlertContainer]{padding:.25rem .8rem;min-height:0}
.st-key-stand{row-gap:.2rem!important}.st-key-stand>*{height:auto!important;margin:0!important}
.st-key-stand p{margin:0;line-height:1.3}
.st-key-stand [data-testid=stPageLink] a{min-height:0;padding:0}
.lopend,.ondertekend{border-radius:.3rem;padding:.05rem .5rem}.lopend{border:1px dashed currentColor}
.ondertekend{border:2px solid currentColor;font-weight:650}
@media (min-width:1000px){.stMainBlockContainer>[data-testid=stVerticalBlock]{gap:.4rem}}
</style>"""


_SMALL_TITLE = """<style>
@media (min-width:900px){.st-key-opening h1{font-size:clamp(1.1rem,1.6vw,1.4rem)!important}}
</style>"""


def show_position(standing: Standing, title: str) -> None:
    """Whether these figures are signed or the running position, with a link to the last signed one.

    A long `title` is set smaller, so that it keeps to one line and the questions stay in view.
    """
    facts = standing.facts
    signed = [
        s for s in snapshots_in_force(standing.snapshots).values() if s.is_signed and s.as_of <= facts.as_of
    ]
    last = max(signed, key=lambda s: (s.as_of, s.id), default=None)
    st.html(STYLE + (_SMALL_TITLE if len(title) > LONG_TITLE else ""))
    is_this = last and (last.as_of, last.known_at) == (facts.as_of, facts.known_at)
    is_own_year = facts.year == facts.as_of.year
    of = f"op {day(facts.as_of)}{'' if is_own_year else f', begrotingsjaar {facts.year}'}"
    with st.container(key="stand", horizontal=True, vertical_alignment="center", gap="small"):
        if is_this and is_own_year:
            st.html(f'<p class="ondertekend">Ondertekende stand {of}</p>', width="content")
        else:
            st.html(f'<p class="lopend"><b>Lopende stand</b> {of}, niet ondertekend.</p>', width="content")
        if last:
            query = reading_of(last.meeting)
            of_last = day_month(last.as_of) if last.as_of.year == facts.as_of.year else day(last.as_of)
            label = f"Ondertekende stand van {of_last}"
            st.page_link("pages/board.py", label=escape_markdown(label), query_params=query)


def show_state(signals: str, lag: str, words: Glossary) -> None:
    """How many domains need attention and, on the same line, what is missing."""
    state_html = f"{words.html(signals)} <b>{words.html(lag)}</b>" if lag else words.html(signals)
    st.html(f'<div class="signalen">{state_html}</div>')


def show_domains(standing: Standing, words: Glossary) -> None:
    """A row for every domain, most urgent first, and the total of the programme."""
    total = standing.total()
    rows = by_urgency(row for row in standing.rows(By.DOMAIN) if row.key)
    beside = _row_extras(standing)
    forecast = forecast_sentence(total.measures), forecast_link(standing.facts)
    show_rows(rows, total, standing.facts.as_of, beside, forecast, words, link=True)


def show_questions(board: str, on: date | None, texts: Sequence[str]) -> None:
    """The questions to the meeting on this day, a line each."""
    when = f" op {day(on)}" if on else ""
    st.header(escape_markdown(f"Wat vragen wij het {board}{when}?"), anchor=ASKED)
    if not texts:
        st.write("Er is nu geen besluit nodig.")
    st.markdown("\n".join(f"{number}. {escape_markdown(text)}" for number, text in enumerate(texts, start=1)))


def questions_for_meeting(
    standing: Standing, questions: Sequence[Question], today: date
) -> tuple[date | None, tuple[str, ...]]:
    """The deadline and the texts: open questions, then the red domains without a question.

    The meeting is the next one not held yet, even if its snapshot is already signed; without a coming meeting
    every open question is listed.
    """
    domains, programme = standing.rows(By.DOMAIN), standing.programme
    meeting = programme.meeting_ahead(today)
    reasons = {row.key: row.signal.reason for row in domains}
    put = for_meeting(questions, meeting.date, standing.facts.year) if meeting else questions
    asks = decisions_asked(domains, owners(programme), programme.rules, open_by_domain(put))
    texts = (
        *(_put(question) for question in put if question.is_open),
        *(_decision_text(a, reasons) for a in asks),
    )
    return meeting.date if meeting else None, texts


def _put(question: Question) -> str:
    who = f" Wie: {question.owner}." if question.owner else ""
    return f"{question.text}{who}"


def _decision_text(ask: Ask, reasons: dict[str, str]) -> str:
    """The decision asked, without its reason, which is in the row."""
    text = ask.text.removesuffix(reasons.get(ask.domain, "")).strip()
    amount = f" Het gaat om {euro(ask.amount)}." if ask.amount else ""
    return f"{text}{amount}{f' Wie: {ask.owner}.' if ask.owner else ''}"


def _row_extras(standing: Standing) -> dict[str, RowExtras]:
    shares = signed_shares(standing.snapshots, standing.facts.as_of, standing.facts.year)
    rows = [row for row in (*standing.rows(By.DOMAIN), standing.total()) if row.is_planned]
    for row in rows:
        until = standing.booked_until(row.key or None)
        if until:
            shares[row.key][min(until, standing.facts.as_of)] = row.measures.depletion
    results = domain_results(standing)
    return {
        row.key: RowExtras(
            shares[row.key],
            results.get(row.key, ""),
            proof_link(standing.facts, "besteed", row.key),
            proof_link(standing.facts, "vrije ruimte", row.key),
        )
        for row in rows
    }
