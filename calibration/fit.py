"""Fits the reference class to budgets with a known outturn: offline, never while serving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import isnan

import numpy as np

from budget.insight.forecast.line_outlook import (
    WILDEST,
    Outlook,
    features,
    lumpiness,
    own_features,
    plan_unit,
    uses_own,
)
from budget.insight.forecast.reference_class import (
    Evidence,
    Formula,
    Kind,
    Knots,
    Number,
    Reference,
    ReferenceClass,
    at,
)
from budget.model.words import MONTHS
from calibration.backtest import JUDGED, Case, expect_all, predict, stacked

TAIL = 0.1
"""One in ten is outside on either side: of the formulas, and of the margins."""
BETWEEN = 20.0
"""Years of spending that a kind needs to weigh as much as all kinds together."""
KIND_USUAL = 0.6
"""Mean error in half widths that belongs to an interval of eight in ten."""
LEAST_USUAL = 0.1
"""Lower bound, so that one year of its own never makes a line ten times as wide."""
LEAST_MARGIN = 0.01
MARKED = (*JUDGED, 11)
"""Months at which the margins are fitted; linear in between."""
FLAT: Knots = ((0.0, 1.0),)
FLAT_MONTHS: Knots = ((0.0, 0.0),)
SIZE_POWERS = (0.0, -0.05, -0.1, -0.15, -0.2, -0.25, -0.3)
"""Powers of the relative size that are tried for P90: large lines pass their plan by less."""
PEAK_POWERS = (0.0, 0.1, 0.2, 0.3, 0.4)
"""Powers of the biggest month that are tried for P10: uneven lines fall short by more."""
PARTS = 5
"""Parts of the data that are left out in turn, by group."""
ROUNDS = 3

Weights = dict[int, float]
Answers = list[tuple[Case, Outlook]]


def fit_reference(cases: Sequence[Case], start: Reference, fitted_on: date) -> Reference:
    """Both classes, fitted to the cases with a known outturn; a class without cases stays as in `start`.

    `start` gives the names, sources, weights of unusual years and the constants that are chosen, not fitted.
    """
    ended = [case for case in cases if case.outturn is not None]
    plan = [c for c in ended if c.position.own_forecast is None and c.position.budget > 0]
    own = [c for c in ended if uses_own(c.position) and c.position.own_forecast > 0]
    fitted = start
    if plan:
        fitted = replace(fitted, plan=_fit_plan(plan, fitted, fitted_on))
    if own:
        fitted = replace(fitted, own=_fit_own(own, fitted, fitted_on))
    return fitted


def shared_error(answers: Answers) -> float:
    """Correlation of the errors of two series of one group in one year, in half widths, after six months."""
    together = defaultdict(list)
    for case, out in answers:
        if case.month == MONTHS // 2 and out.below + out.above > 0:
            error = _error(case, out) / _half(out)
            together[case.group, case.year].append(min(max(error, -WILDEST), WILDEST))
    groups = [np.array(errors) for errors in together.values() if len(errors) > 1]
    every = np.concatenate(groups)
    centred = [errors - every.mean() for errors in groups]
    products = sum(errors.sum() ** 2 - (errors**2).sum() for errors in centred)
    return float(products / sum(len(errors) * (len(errors) - 1) for errors in groups) / every.var())


def _fit_plan(cases: list[Case], start: Reference, fitted_on: date) -> ReferenceClass:
    plain = _plain(start.plan, cases, fitted_on)
    # Differences between kinds are measured without both powers, as those in `start` are of other data.
    flat = replace(plain, months=_usual_months(cases, start.plan.weights), by_size=0.0, by_peak=0.0)
    whole, *others = (
        _with_formulas(some, replace(start, plan=flat)) for some in (cases, *_without_each_part(cases))
    )
    for with_power, tried, sign in ((_sized, SIZE_POWERS, 1), (_peaked, PEAK_POWERS, -1)):
        costs = {
            power: _cost(cases, [replace(start, plan=with_power(one, power)) for one in others], sign)
            for power in tried
        }
        best = min(tried, key=costs.__getitem__)
        whole, *others = (with_power(one, best) for one in (whole, *others))
    return _calibrated(
        cases, replace(start, plan=whole), [replace(start, plan=one) for one in others], "plan"
    )


def _sized(fitted: ReferenceClass, power: float) -> ReferenceClass:
    return replace(fitted, by_size=power)


def _peaked(fitted: ReferenceClass, power: float) -> ReferenceClass:
    return replace(fitted, by_peak=power)


def _usual_months(cases: list[Case], weights: Weights) -> Knots:
    """How much more or less than expected a series books in each month, on average."""
    paced = [case for case in cases if not isnan(case.pace)]
    counts, months = _counts(paced, weights), np.array([case.position.months for case in paced])
    paces = np.array([case.pace for case in paced])
    knots = [
        (float(month), round(float(np.average(paces[here], weights=counts[here])), 3))
        for month in range(1, MONTHS)
        if counts[here := months == month].sum() > 0
    ]
    return tuple(knots) or FLAT_MONTHS


def _cost(cases: list[Case], others: list[Reference], sign: int) -> float:
    """The pinball loss of P10 (sign -1) or P90 (1) with margins at their best level.

    For P90 in units of each line; for P10 in money, as in the interval score: in units, uneven lines would
    hardly count.
    """
    answers = _left_out_answers(cases, others, "plan", Evidence.KIND)
    cost = 0.0
    for month in MARKED:
        here = [(case, out) for case, out in answers if case.month == month]
        if not here:
            continue
        units = np.array([out.unit for _, out in here])
        errors = sign * np.array([_error(case, out) for case, out in here])
        wide = np.maximum([out.above if sign > 0 else out.below for _, out in here], 1e-9 * units)
        counts = _counts([case for case, _ in here], others[0].plan.weights)
        off = errors - max(quantile(errors / wide, counts, 1 - TAIL), LEAST_MARGIN) * wide
        loss = np.where(off > 0, (1 - TAIL) * off, -TAIL * off) / (units if sign > 0 else 1.0)
        cost += float(np.average(loss, weights=counts))
    return cost


def _fit_own(cases: list[Case], start: Reference, fitted_on: date) -> ReferenceClass:
    flat = replace(start, own=_plain(start.own, cases, fitted_on))
    whole, *others = (_with_ends(some, flat) for some in (cases, *_without_each_part(cases)))
    fitted = _calibrated(cases, whole, others, "own")
    ends = {
        by: ((*low, (float(MONTHS), 0.0)), (*high, (float(MONTHS), 0.0)))
        for by, (low, high) in fitted.margins.items()
    }
    return replace(fitted, margins=ends)


def _plain(start: ReferenceClass, cases: list[Case], fitted_on: date) -> ReferenceClass:
    years = [case.year for case in cases]
    margins = dict.fromkeys(Evidence, (FLAT, FLAT))
    return replace(start, fitted_on=fitted_on, years=(min(years), max(years)), margins=margins)


def _with_formulas(cases: list[Case], start: Reference) -> ReferenceClass:
    places = stacked([case.position for case in cases])
    units, table, uneven = plan_unit(places), _columns(features(places)), lumpiness(places)
    time = _time(cases)
    spent = np.array([case.outturn - case.position.realised for case in cases]) / units
    counts = _counts(cases, start.plan.weights)
    targets = np.clip(spent, -0.5, 6.0)
    middle = formula(table, time, targets, counts, 0.5)
    tenth, ninetieth = (
        formula(np.column_stack([table, uneven]), time, targets, counts, share) for share in (TAIL, 1 - TAIL)
    )
    fitted = replace(start.plan, middle=middle, tenth=tenth, ninetieth=ninetieth, kinds={})
    return replace(fitted, kinds=_kinds(cases, counts, replace(start, plan=fitted)))


def _with_ends(cases: list[Case], start: Reference) -> Reference:
    """P10 and P90 around the own forecast, which is P50 itself."""
    places = stacked([case.position for case in cases])
    own, table = places.own_forecast, _columns(own_features(places))
    off = np.clip(np.array([case.outturn for case in cases]) / own - 1, -1.0, 2.0)
    counts = _counts(cases, start.own.weights)
    tenth, ninetieth = (formula(table, _time(cases), off, counts, share) for share in (TAIL, 1 - TAIL))
    return replace(start, own=replace(start.own, tenth=tenth, ninetieth=ninetieth))


def _columns(features: Sequence[Number]) -> np.ndarray:
    return np.column_stack(np.broadcast_arrays(*features))


def _time(cases: Sequence[Case]) -> np.ndarray:
    return np.array([case.position.months / 6 - 1 for case in cases])


def _parts(cases: Sequence[Case]) -> dict[str, int]:
    """The part of each group of series, so that groups are left out whole."""
    return {group: place % PARTS for place, group in enumerate(sorted({case.group for case in cases}))}


def _without_each_part(cases: list[Case]) -> Iterator[list[Case]]:
    part = _parts(cases)
    for left_out in range(PARTS):
        yield [case for case in cases if part[case.group] != left_out] or cases


def formula(
    table: np.ndarray, time: np.ndarray, targets: np.ndarray, counts: np.ndarray, share: float
) -> Formula:
    """Quantile regression by reweighted least squares: each feature (column) gets a level and a slope."""
    design = np.hstack([table, table * time[:, None]])
    ridge = 1e-6 * len(targets) * np.eye(design.shape[1])
    weight = counts / counts.mean()
    weights = _solve(design, targets, weight, ridge)
    for step in range(80):
        error = targets - design @ weights
        tilt = np.where(error >= 0, share, 1 - share) / np.maximum(np.abs(error), max(1e-3, 0.1 * 0.7**step))
        weights = _solve(design, targets, weight * tilt, ridge)
    half = table.shape[1]
    return Formula(tuple(weights[:half].round(4).tolist()), tuple(weights[half:].round(4).tolist()))


def _solve(design: np.ndarray, targets: np.ndarray, weight: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    weighted = design * weight[:, None]
    return np.linalg.solve(weighted.T @ design + ridge, weighted.T @ targets)


def _kinds(cases: list[Case], counts: np.ndarray, reference: Reference) -> dict[str, Kind]:
    rows = defaultdict(list)
    answers = zip(cases, expect_all(cases, reference, [Kind()] * len(cases)), counts, strict=True)
    for case, out, count in answers:
        rows[case.kind].append(
            ((case.outturn - out.middle) / out.unit, max(_half(out) / out.unit, 0.05), count)
        )
    return {name: _kind(np.array(rows[name])) for name in sorted(rows)}


def _kind(rows: np.ndarray) -> Kind:
    """How a kind differs, from rows of (error, half width, count); few years get little weight."""
    errors, halves, counts = rows.T
    years = counts.sum() / (MONTHS - 1)
    trust = years / (years + BETWEEN)
    bias = trust * quantile(np.clip(errors, -1.5, 1.5), counts, 0.5)
    wide = np.average(np.minimum(np.abs(errors - bias) / halves, WILDEST), weights=counts) / KIND_USUAL
    return Kind(round(bias, 3), round(float(trust * wide + 1 - trust), 3), Evidence.KIND)


def _calibrated(cases: list[Case], whole: Reference, others: list[Reference], name: str) -> ReferenceClass:
    """The class of `whole`, with margins such that one in ten is below P10 and one in ten above P90.

    Each part of the data is predicted by the one of `others` fitted without it: a margin that fits seen data
    is too narrow for unseen data.
    """
    fitted: ReferenceClass = getattr(whole, name)
    for _ in range(ROUNDS):
        answers = {by: _left_out_answers(cases, others, name, by) for by in Evidence}
        fitted = _stretched(fitted, answers)
        others = [
            replace(one, **{name: replace(getattr(one, name), margins=fitted.margins, usual=fitted.usual)})
            for one in others
        ]
    return fitted


def _left_out_answers(cases: list[Case], others: list[Reference], name: str, by: Evidence) -> Answers:
    part = _parts(cases)
    visible_cases = cases if by is not Evidence.NOTHING else [replace(case, kind="") for case in cases]
    return [
        (case, out)
        for left_out, reference in enumerate(others)
        for case, out in predict(
            [case for case in visible_cases if part[case.group] == left_out],
            reference,
            fresh=by is not Evidence.YEARS,
            months=MARKED,
        )
        if out.unit > 0
    ]


def _stretched(fitted: ReferenceClass, answers: dict[Evidence, Answers]) -> ReferenceClass:
    fresh = [(case, out) for case, out in answers[Evidence.KIND] if case.month in JUDGED]
    usual = _mean(fresh, fitted.weights, lambda case, out: min(abs(_error(case, out)) / _half(out), WILDEST))
    on_plan = [(case, out) for case, out in fresh if _ends_on_plan(case, out)]
    more = _mean(on_plan, fitted.weights, lambda case, out: _error(case, out) > 1e-4 * out.unit)
    margins = {by: (_side(fitted, by, answers[by], -1), _side(fitted, by, answers[by], 1)) for by in Evidence}
    return replace(
        fitted,
        usual=round(max(usual or 0.0, LEAST_USUAL), 3),
        above=fitted.above if more is None else round(min(more, 0.5), 3),
        margins=margins,
    )


def _ends_on_plan(case: Case, out: Outlook) -> bool:
    """Whether it is expected to end on its budget, by a plan that was not changed so far."""
    place = case.position
    return bool(
        abs(out.middle - place.budget) < 1e-6 * out.unit
        and abs(place.budget - place.first_budget) < 0.005 * place.first_budget
    )


def _error(case: Case, out: Outlook) -> float:
    return float(case.ended - out.middle)


def _half(out: Outlook) -> float:
    return float(max((out.below + out.above) / 2, 1e-9 * out.unit))


def _mean(answers: Answers, weights: Weights, value: Callable[[Case, Outlook], float]) -> float | None:
    counts = _counts([case for case, _ in answers], weights)
    if counts.sum() == 0:
        return None
    return float(np.average([value(case, out) for case, out in answers], weights=counts))


def _counts(cases: Sequence[Case], weights: Weights) -> np.ndarray:
    return np.array([weights.get(case.year, 1.0) for case in cases])


def _side(fitted: ReferenceClass, by: Evidence, answers: Answers, sign: int) -> Knots:
    """The margin that leaves the tail outside on this side; sign -1 is below, 1 above."""
    before = fitted.margins[by][sign > 0]
    knots = []
    for month in MARKED:
        here = [(case, out) for case, out in answers if case.month == month]
        if not here:
            continue
        widths = [max(out.above if sign > 0 else out.below, 1e-9 * out.unit) for _, out in here]
        errors = np.array([sign * _error(case, out) for case, out in here]) / np.array(widths)
        counts = _counts([case for case, _ in here], fitted.weights)
        factor = quantile(errors, counts, 1 - at(fitted.tails[by][sign > 0], month))
        knots.append((float(month), round(max(at(before, month) * factor, LEAST_MARGIN), 4)))
    return tuple(knots) or before


def quantile(values: np.ndarray, counts: np.ndarray, share: float) -> float:
    """Weighted quantile: the first value at which at least `share` of the weight is reached."""
    order = np.argsort(values)
    reached = np.cumsum(counts[order]) / counts.sum()
    return float(values[order][min(int(np.searchsorted(reached, share)), len(values) - 1)])
