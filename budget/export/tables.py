"""The tables that every format shares: typed values, with a name, heading and meaning per column."""

from __future__ import annotations

from budget import labels
from budget.charts.pace import PaceChart
from budget.charts.tables import sentence_case
from budget.export import columns as col
from budget.export.plan_tables import list_releases, plan_decisions, plan_tables
from budget.export.planning_control_columns import pc_table
from budget.export.record_tables import decision_tables, request_and_promise_tables, succession_tables
from budget.export.result_columns import result_table
from budget.export.table import Group as Group
from budget.export.table import Place as Place
from budget.export.table import Table as Table
from budget.export.table import Value as Value
from budget.export.table import Values as Values
from budget.export.wording import CHANGE_WORD, rule_words, signal_words
from budget.model.figures import Row
from budget.model.questions import Question
from budget.model.words import By, Cents
from budget.snapshot.content import WITH_QUESTIONS, Changes, Content, Steps, ThenNow
from budget.snapshot.question_words import letter, verdict_words

_GROUPS = (
    (By.DOMAIN, "domains", "Opgavedomeinen"),
    (By.ACTION_LINE, "action_lines", "Actielijnen"),
    (By.LINE, "lines", "Regels"),
    (By.SOURCE, "sources", "Bronnen"),
    (By.THEME, "themes", "Thema's"),
    (By.BUDGET_HOLDER, "budget_holders", "Budgethouders"),
    (By.POT, "pots", "Potten"),
)


def tables(content: Content) -> tuple[Table, ...]:
    """Every table of a content, in reading order."""
    names, changes = content.domain_names, content.changes
    return (
        *(_figures(content, by, name, title) for by, name, title in _GROUPS if by in content.rows),
        *_years(content),
        *_rolled(content),
        _pace(content),
        *(_change_tables(content, changes) if changes else ()),
        *_corrections(content, names),
        *plan_decisions(content, names),
        *_questions(content, names),
        _asks_table(content, names),
        *_agenda(content),
        _actions(content, names),
        _notes(content, names),
        _partners(content, names),
        _source_rules(content),
        _terms(content),
        _rules(content),
        _versions(content, names),
        *(plan_tables(content, names) if content.plans else ()),
        *([list_releases(content, names)] if content.releases else []),
        *decision_tables(content, names),
        *request_and_promise_tables(content, names),
        *succession_tables(content, names),
        *pc_table(content),
        *([result_table(content.measured, names)] if content.measured else []),
    )


def _figures(content: Content, by: By, name: str, title: str) -> Table:
    names = content.domain_names
    rows = tuple(
        _figure_values(
            content, row, row.key, row.name, names.get(row.domain, row.domain) if row.domain else ""
        )
        for row in content.rows[by]
    )
    total = _figure_values(content, content.total, "", "Totaal", "")
    table = Table(name, title, Group.FIGURES, col.FIGURES, rows, total)
    dropped = frozenset() if content.has_pots else col.OF_POTS
    dropped |= {"domain"} if by is By.DOMAIN else set()
    return table.without(lambda column: column.name in dropped)


def _figure_values(content: Content, row: Row, key: str, name: str, domain: str) -> Values:
    m, signal = row.measures, row.signal
    is_silent = content.hides_silent and m.is_silent
    measured = (m.realised, m.depletion, m.norm, m.norm_share, m.ahead, m.committed, m.used, m.used_share)
    silent = (None, None, m.norm, None, None, None, None, None)
    return (
        *(key, name, domain, signal_words(row)),
        *(m.budget, m.original_budget, m.released, m.released_unknown),
        *(silent if is_silent else measured),
        m.free,
        *(m.forecast.p10, m.forecast.p50, m.forecast.p90, m.variance),
        *(m.run_out.p10, m.run_out.p50, m.run_out.p90, m.run_out.probability),
        *(signal.colour.value, signal.rule, signal.reason),
        *(m.short, m.room, m.unreleased_use),
    )


def _years(content: Content) -> tuple[Table, ...]:
    """All years of the programme; older formats have only their own."""
    rows = tuple(
        (
            *(row.year, row.source, row.name, "ja" if row.has_plan else "geen plan"),
            row.budget if row.has_plan else None,
            *(row.released, row.released_unknown, row.realised, row.committed, row.forecast),
        )
        for row in content.years
    )
    return (Table("years", "Alle jaren", Group.FIGURES, col.YEARS, rows),) if rows else ()


