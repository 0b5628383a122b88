"""The invented facts of the example, read from CSV: lines, partners, decisions, progress, questions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from budget.model import Cause, Cents, Decision, PartnerContribution, PartnerForm
from budget.model.questions import BoardQuestion, Option

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the plan of 2024 after all amendments.

    `style` is the look of its bookings, `profile` its spread over the year. `spent`, `open` and `released`
    are percentages of the budget at 30 September; None: as usual in its domain. `released_known` False: the
    plan leaves the cell empty. `goes_on` False: no line in 2025.
    """

    code: str
    action_line: str
    activity: str
    short: str
    source: str
    theme: str
    budget: Cents
    style: str
    profile: str
    spent: int | None
    open: int | None
    released: int | None
    released_known: bool
    goes_on: bool

    @property
    def domain(self) -> str:
        return self.code[:3]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A result of a line, with the value reached at each of three reference dates."""

    code: str
    result: str
    indicator: str
    target: str
    values: dict[date, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """The budget holder's note on a line at a date; `forecast` is a percentage of its budget."""

    code: str
    as_of: date
    forecast: int | None
    cause: Cause | None
    note: str
    steering: str


def read_entries() -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in _rows("lines.csv"))


def read_partners() -> tuple[PartnerContribution, ...]:
    return tuple(
        PartnerContribution(
            row["partner"], row["domain"], row["action_line"], int(row["year"]), PartnerForm(row["form"]),
            row["description"], _cents(row["amount"]) if row["amount"] else None,
            row["quantity"], row["unit"], row["basis"],
        )
        for row in _rows("partners.csv")
    )  # fmt: skip


def read_decisions() -> tuple[tuple[date, Decision], ...]:
    """Each decision with the reference date of the progress workbook that has it."""
    return tuple(
        (
            date.fromisoformat(row["known"]),
            Decision(
                date.fromisoformat(row["date"]), row["domain"], row["code"], row["decision"],
                _cents(row["amount"]), row["criteria"], tuple(row["decided_by"].split("|")),
                row["escalation"], tuple(filter(None, [row["conflict"]])), row["route"],
                date.fromisoformat(row["resolved_on"]) if row["resolved_on"] else None,
                tuple(filter(None, row["resolved_by"].split("|"))),
            ),
        )
        for row in _rows("decisions.csv")
    )  # fmt: skip


def read_indicators() -> tuple[Indicator, ...]:
    dates = {"may": date(2024, 5, 31), "aug": date(2024, 8, 31), "sep": date(2024, 9, 30)}
    return tuple(
        Indicator(
            row["code"], row["result"], row["indicator"], row["target"],
            {day: row[column] for column, day in dates.items()},
        )
        for row in _rows("indicators.csv")
    )  # fmt: skip


def read_questions() -> tuple[tuple[date, BoardQuestion], ...]:
    """Each question to the board with the reference date of the progress workbook that asks it."""
    return tuple(
        (
            date.fromisoformat(row["as_of"]),
            BoardQuestion(
                row["code"], row["question"],
                tuple(Option(row[f"option_{x}"], _euros(row[f"effect_{x}"])) for x in ("a", "b")),
                row["owner"], date.fromisoformat(row["meeting"]),
            ),
        )
        for row in _rows("questions.csv")
    )  # fmt: skip


def read_remarks() -> tuple[Remark, ...]:
    return tuple(
        Remark(
            row["code"], date.fromisoformat(row["as_of"]), _percent(row["forecast"]),
            Cause(row["cause"]) if row["cause"] else None, row["note"], row["steering"],
        )
        for row in _rows("remarks.csv")
    )  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _entry(row: dict[str, str]) -> Entry:
    known = row["released"] != "?"
    return Entry(
        code=row["code"],
        action_line=row["action_line"],
        activity=row["activity"],
        short=row["short"],
        source=row["source"],
        theme=row["theme"],
        budget=_cents(row["budget"]),
        style=row["style"],
        profile=row["profile"],
        spent=_percent(row["spent"]),
        open=_percent(row["open"]),
        released=_percent(row["released"]) if known else None,
        released_known=known,
        goes_on=row["next"] != "-",
    )


def _cents(text: str) -> Cents:
    return int(text.replace(".", "").replace(",", ""))


def _euros(text: str) -> Cents:
    return _cents(f"{text},00")


def _percent(text: str) -> int | None:
    return int(text) if text else None
