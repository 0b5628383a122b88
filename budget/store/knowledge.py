"""Loads everything that was accepted about one fiscal year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from budget.model.content import Knowledge, Succession
from budget.store.acceptances import latest_seq, load_acceptances
from budget.store.moved_bookings import load_moved
from budget.store.plan_money import load_plan_decisions
from budget.store.plans import load_amendments, load_code_domains, load_versions
from budget.store.progress import load_path, load_progress, load_releases, load_successions
from budget.store.questions import load_questions
from budget.store.totals import load_commitments, load_coverage, load_movements


def load_knowledge(
    connection: Connection,
    programme: str,
    year: int,
    known_at: int | None = None,
    reference_dates: Iterable[date] = (),
) -> Knowledge:
    """Everything insight needs for fiscal `year`, as known at acceptance `known_at` (default: now).

    Pass dates within a month in `reference_dates`: their months are loaded by day, as are those in which the
    period of a statement ends or a succession begins. The cost grows with lines, months and acceptances, not
    with bookings.
    """
    known = latest_seq(connection, programme) if known_at is None else known_at
    coverage = load_coverage(connection, programme, known)
    named = load_plan_decisions(connection, programme, known)
    successions = load_successions(connection, programme, known)
    days = {*reference_dates, *(statement.last for statement in coverage), *_last_days(successions)}
    return Knowledge(
        year=year,
        known_at=known,
        acceptances=tuple(
            replace(acceptance, allowed_by=named.get(acceptance.seq, ()))
            for acceptance in load_acceptances(connection, programme, known)
        ),
        versions=load_versions(connection, programme, year, known),
        code_domains=load_code_domains(connection, programme, known),
        movements=load_movements(connection, programme, year, known, days),
        commitments=load_commitments(connection, programme, year, known),
        progress=load_progress(connection, programme, known),
        coverage=coverage,
        questions=load_questions(connection, programme, known),
        releases=load_releases(connection, programme, known),
        amendments=load_amendments(connection, programme, known),
        path=load_path(connection, programme, known),
        moved=load_moved(connection, programme, known),
        successions=successions,
    )


def load_year_beside(
    connection: Connection, programme: str, knowledge: Knowledge, year: int, reference_dates: Iterable[date]
) -> Knowledge:
    """What load_knowledge() gives for another fiscal `year`, from the `knowledge` of one year.

    Only what differs by year is loaded.
    """
    days = {*reference_dates, *(statement.last for statement in knowledge.coverage)}
    days |= _last_days(knowledge.successions)
    return _of_year(connection, programme, knowledge, year, days)


def load_other_year(
    connection: Connection, programme: str, knowledge: Knowledge, year: int, as_of: date
) -> Knowledge:
    """The same knowledge about another fiscal `year`, for what is booked at `as_of`.

    Only what differs by year is loaded. Months in which the period of a statement ends are not loaded by day:
    pace dates need that, an amount at one date does not.
    """
    days = {as_of, *_last_days(knowledge.successions)}
    return _of_year(connection, programme, knowledge, year, days)


def _of_year(
    connection: Connection, programme: str, knowledge: Knowledge, year: int, days: Iterable[date]
) -> Knowledge:
    """The knowledge with the plans, bookings and commitments of this year."""
    known = knowledge.known_at
    return replace(
        knowledge,
        year=year,
        versions=load_versions(connection, programme, year, known),
        movements=load_movements(connection, programme, year, known, days),
        commitments=load_commitments(connection, programme, year, known),
    )


def _last_days(successions: Iterable[tuple[int, Succession]]) -> set[date]:
    """The days before successions begin."""
    return {row.since - timedelta(days=1) for _, row in successions}