def _rolled(content: Content) -> tuple[Table, ...]:
    """The roll-forward of each source and theme."""
    rows = tuple(
        (
            *(row.source, row.theme, row.name, row.year or None),
            *(row.begin, row.received, row.spent, row.carried, row.repaid, row.end, row.at_risk),
        )
        for row in content.rolled
    )
    title = "Verloop van het geld per bron en thema"
    return (Table("rollforward", title, Group.FIGURES, col.ROLLED, rows),) if rows else ()


def _pace(content: Content) -> Table:
    """The programme first, then the domains in its order."""
    order = ["", *(row.key for row in content.domains if row.key)]
    paces = [(key, content.pace[key]) for key in order if key in content.pace]
    rows = tuple((key, pace.name, *row) for key, pace in paces for row in PaceChart.of(pace).cells())
    return Table("pace", "Verloop", Group.FIGURES, col.PACE, rows)


def _change_tables(content: Content, changes: Changes) -> tuple[Table, ...]:
    """Changes in the free room; forecast and signals then and now, except in the first format."""
    names = content.domain_names
    moved = _changes(changes, names, late=content.names_late)
    return _bridges(changes, names), moved, *_forecasts(changes, names), *_signals(changes)


def _bridges(changes: Changes, names: dict[str, str]) -> Table:
    order = {code: n for n, code in enumerate(names)}
    codes = sorted(changes.domains, key=lambda code: order.get(code, len(order)))
    rows = tuple(_bridge(code, names.get(code, code), changes.domains[code]) for code in codes)
    total = _bridge("", "Totaal", changes.total)
    return Table("free_room", "Sinds vorige", Group.CHANGES, col.BRIDGE, rows, total)


def _bridge(code: str, name: str, steps: Steps) -> Values:
    return code, name, steps.before, *steps.effects, steps.after


