"""How fast the money goes: cumulative realised against the planned path, with the forecast to year end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import Cells, Column, Tabular, amount_or_nothing, pace_message, release
from budget.model.figures import Forecast, Interval, LineFacts, Measures, Row, RunOut
from budget.model.words import MONTHS, Cents


class Point(NamedTuple):
    """A cumulative amount on a day."""

    day: date
    cents: Cents


class FanPoint(NamedTuple):
    """The expected cumulative amount on a day."""

    day: date
    expected: Interval


@dataclass(frozen=True, slots=True)
class PaceChart(Tabular):
    """One group through the year.

    `planned` starts at 0 on the day before the year and has the 12 month ends; `realised` starts there
    too and ends at the reference date (nothing when that lies before the year); `fan` starts at the last
    realised point and ends at 31 December (nothing when the year is over).
    """

    name: str
    year: int
    as_of: date
    measures: Measures
    planned: tuple[Point, ...]
    realised: tuple[Point, ...]
    fan: tuple[FanPoint, ...]

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Tot en met", labels.day_short),
        Column("Gepland", amount_or_nothing),
        Column("Besteed", amount_or_nothing),
        Column("Prognose laag", amount_or_nothing),
        Column("Prognose", amount_or_nothing),
        Column("Prognose hoog", amount_or_nothing),
    )

    @classmethod
    def of(
        cls, name: str, lines: Sequence[LineFacts], row: Row, forecast: Forecast, year: int, as_of: date
    ) -> PaceChart:
        """The chart of the group `row` that consists of `lines`; every figure of today is the row's own."""
        planned = _path(year, _sums([line.phasing for line in lines]))
        realised = _realised(year, as_of, _sums([line.realised for line in lines]), row.measures.realised)
        fan = _fan(year, as_of, row.measures.realised, forecast.path)
        return cls(name, year, as_of, row.measures, planned, realised, fan)

    @property
    def start(self) -> date:
        """The day before the year, when nothing is spent."""
        return date(self.year - 1, 12, 31)

    @property
    def end(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def today(self) -> date | None:
        """Where the reference date stands in the picture; None when it lies before the year."""
        return self.realised[-1].day if self.realised else None

    @property
    def today_label(self) -> str:
        """The reference date as it stands in the picture, with its year where that is another one."""
        return labels.day_month(self.as_of) if self.as_of.year == self.year else labels.day(self.as_of)

    @property
    def realised_label(self) -> str:
        """`38 % besteed`, or the amount where there is no budget."""
        m = self.measures
        return f"{labels.percent(m.depletion) if m.budget else labels.euro_short(m.realised)} besteed"

    @property
    def planned_label(self) -> str:
        """`55 % gepland`, or nothing where there is no budget."""
        return f"{labels.percent(self.measures.norm_share)} gepland" if self.measures.budget else ""

    @property
    def run_out(self) -> date | None:
        """The expected day on which the money is gone, None when that is not within the year."""
        return self.measures.run_out.p50

    @property
    def amounts(self) -> list[Cents]:
        """Every amount that the picture must have room for."""
        m = self.measures
        edges = [edge for point in self.fan for edge in (point.expected.p10, point.expected.p90)]
        return [m.budget, m.used, *(point.cents for point in (*self.planned, *self.realised)), *edges]

    @property
    def title(self) -> str:
        """The message of the chart."""
        return pace_message(self.name, self.measures)

    @property
    def alt(self) -> str:
        """The text alternative."""
        m = self.measures
        known = f"Daarnaast is {labels.euro(m.committed)} verplicht. Vrijgegeven: {release(m)}."
        expected = _expected(m) if self.fan else "Het jaar is voorbij."
        return " ".join((f"Lijngrafiek van {self.name} in {self.year}.", self._stand(), known, expected))

    def _stand(self) -> str:
        m = self.measures
        return (
            f"Op {labels.day(self.as_of)} is {_part(m.realised, m.depletion)} besteed;"
            f" gepland was {_part(m.norm, m.norm_share)}. Begroot is {labels.euro(m.budget)}."
        )

    def cells(self) -> Cells:
        """The rows of the table."""
        planned = {point.day: point.cents for point in self.planned[1:]}
        realised = {point.day: point.cents for point in self.realised[1:]}
        fan = {point.day: point.expected for point in self.fan[1:]}
        if self.today and self.today > self.start:
            planned.setdefault(self.today, self.measures.norm)
        return [(day, planned[day], realised.get(day), *_interval(fan.get(day))) for day in sorted(planned)]

    def to_data(self) -> dict[str, Any]:
        """Plain data for a snapshot: amounts in cents, days as ISO text."""
        return {
            "name": self.name,
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "measures": _measures_data(self.measures),
            "planned": [[p.day.isoformat(), p.cents] for p in self.planned],
            "realised": [[p.day.isoformat(), p.cents] for p in self.realised],
            "fan": [[p.day.isoformat(), p.expected.p10, p.expected.p50, p.expected.p90] for p in self.fan],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> PaceChart:
        """The chart that to_data() wrote down."""
        return cls(
            name=data["name"],
            year=data["year"],
            as_of=date.fromisoformat(data["as_of"]),
            measures=_measures_from(data["measures"]),
            planned=tuple(Point(date.fromisoformat(d), c) for d, c in data["planned"]),
            realised=tuple(Point(date.fromisoformat(d), c) for d, c in data["realised"]),
            fan=tuple(FanPoint(date.fromisoformat(d), Interval(*three)) for d, *three in data["fan"]),
        )


def _part(cents: Cents, share: float | None) -> str:
    return f"{labels.euro(cents)} ({labels.percent(share)})"


def _expected(m: Measures) -> str:
    outturn = (
        f"Naar verwachting is op 31 december {labels.euro(m.forecast.p50)} besteed"
        f" (tussen {labels.euro(m.forecast.p10)} en {labels.euro(m.forecast.p90)})."
    )
    if m.run_out.p50 is None:
        return outturn
    return f"{outturn} Het geld is naar verwachting op rond {labels.day(m.run_out.p50)}."


def month_end(year: int, month: int) -> date:
    """The last day of a month (1 to 12)."""
    return date(year, month, monthrange(year, month)[1])


def _sums(series: Sequence[Sequence[Cents]]) -> list[Cents]:
    return [sum(amounts) for amounts in zip(*series, strict=True)]


def _path(year: int, months: list[Cents]) -> tuple[Point, ...]:
    days = (month_end(year, month) for month in range(1, MONTHS + 1))
    ends = map(Point, days, accumulate(months or [0] * MONTHS))
    return (Point(date(year - 1, 12, 31), 0), *ends)


def _realised(year: int, as_of: date, months: list[Cents], total: Cents) -> tuple[Point, ...]:
    if as_of < date(year, 1, 1):
        return ()
    last = min(as_of, date(year, 12, 31))
    return (*(p for p in _path(year, months[:MONTHS]) if p.day < last), Point(last, total))


def _fan(year: int, as_of: date, realised: Cents, path: tuple[Interval, ...]) -> tuple[FanPoint, ...]:
    if as_of >= date(year, 12, 31):
        return ()
    start = max(as_of, date(year, 1, 1) - timedelta(days=1))
    ahead = ((month_end(year, month), path[month - 1]) for month in range(1, MONTHS + 1))
    first = FanPoint(start, Interval(realised, realised, realised))
    return (first, *(FanPoint(day, expected) for day, expected in ahead if day > start))


def _interval(expected: Interval | None) -> tuple[Cents | None, ...]:
    return (expected.p10, expected.p50, expected.p90) if expected else (None, None, None)


def _measures_data(measures: Measures) -> dict[str, Any]:
    data = asdict(measures)
    days = {name: getattr(measures.run_out, name) for name in ("p10", "p50", "p90")}
    data["run_out"] |= {name: day.isoformat() if day else None for name, day in days.items()}
    return data


def _measures_from(data: dict[str, Any]) -> Measures:
    days = {
        name: day and date.fromisoformat(day)
        for name, day in data["run_out"].items()
        if name != "probability"
    }
    run_out = RunOut(**days, probability=data["run_out"]["probability"])
    return Measures(**data | {"forecast": Interval(**data["forecast"]), "run_out": run_out})
