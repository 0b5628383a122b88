"""How often a run-out warning came true, and how often outturns were far above the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from budget.insight.forecast.line_outlook import Outlook
from budget.insight.forecast.run_out import chance_above
from calibration.backtest import Case, cases
from calibration.scores import EVERY_MONTH, as_used, kept

LIKELY, OVER, FAR = 0.5, 1.02, 1.2
"""A warning: probability of at least a half, and P50 more than 2 % over budget. Far: 1.2 x the budget."""
CENT = 100


class Told(NamedTuple):
    """The warnings of one month about `series` budgets: `passed` ended above the budget in force then.

    `warned` got a warning, `right` of those passed. `above_p90` and `far` are the shares of all that ended
    above P90, and above 1.2 x the budget; `far_told` is the mean probability given to the latter.
    """

    month: int
    series: int
    passed: int
    warned: int
    right: int
    above_p90: float
    far: float
    far_told: float

    @property
    def precision(self) -> float | None:
        """The share of warnings that came true; None without a warning."""
        return self.right / self.warned if self.warned else None

    @property
    def recall(self) -> float | None:
        """The share of passed budgets with a warning; None if none was passed."""
        return self.right / self.passed if self.passed else None


def free_table(panel: pd.DataFrame) -> list[Told]:
    """Every budget, as in the panel: a plan may be raised at any time."""
    return _told(_answers(panel, guarded=False))


def guarded_table(panel: pd.DataFrame) -> list[Told]:
    """Every budget, forecast as in a programme: spending above the budget needs a cause."""
    return _told(_answers(panel, guarded=True))


def kept_table(panel: pd.DataFrame) -> list[Told]:
    """The same, for budgets that were not raised after that month."""
    return _told(kept(_answers(panel, guarded=True)))


def as_text(table: Sequence[Told]) -> str:
    """The table as text, one line a month."""
    head = "maand reeksen  boven budget gewaarschuwd  uitgekomen  gevonden  boven P90  boven 1,2x  gezegd"
    return "\n".join([head, *(_line(told) for told in table)])


def _answers(panel: pd.DataFrame, *, guarded: bool) -> list[tuple[Case, Outlook]]:
    """Of every month, fitted on the other series, without earlier years and kind of spending."""
    known = [case for case in cases(panel) if case.outturn is not None]
    answers = as_used(known, guarded=guarded, months=EVERY_MONTH)
    return [answer for answer in answers if answer[0].position.budget > 0]


def _told(answers: Sequence[tuple[Case, Outlook]]) -> list[Told]:
    months = sorted({case.month for case, _ in answers})
    return [_month(month, [answer for answer in answers if answer[0].month == month]) for month in months]


def _month(month: int, answers: Sequence[tuple[Case, Outlook]]) -> Told:
    warned = [_is_warned(case, out) for case, out in answers]
    passed = [case.ended > case.position.budget for case, _ in answers]
    far = [case.ended > FAR * case.position.budget for case, _ in answers]
    above = [case.ended > (out.middle + out.above) * (1 + 1e-9) for case, out in answers]
    told = [_chance(out, FAR * case.position.budget) for case, out in answers]
    right = sum(one and other for one, other in zip(warned, passed, strict=True))
    count = len(answers)
    shares = (sum(above) / count, sum(far) / count, sum(told) / count)
    return Told(month, count, sum(passed), sum(warned), right, *shares)


def _is_warned(case: Case, out: Outlook) -> bool:
    budget = case.position.budget
    return bool(_chance(out, budget) >= LIKELY and out.middle > OVER * budget)


def _chance(out: Outlook, amount: float) -> float:
    ends = out.middle - out.below, out.middle, out.middle + out.above
    return chance_above([round(CENT * end) for end in ends], float(out.chance), round(CENT * amount))


def _line(told: Told) -> str:
    shares = (told.precision, told.recall, told.above_p90, told.far, told.far_told)
    cells = ["-" if share is None else f"{share:.1%}" for share in shares]
    return (
        f"{told.month:>5} {told.series:>7} {told.passed:>13} {told.warned:>12} {cells[0]:>11} {cells[1]:>9}"
        f" {cells[2]:>10} {cells[3]:>11} {cells[4]:>7}"
    )
