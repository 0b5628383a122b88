"""Decisions on plans: those named in plans, amendments, decision steps and releases."""

from __future__ import annotations

from budget import labels
from budget.export import columns as col
from budget.export.table import Group, Table, Values
from budget.model.words import ReleaseState
from budget.snapshot.content import Content


def plan_decisions(content: Content, names: dict[str, str]) -> tuple[Table, ...]:
    """The decisions that accepted plans name; no table without any, as before they were stored."""
    rows = tuple(
        (
            labels.join_words([names.get(code, code) for code in version.domains if code]),
            *(named.text, named.date, version.submission, version.file),
            *(version.accepted_by, version.accepted_at.date()),
        )
        for version in content.versions
        for named in version.allowed_by
    )
    title = "Besluiten bij het plan"
    return (Table("plan_decisions", title, Group.WORDS, col.PLAN_DECISIONS, rows),) if rows else ()


def plan_tables(content: Content, names: dict[str, str]) -> tuple[Table, Table]:
    """First plan, amendments and plan in force as labelled rows; and the decision steps."""
    amended: list[Values] = []
    for plan in content.plans:
        name = names.get(plan.domain, plan.domain)
        amended.append((name, "oorspronkelijk", plan.first, plan.original, "", "", ""))
        amended += [
            (name, "wijziging", change.on, change.cents, change.origin, change.reason, change.document)
            for change in plan.changes
        ]
        amended.append((name, "geldt nu", content.as_of, plan.current, "", "", ""))
    steps = tuple(
        (names.get(plan.domain, plan.domain), s.version, s.step, s.date, s.document, s.remark)
        for plan in content.plans
        for s in plan.steps
    )
    return (
        Table("amendments", "Plan en wijzigingen", Group.WORDS, col.AMENDMENTS, tuple(amended)),
        Table("decision_path", "Besluitvorming over plannen", Group.WORDS, col.DECISION_PATH, steps),
    )


def list_releases(content: Content, names: dict[str, str]) -> Table:
    """The release lists in force; only releases up to the reference date count."""
    sources = {source.code: source.name or source.code for source in content.sources}
    rows = tuple(
        (
            *(names.get(r.domain, r.domain), r.code, sources.get(r.source, r.source), r.theme),
            *(r.amount, r.state.value, r.date),
            "ja" if r.state is ReleaseState.RELEASED and r.date <= content.as_of else "nee",
            *(r.decision, r.body, r.document),
        )
        for r in content.releases
    )
    return Table("releases", "Vrijgave per besluit", Group.WORDS, col.RELEASES, rows)
