"""The outcome of a check, what a file would change, and the history of submissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from budget.insight.diff.plan import PlanChange
from budget.intake.finding_groups import Group, group_findings
from budget.intake.findings import location_of, message_of, text_of
from budget.labels import (
    LEVEL_NAME,
    MONTH_SHORT,
    SHEET_NAME,
    count,
    day_short,
    escape_markdown,
    euro,
    euro_change,
    euro_exact,
    format_measurement,
    join_words,
    moment,
)
from budget.model.content import CheckedFile, PlanLine
from budget.model.programme import Programme
from budget.model.questions import BoardQuestion
from budget.model.words import MONTHS, Level
from budget.snapshot.question_words import option_words
from budget.store.submissions import Submission
from budget.ui.amendments import show_amendment
from budget.ui.figures import show_bridge, show_first, show_table
from budget.ui.list_changes import show_list
from budget.ui.moves import show_moves
from budget.ui.review_ledger import (
    ledger_words,
    show_commitments,
    show_late,
    show_ledger,
    show_restated,
)
from budget.ui.successions import show_successions, succession_words
from budget.usecases.effects import (
    list_list_words,
    list_words,
    lists_of,
    progress_count,
    question_count,
)
from budget.usecases.preview import Preview, YearEffect, list_scopes

LATEST = 10
MOST_WARNED = 2
_COUNTED = {
    Level.ERROR: ("fout", "fouten"),
    Level.WARNING: ("waarschuwing", "waarschuwingen"),
    Level.INFO: ("opmerking", "opmerkingen"),
}
_FIELD_NAMES = {
    "domain": "Opgavedomein",
    "action_line": "Actielijn",
    "activity": "Activiteit",
    "budget_holder": "Budgethouder",
    "budget": "Begroot",
    "released": "Vrijgegeven",
    "phasing": "Verdeling over het jaar",
    "project_code": "Projectcode",
    "note": "Toelichting",
    "nature": "Incidenteel of structureel",
}


def show_checked(checked: CheckedFile, *, is_unknown: bool = False) -> None:
    """The outcome of a check: accepted or not, then every finding with its cell.

    `is_unknown`: nothing is wrong, but we only have a proposal of how to read it.
    """
    if is_unknown:
        st.info("Wij kennen de kolommen van dit bestand nog niet. Kijk na of ons voorstel klopt.")
        return
    tally = {level: sum(f.level is level for f in checked.findings) for level in Level}
    words = join_words([count(tally[level], *_COUNTED[level]) for level in Level if tally[level]])
    if checked.accepted:
        st.success(f"Het bestand is goed te lezen{f', met {words}' if words else ''}.")
    else:
        st.error(f"{words}. Er is niets opgeslagen. Herstel dit in uw bestand en kies het hierboven opnieuw.")
    if checked.findings:
        order = list(Level)
        findings = sorted(checked.findings, key=lambda finding: order.index(finding.level))
        notes = [finding for finding in findings if finding.level is Level.INFO]
        headers = ("Soort", "Plaats", "Wat en wat te doen")
        if serious := findings[: len(findings) - len(notes)]:
            show_table(
                headers, [_finding(group) for group in group_findings(serious)], "Bevindingen", lines=True
            )
        if notes:
            with st.expander(count(len(notes), *_COUNTED[Level.INFO]).capitalize()):
                show_table(
                    headers, [_finding(group) for group in group_findings(notes)], "Opmerkingen", lines=True
                )


def show_sheets(checked: CheckedFile) -> None:
    """Every sheet that was read: its kind, number of rows, and total."""
    if checked.sheets:
        rows = [
            (
                sheet.sheet,
                SHEET_NAME[sheet.kind],
                format_measurement(str(sheet.rows)),
                euro_exact(sheet.total),
            )
            for sheet in checked.sheets
        ]
        show_table(("Blad", "Soort", "Regels", "Totaal"), rows, "Wat er is gelezen")


def show_warnings(checked: CheckedFile, confirmed: Sequence[str] = ()) -> None:
    """The errors and warnings of a check, for the person who decides: the first shown, the rest collapsed.

    Those in `confirmed` are shown as questions to confirm, so they are left out here.
    """
    warnings = [finding for finding in checked.findings if finding.level is not Level.INFO]
    if warnings:
        rows = [_finding(group) for group in group_findings(warnings)]
        warnings_count = count(len(warnings), "waarschuwing", "waarschuwingen")
        unconfirmed = [text for _, where, message in rows if (text := f"{where}: {message}") not in confirmed]
        for text in unconfirmed[:MOST_WARNED]:
            st.warning(escape_markdown(text))
        with st.expander(f"De controle gaf {warnings_count}"):
            show_table(
                ("Soort", "Plaats", "Wat en wat te doen"), rows, "Waarschuwingen van de controle", lines=True
            )


def show_preview(preview: Preview, programme: Programme) -> None:
    """What would change if it were accepted: totals first, then line by line."""
    if preview.is_empty:
        st.info("Dit bestand verandert niets aan wat nu geldt.")
        return
    show_refused(preview)
    show_amendment(preview)
    show_moves(preview.moves, preview.one_sided, preview.allowed_by, programme)
    show_successions(preview)
    show_details(preview, programme)


def show_refused(preview: Preview) -> None:
    """What closed periods do not allow."""
    for refused in preview.refused[:LATEST]:
        st.error(escape_markdown(refused))


def show_details(preview: Preview, programme: Programme) -> None:
    """Every change of a preview, line by line, except what the two persons must judge."""
    for effect in preview.years:
        _show_effect(effect)
    if preview.plan:
        _show_plan(preview.plan, programme)
    if preview.asked and preview.asked[1].statements:
        for text in list_scopes(preview.asked[1], programme):
            st.write(escape_markdown(text))
    if preview.ledger.fresh or preview.ledger.gone or preview.ledger.older:
        show_ledger(preview.ledger)
    elif preview.restates:
        st.write(restated_words(preview))
    show_late(preview)
    show_commitments(preview.years)
    for effect in preview.years:
        show_restated(effect, programme)
    for changes, many in lists_of(preview):
        show_list(changes, many, list_words(changes, many))
    if preview.questions:
        _show_questions(preview.questions, programme)
    if preview.progress:
        st.write(progress_count(preview.progress))
        rows = [
            (
                *(n.code, day_short(n.as_of), "vervalt" if n.withdrawn else euro(n.forecast)),
                *(str(n.cause or "–"), n.note or "–"),
            )
            for n in preview.progress
        ]
        show_table(("Regelcode", "Peildatum", "Prognose", "Oorzaak", "Toelichting"), rows, "Voortgang")


def restated_words(preview: Preview) -> str:
    """In Dutch the effect of a statement that changes no booking."""
    if not any(statement.states_bookings for statement in preview.content.statements):
        return "Het overzicht zegt niets over boekingen. Die blijven zoals zij waren."
    if any(effect.changes for effect in preview.years):
        return "De boekingen blijven gelijk. Hierboven staat wat er verder verandert."
    return (
        "De bedragen van nu blijven gelijk. Het overzicht telt wel mee: het bevestigt wat er op die dag "
        "stond. Dat geldt voor de regels en de periode waar het over gaat."
    )


def list_summary(preview: Preview) -> Iterator[str]:
    """A Dutch sentence per kind of change: free room by year, plan, bookings, lists, questions, progress."""
    for effect in preview.years:
        was, becomes = euro(effect.bridge.before), euro(effect.bridge.after)
        if effect.changes:
            change = euro_change(effect.bridge.after - effect.bridge.before)
            yield f"{effect.year}: de vrije ruimte gaat van {was} naar {becomes} ({change})."
        else:
            yield f"{effect.year}: de bedragen blijven gelijk."
    if preview.plan:
        yield _plan_words(preview.plan)
    yield from succession_words(preview)
    if preview.ledger.fresh or preview.ledger.gone or preview.ledger.older:
        yield ledger_words(preview.ledger)
    yield from list_list_words(preview)


def _show_questions(questions: Sequence[BoardQuestion], programme: Programme) -> None:
    """The questions that the board would get: they are on page 1 once accepted."""
    st.write(question_count(questions))
    rows = [
        (
            question.code, question.text,
            " ".join(f"{option_words(*pair)}." for pair in enumerate(question.options)),
            day_short(question.meeting) if question.meeting else "de eerste die komt",
            programme.name_of(question.owner) if question.owner else "budgethouder",
        )
        for question in questions
    ]  # fmt: skip
    show_table(("Regelcode", "Vraag", "Keuzes", "Voor vergadering", "Wie"), rows, "Vragen aan het bestuur")


def show_submission(submission: Submission, programme: Programme) -> None:
    """Who submitted what and when."""
    kinds = ", ".join(SHEET_NAME[kind] for kind in submission.kinds)
    who = programme.name_of(submission.submitted_by)
    st.markdown(
        f"**{escape_markdown(submission.file)}** ({kinds}), ingediend door {escape_markdown(who)} op "
        f"{moment(submission.submitted_at)}. Kenmerk van het bestand: {submission.sha256[:12]}."
    )


def show_history(submissions: Sequence[Submission], programme: Programme) -> None:
    """Every submission with who and when, newest first."""
    rows = [_history(submission, programme) for submission in reversed(submissions)]
    headers = (
        "Nr",
        "Bestand",
        "Soort",
        "Ingediend door",
        "Stand",
        "Besloten door",
        "Reden",
    )
    show_table(headers, rows[:LATEST], "Laatste inzendingen", lines=True)
    if len(rows) > LATEST:
        with st.expander(f"Nog {len(rows) - LATEST} eerdere inzendingen"):
            show_table(headers, rows[LATEST:], "Eerdere inzendingen", lines=True)


def _finding(group: Group) -> tuple[str, str, str]:
    finding = group.first
    place = location_of(finding) if finding.sheet else ""
    text = text_of(finding) if place else message_of(finding)
    return LEVEL_NAME[finding.level], place or "Hele bestand", f"{text} {group.more}".rstrip()


def _show_effect(effect: YearEffect) -> None:
    if not effect.changes:
        st.write(f"{effect.year}: de bedragen blijven gelijk.")
        return
    caption = f"Gevolg voor {effect.year}, voor het hele programma"
    show_bridge(effect.bridge, "nu", "na vaststellen", caption)


def _plan_words(changes: Sequence[PlanChange]) -> str:
    tally = {kind: sum(c.kind == kind for c in changes) for kind in ("nieuw", "vervalt", "gewijzigd")}
    before = sum(c.before.budget for c in changes if c.before)
    after = sum(c.after.budget for c in changes if c.after)
    return (
        f"Plan: {count(tally['nieuw'], 'regel', 'regels')} erbij, {tally['vervalt']} vervallen, "
        f"{tally['gewijzigd']} gewijzigd. Begroot op deze regels: van {euro(before)} naar {euro(after)} "
        f"({euro_change(after - before)})."
    )


def _show_plan(changes: Sequence[PlanChange], programme: Programme) -> None:
    st.markdown(escape_markdown(_plan_words(changes)))
    headers = ("Regel", "Jaar", "Wat", "Was", "Wordt", "Verschil")
    rows = [row for change in changes for row in _plan_rows(change, programme)]
    show_first(headers, rows, "Wijzigingen in het plan")


def _plan_rows(change: PlanChange, programme: Programme) -> list[tuple[str, ...]]:
    line = change.line
    where = " ".join(part for part in (line.source, line.theme) if part)
    name = f"{line.code} {line.activity} ({where})"
    if change.before is None or change.after is None:
        was = euro(change.before.budget) if change.before else "–"
        becomes = euro(change.after.budget) if change.after else "–"
        change_name = f"Regel {change.kind}"
        return [(name, str(line.year), change_name, was, becomes, euro_change(change.budget_change))]
    return [
        (
            name,
            str(line.year),
            _FIELD_NAMES[field],
            *_old_and_new(change.before, change.after, field, programme),
            euro_change(change.budget_change) if field == "budget" else "–",
        )
        for field in change.fields
    ]


def _old_and_new(before: PlanLine, after: PlanLine, field: str, programme: Programme) -> tuple[str, str]:
    if field != "phasing":
        return _field_text(before, field, programme), _field_text(after, field, programme)
    old, new = before.phasing, after.phasing
    if old is None or new is None:
        was, becomes = ("gelijk verdeeld" if months is None else "per maand" for months in (old, new))
        return was, becomes
    moved = [n for n in range(MONTHS) if old[n] != new[n]]
    was, becomes = (", ".join(f"{MONTH_SHORT[n]} {euro(m[n])}" for n in moved) for m in (old, new))
    return was, becomes


def _field_text(line: PlanLine, field: str, programme: Programme) -> str:
    if field in ("budget", "released"):
        return euro_exact(getattr(line, field))
    if field == "budget_holder":
        return programme.name_of(line.budget_holder)
    return str(getattr(line, field) or "–")


def _decided(submission: Submission, programme: Programme) -> str:
    if submission.decided_by is None or submission.decided_at is None:
        return "–"
    return f"{programme.name_of(submission.decided_by)}, {moment(submission.decided_at)}"


def _history(submission: Submission, programme: Programme) -> tuple[str, ...]:
    return (
        str(submission.id),
        submission.file,
        ", ".join(SHEET_NAME[kind] for kind in submission.kinds),
        f"{programme.name_of(submission.submitted_by)}, {moment(submission.submitted_at)}",
        str(submission.state),
        _decided(submission, programme),
        submission.reason or "–",
    )