def _corrections(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """The bookings of closed periods that count in this year; no table without any."""
    rows = tuple(
        (
            *(
                correction.of,
                names.get(correction.domain, correction.domain),
                correction.code,
                correction.document,
            ),
            *(correction.booked_on, correction.counts_on, correction.description, correction.cents),
        )
        for correction in content.corrections
    )
    title = "Correcties op afgesloten perioden"
    return (Table("corrections", title, Group.CHANGES, col.CORRECTIONS, rows),) if rows else ()


def _changes(changes: Changes, names: dict[str, str], *, late: bool) -> Table:
    rows = tuple(
        (
            *(item.domain, names.get(item.domain, item.domain), item.code, item.activity),
            *(item.source, item.theme, CHANGE_WORD[item.kind], item.cents, item.effect),
            *(item.submission, item.file, item.submitted_by, item.accepted_by),
            *((item.late,) if late else ()),
        )
        for item in changes.items
    )
    columns = (*col.CHANGES, *((col.LATE,) if late else ()))
    return Table("changes", "Wijzigingen per regel", Group.CHANGES, columns, rows)


def _forecasts(changes: Changes, names: dict[str, str]) -> tuple[Table, ...]:
    """The expected outturn of every domain then and now."""
    forecast = changes.forecast
    if forecast is None:
        return ()
    rows = tuple(
        (code, names.get(code, code), *_earlier_now_change(pair)) for code, pair in forecast.domains.items()
    )
    total = ("", "Totaal", *_earlier_now_change(forecast.total))
    return (Table("forecast_change", "Prognose toen en nu", Group.CHANGES, col.FORECASTS, rows, total),)


def _earlier_now_change(pair: ThenNow) -> tuple[Cents | None, Cents, Cents | None]:
    return pair.then, pair.now, None if pair.then is None else pair.now - pair.then


def _signals(changes: Changes) -> tuple[Table, ...]:
    if changes.signals is None:
        return ()
    rows = tuple(
        (
            *(signal.domain, signal.name),
            *(labels.SIGNAL_WORD[signal.before], labels.SIGNAL_WORD[signal.after]),
            *(signal.reason_before, signal.reason_after),
        )
        for signal in changes.signals
    )
    return (Table("signal_changes", "Andere signalen", Group.CHANGES, col.SIGNALS, rows),)


def _agenda(content: Content) -> tuple[Table, ...]:
    """The domains proposed for the agenda; not in the first format."""
    if content.agenda is None:
        return ()
    rows = tuple(
        (item.domain, item.name, labels.SIGNAL_WORD[item.colour], reason.text)
        for item in content.agenda.items
        for reason in item.reasons
    )
    return (Table("agenda", "Voorstel voor de agenda", Group.WORDS, col.AGENDA, rows),)


def _questions(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """A row for each option of each question; formats before the fourth have no questions."""
    if content.format < WITH_QUESTIONS:
        return ()
    rows = tuple(
        (
            *(
                number,
                names.get(question.domain, question.domain),
                question.code,
                question.line,
                question.text,
            ),
            *(letter(place), option.text, option.effect, question.owner, question.meeting),
            *_answer_values(question, place),
        )
        for number, question in enumerate(content.questions, 1)
        for place, option in enumerate(question.options)
    )
    return (Table("questions", "Vragen aan het bestuur", Group.WORDS, col.QUESTIONS, rows),)


def _answer_values(question: Question, place: int) -> Values:
    answer = question.answer
    if answer is None:
        return "", "", "", None, "", ""
    chosen = "" if question.is_open else "ja" if answer.choice == place else "nee"
    verdict = verdict_words(question, answer)
    return chosen, verdict, answer.decided_by, answer.on, answer.action, answer.state.value


def _asks_table(content: Content, names: dict[str, str]) -> Table:
    rows = tuple(
        (number, names.get(ask.domain, ask.domain), ask.text, ask.amount, ask.owner)
        for number, ask in enumerate(content.asks, 1)
    )
    return Table("asks", "Wij vragen u", Group.WORDS, col.ASKS, rows)


def _actions(content: Content, names: dict[str, str]) -> Table:
    rows = tuple(
        (
            *(names.get(action.domain, action.domain), action.text, action.owner, action.due),
            *(action.expected, action.meeting, action.state, action.closed, action.outcome),
        )
        for action in content.actions
    )
    return Table("actions", "Bijsturing", Group.WORDS, col.ACTIONS, rows)


def _notes(content: Content, names: dict[str, str]) -> Table:
    rows = tuple(
        (
            *(names.get(note.domain, note.domain), note.code, note.activity, note.as_of),
            *(note.cause.value if note.cause else "", note.note, note.steering, note.result),
            *(note.indicator, note.value, note.target, note.forecast),
        )
        for note in content.notes
    )
    return Table("notes", "Toelichting en resultaat", Group.WORDS, col.NOTES, rows)


def _partners(content: Content, names: dict[str, str]) -> Table:
    rows = tuple(
        (
            *(names.get(partner.domain, partner.domain), partner.action_line, partner.partner),
            *(partner.form.value, partner.description, partner.quantity, partner.unit),
            *(partner.amount, partner.basis, partner.year),
        )
        for partner in content.partners
    )
    return Table("partners", "Inbreng van partners", Group.WORDS, col.PARTNERS, rows)


def _source_rules(content: Content) -> Table:
    rows = tuple((source.code, source.name or source.code, source.unspent) for source in content.sources)
    return Table("source_rules", "Wat gebeurt met de rest", Group.WORDS, col.SOURCE_RULES, rows)


def _terms(content: Content) -> Table:
    rows = tuple((sentence_case(term), text) for term, text in content.terms.items())
    return Table("terms", "Begrippen", Group.WORDS, col.TERMS, rows)


def _rules(content: Content) -> Table:
    rows = tuple((rule.id, *rule_words(rule), rule.source, rule.valid_from) for rule in content.rules)
    return Table("signal_rules", "Regels voor signalen", Group.WORDS, col.RULES, rows)


def _versions(content: Content, names: dict[str, str]) -> Table:
    rows = tuple(
        (
            labels.join_words([labels.SHEET_NAME[kind] for kind in version.kinds]),
            labels.join_words([names.get(code, code) for code in version.domains if code]),
            *(version.file, version.sha256, version.submission),
            *(version.submitted_by, version.submitted_at.date()),
            *(version.accepted_by, version.accepted_at.date()),
            *(version.submitted_as, version.accepted_as),
        )
        for version in content.versions
    )
    table = Table("versions", "Wie stelde wat vast", Group.WORDS, col.VERSIONS, rows)
    is_known = content.has_short_report
    return table.without(lambda column: column.name in ("submitted_as", "accepted_as") and not is_known)
