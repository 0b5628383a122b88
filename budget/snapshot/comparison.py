"""Changes since an earlier snapshot; every step starts from what that snapshot froze."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budget.insight.diff.free_room import Change, Moment
from budget.model.figures import Row
from budget.model.words import By, Cents
from budget.snapshot.change_sentences import (
    actions_sentence,
    domain_change_sentence,
    forecast_change_sentence,
    free_change_sentence,
    signals_change_sentence,
)
from budget.snapshot.content import (
    Action,
    ActionChanges,
    ChangeItem,
    Changes,
    Content,
    Difference,
    ForecastChanges,
    SignalChange,
    Since,
    Steps,
    ThenNow,
    counts_period_ends,
)
from budget.standing.late_bookings import late_sentence
from budget.standing.moment import Standing

CORRECTED = ("budget", "released", "realised", "committed", "free")
"""The measures of which a correction lists every difference."""


def compare(
    standing: Standing, since: Since, known_at: int, frozen: Content, actions: Sequence[Action]
) -> Changes:
    """The difference between the figures `frozen` at `since` (as known then) and `standing`; in cents.

    `after` of the steps is the present free room; `regrouped` is nearly always 0. `actions` are the present
    frozen actions.
    """
    moment = Moment(since.as_of, known_at, not counts_period_ends(frozen.software))
    rows, total = standing.rows(By.DOMAIN), standing.total()
    then = {row.key: row for row in frozen.domains}
    steps = {row.key: _steps(standing, moment, row.key, _free(then.get(row.key))) for row in rows}
    whole = _steps(standing, moment, None, frozen.total.measures.free)
    forecast = ForecastChanges(
        _then_now(frozen.total, total), {row.key: _then_now(then.get(row.key), row) for row in rows}
    )
    signals = tuple(
        _signal(before, row)
        for row in rows
        if row.is_planned and (before := then.get(row.key)) and _moved(before, row)
    )
    action_changes = compare_actions(frozen.actions, actions)
    sentences: tuple[str, ...] = (
        free_change_sentence(whole, since),
        forecast_change_sentence(forecast.total),
        signals_change_sentence(signals),
        actions_sentence(
            len(action_changes.done),
            len(action_changes.open),
            len(action_changes.new),
            len(action_changes.overdue),
        ),
    )
    changes = standing.changes_since(moment)
    if late := late_sentence(changes, since.as_of):
        sentences = (*sentences, late)
    items = tuple(_item(standing, change) for change in changes)
    of_domains = {code: domain_change_sentence(steps[code], forecast.domains[code]) for code in steps}
    return Changes(since, whole, steps, items, forecast, signals, action_changes, sentences, of_domains)


def differences(was: Content, now: Iterable[Row]) -> tuple[Difference, ...]:
    """Every amount of a domain or the programme that a correction of `was` changes."""
    known = {(row.by, row.key): row for row in (*was.domains, was.total)}
    return tuple(
        Difference(row.by, row.key, row.name, name, then, amount)
        for row in now
        for name in CORRECTED
        if (then := _amount(known.get((row.by, row.key)), name)) != (amount := _amount(row, name))
    )


def compare_actions(before: Iterable[Action], now: Sequence[Action]) -> ActionChanges:
    """Of the actions in `now`: those done since, still open, new, and open but overdue."""
    known = {action.identity for action in before if not action.is_done}
    numbered = list(enumerate(now))
    still_open = [(n, action) for n, action in numbered if not action.is_done]
    return ActionChanges(
        done=tuple(n for n, action in numbered if action.is_done),
        open=tuple(n for n, action in still_open if action.identity in known),
        new=tuple(n for n, action in still_open if action.identity not in known),
        overdue=tuple(n for n, action in numbered if action.overdue and not action.closed),
    )


def _amount(row: Row | None, name: str) -> Cents | None:
    return getattr(row.measures, name) if row else None


def _free(row: Row | None) -> Cents:
    return row.measures.free if row else 0


def _steps(standing: Standing, moment: Moment, domain: str | None, before: Cents) -> Steps:
    bridge = standing.bridge_since(moment, domain)
    return Steps(
        before, bridge.plan, bridge.bookings, bridge.commitments, bridge.after, bridge.before - before
    )


def _item(standing: Standing, change: Change) -> ChangeItem:
    by, name = standing.acceptance(change.seq), standing.programme.name_of
    return ChangeItem(
        kind=change.kind,
        code=change.key.code,
        source=change.key.source,
        theme=change.key.theme,
        domain=change.domain,
        activity=change.activity,
        cents=change.cents,
        submission=by.submission,
        file=by.file,
        submitted_by=name(by.submitted_by),
        accepted_by=name(by.accepted_by),
        late=change.late,
    )


def _then_now(before: Row | None, now: Row) -> ThenNow:
    return ThenNow(before.measures.forecast.p50 if before else None, now.measures.forecast.p50)


def _moved(before: Row, now: Row) -> bool:
    return before.signal.colour is not now.signal.colour


def _signal(before: Row, now: Row) -> SignalChange:
    return SignalChange(
        domain=now.key,
        name=now.name,
        before=before.signal.colour,
        after=now.signal.colour,
        reason_before=before.signal.reason,
        reason_after=now.signal.reason,
    )
