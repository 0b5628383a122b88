"""The measures of groups of plan lines, exactly as measures.md defines them.

The facts of all lines are one frame; a grouping is summed by groupby, in int64 cents, for all groups at once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.frames import facts_frame
from budget.insight.forecast.outturn import Forecasts, Prospects, forecasts, line_prospects, sum_correlated
from budget.insight.group_details import (
    Ints,
    Members,
    PotAmounts,
    largest_pots,
    pot_amounts,
    red_parts_of_groups,
)
from budget.insight.groups import group_key, group_name, ordering, pot_where
from budget.insight.signals import KINDS, RED_PART, red_words, signal_judge, unplanned_signal
from budget.model.figures import Facts, Forecast, Measures, Part, Row, SignalDetails
from budget.model.programme import Programme
from budget.model.words import MONTHS, By, Cents, Colour

_SUMMED = ("budget", "original_budget", "committed", "realised", "norm", "released", "stated", "with_budget",
           "released_with_budget", "unknown", "realised_later")  # fmt: skip


def norm(phasing: Sequence[Cents], year: int, as_of: date) -> Cents:
    """Planned to date of one line: full months + the month of `as_of` x day / days, half a cent up.

    0 before `year`, the whole phasing after it.
    """
    values: list[Cents] = norms(np.array([phasing], dtype=np.int64), year, as_of).tolist()
    return values[0]


def norms(phasing: NDArray[np.int64], year: int, as_of: date) -> NDArray[np.int64]:
    """Planned to date of n lines with a phasing of n x 12 cents (measures: norm)."""
    if as_of.year != year:
        planned: NDArray[np.int64] = phasing.sum(axis=1) * int(as_of.year > year)
        return planned
    days = monthrange(year, as_of.month)[1]
    part = phasing[:, as_of.month - 1] * as_of.day
    whole: NDArray[np.int64] = phasing[:, : as_of.month - 1].sum(axis=1)
    return whole + (2 * part + days) // (2 * days)


def _table(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


@dataclass(frozen=True)
class LineTable:
    """The lines of the programme as a frame with their outlooks; measures any grouping of them."""

    facts: Facts

    @cached_property
    def facts_frame(self) -> pd.DataFrame:
        """The facts of all lines."""
        return facts_frame(self.facts.lines)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The columns to sum, all int64: amounts of the facts, what follows from them, and the pot."""
        lines = self.facts.lines
        stored = [
            (x.budget, x.original_budget, x.committed, sum(x.realised), x.realised_later,
             x.released or 0, x.planned, x.planned and x.released is not None)
            for x in lines
        ]  # fmt: skip
        budget, original, committed, realised, later, released, planned, stated = _table(stored, 8).T
        with_budget, used = stated * (budget > 0), committed + realised
        columns = {
            "budget": budget,
            "original_budget": original,
            "committed": committed,
            "realised": realised,
            "norm": self._norms(_table([line.phasing for line in lines], MONTHS)),
            "realised_later": later,
            "released": released * stated,
            "stated": stated,
            "unknown": planned - stated,
            "with_budget": with_budget,
            "released_with_budget": released * with_budget,
            "used": used,
            "stated_used": used * stated,
            "stated_budget": budget * stated,
            "pot": pd.factorize(np.array(self.pot_keys, dtype=object))[0],
        }
        return pd.DataFrame(columns)

    def _norms(self, phasing: NDArray[np.int64]) -> NDArray[np.int64]:
        """Planned to date of each line, at its own pace date."""
        norms_by_line = np.zeros(len(phasing), dtype=np.int64)
        days = np.array([line.known_until or self.facts.as_of for line in self.facts.lines], dtype=object)
        for day in set(days.tolist()):
            norms_by_line[days == day] = norms(phasing[days == day], self.facts.year, day)
        return norms_by_line

    @cached_property
    def prospects(self) -> Prospects:
        """The outlook of each line."""
        facts = self.facts
        parts = line_prospects(facts.lines, facts.year, facts.as_of)
        return parts.with_own_margins(facts.own_margins)

    def total(self, programme: Programme) -> Row:
        """The whole programme as one row."""
        everything = _Grouping([""], np.zeros(len(self.facts.lines), dtype=np.int64))
        return self._rows(By.PROGRAMME, everything, programme, lambda number: (programme.name, ""))[0]

    def rows(self, by: By, programme: Programme, domain: str | None = None) -> tuple[Row, ...]:
        """One row per group, in the programme's order; money in no plan comes last, with key ''.

        `domain` keeps only the lines of that domain. Grouped by domain, every domain of the programme has a
        row, and unplanned money is in its domain where its code identifies one.
        """
        lines = self.facts.lines
        if by is By.PROGRAMME:
            places = np.array([0 if domain in (None, line.domain) else -1 for line in lines], dtype=np.int64)
            everything = _Grouping([""], places)
            whole = programme.name, domain or ""
            return self._rows(by, everything, programme, lambda number: whole, domain)
        keys = [group_key(line, by) if domain in (None, line.domain) else None for line in lines]
        present = {key for key in keys if key is not None}
        if by is By.DOMAIN and domain is None:
            present |= {d.code for d in programme.domains}
        grouping = _Grouping.of(keys, sorted(present, key=ordering(by, programme)))
        first, domains = grouping.first(), grouping.only([line.domain for line in lines])

        def named(number: int) -> tuple[str, str]:
            key = grouping.keys[number]
            line = lines[first[number]] if first[number] >= 0 else None
            return group_name(by, key, line, programme), key if by is By.DOMAIN else domains[number]

        return self._rows(by, grouping, programme, named, domain)

    def forecast(self, domain: str | None = None) -> Forecast:
        """The forecast of the programme, or of the lines of one domain."""
        inside = [0 if domain in (None, line.domain) else -1 for line in self.facts.lines]
        grouping = _Grouping([""], np.array(inside, dtype=np.int64))
        return self._forecasts(grouping).forecast(0)

    @cached_property
    def pot_keys(self) -> list[str]:
        """The pot of each line, as given by group_key."""
        return [group_key(line, By.POT) for line in self.facts.lines]

    @cached_property
    def _found_parts(self) -> dict[tuple[int, str | None, bool], tuple[Programme, list[Members]]]:
        return {}

    def _red_parts(self, by: By, programme: Programme, domain: str | None) -> list[Members]:
        """The red action lines, sources and themes; within each domain when grouped by domain."""
        if all(rule.condition != RED_PART for rule in programme.rules):
            return []
        identity = id(programme), domain, by is By.DOMAIN
        if identity not in self._found_parts:
            self._found_parts[identity] = programme, self._list_red_parts(*identity[1:], programme)
        parts = self._found_parts[identity][1]
        return [(part, lines) for part, lines in parts if part.by is not by]

    def _list_red_parts(self, domain: str | None, is_within: bool, programme: Programme) -> list[Members]:
        """Measure the parts of all kinds at once: a line is in the frame once for each kind."""
        stacked: dict[tuple[By, str, str], list[int]] = {}
        for by in KINDS:
            for number, line in enumerate(self.facts.lines):
                has_part = line.planned and domain in (None, line.domain)
                if has_part and (by is not By.THEME or line.key.theme):
                    home = line.domain if is_within or by is By.ACTION_LINE else ""
                    stacked.setdefault((by, home, group_key(line, by)), []).append(number)
        members = [np.array(lines, dtype=np.int64) for lines in stacked.values()]
        if not members:
            return []
        places = np.repeat(np.arange(len(members)), [len(lines) for lines in members])
        grouping = _Grouping([key for _, _, key in stacked], places)
        judge = signal_judge(programme.rules, self.facts.as_of)
        condition_of = {rule.id: rule.condition for rule in programme.rules}
        parts = []
        members_of_all = np.concatenate(members)
        pots = pot_amounts(self.frame.iloc[members_of_all].reset_index(drop=True), places)
        measured = self._measured(grouping, members_of_all, pots)
        tasks = pots.sums(pots.to_find, len(members))
        for (by, home, key), lines, m, to_find in zip(stacked, members, measured, tasks, strict=True):
            line = self.facts.lines[lines[0]]
            signal = judge(m, home or (domain or ""), SignalDetails(to_find=to_find))
            if signal.colour is Colour.RED:
                cents, words = red_words(m, condition_of[signal.rule], to_find)
                name = group_name(by, key, line, programme)
                parts.append((Part(by, name, m.budget, condition_of[signal.rule], cents, words), lines))
        return parts

    def _forecasts(self, grouping: _Grouping, lines: Ints | None = None) -> Forecasts:
        is_member = grouping.places >= 0
        every = self.prospects if lines is None else self.prospects.of(lines)
        parts = every if is_member.all() else every.of(is_member)
        groups = sum_correlated(parts, grouping.places[is_member], len(grouping.keys))
        return forecasts(groups, self.facts.year, self.facts.as_of)

    def _measured(
        self, grouping: _Grouping, lines: Ints | None = None, pots: PotAmounts | None = None
    ) -> list[Measures]:
        """The measures of every group; `lines` are the lines that its places are for (default: all)."""
        frame = self.frame if lines is None else self.frame.iloc[lines].reset_index(drop=True)
        pots = pots or pot_amounts(frame, grouping.places)
        amounts = {"short": pots.short, "unreleased_use": pots.unreleased_use}
        sums = grouping.sums(frame) | {
            name: pots.sums(cents, len(grouping.keys)) for name, cents in amounts.items()
        }
        ahead, known_until = self._forecasts(grouping, lines), self._known_until(grouping, lines)
        return [
            _measures({column: values[number] for column, values in sums.items()}, ahead, known_until, number)
            for number in range(len(grouping.keys))
        ]

    def _known_until(self, grouping: _Grouping, lines: Ints | None) -> dict[int, date]:
        every = range(len(self.facts.lines)) if lines is None else lines.tolist()
        dates: dict[int, date] = {}
        for place, number in zip(grouping.places.tolist(), every, strict=True):
            until = self.facts.lines[number].known_until
            if place >= 0 and until:
                dates[place] = min(dates.get(place, until), until)
        return dates

    def _signal_details(
        self,
        by: By,
        grouping: _Grouping,
        pots: PotAmounts,
        programme: Programme,
        domain: str | None,
        domains: Sequence[str],
    ) -> list[SignalDetails]:
        """The details behind each group's signal; `domains` has the one domain of each group, or ''."""
        keys = dict(zip(self.frame["pot"].tolist(), self.pot_keys, strict=True))

        def where(group: int, pot: int) -> str:
            return pot_where(keys[pot], domains[group], programme)

        amounts = pots.short - pots.to_find, pots.unreleased_use, pots.to_find
        short, unreleased, task = (largest_pots(pots, cents, where) for cents in amounts)
        to_find = pots.sums(pots.to_find, len(grouping.keys))
        red = red_parts_of_groups(self._red_parts(by, programme, domain), grouping.places)
        return [
            SignalDetails(short.get(n), unreleased.get(n), red.get(n, ()), task.get(n), to_find[n])
            for n in range(len(grouping.keys))
        ]

    def _rows(
        self,
        by: By,
        grouping: _Grouping,
        programme: Programme,
        name_of: Callable[[int], tuple[str, str]],
        domain: str | None = None,
    ) -> tuple[Row, ...]:
        if not grouping.keys:
            return ()  # Most years of a programme have no lines yet.
        names = [name_of(number) for number in range(len(grouping.keys))]
        pots = pot_amounts(self.frame, grouping.places)
        inside = self._signal_details(by, grouping, pots, programme, domain, [home for _, home in names])
        judge = signal_judge(programme.rules, self.facts.as_of)
        rows = []
        for (name, home), key, m, within in zip(
            names, grouping.keys, self._measured(grouping, pots=pots), inside, strict=True
        ):
            row = Row(by, key, name, home, m, judge(m, home, within))
            rows.append(row if row.is_planned else replace(row, signal=unplanned_signal(m, row.signal)))
        return tuple(rows)


def _measures(
    s: Mapping[str, Cents], ahead: Forecasts, known_until: Mapping[int, date], number: int
) -> Measures:
    # A line without budget has nothing to release: its 0 must not hide that other lines are unknown.
    says, released = (
        (s["with_budget"], s["released_with_budget"]) if s["unknown"] else (s["stated"], s["released"])
    )
    return Measures(
        budget=s["budget"],
        original_budget=s["original_budget"],
        released=released if says else None,
        released_unknown=s["unknown"],
        realised=s["realised"],
        committed=s["committed"],
        norm=s["norm"],
        forecast=ahead.outturn(number),
        run_out=ahead.run_outs[number],
        short=s["short"],
        unreleased_use=s["unreleased_use"],
        realised_later=s["realised_later"],
        known_until=known_until.get(number),
    )


@dataclass(frozen=True)
class _Grouping:
    """The group number of each line, -1 for none."""

    keys: Sequence[str]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Sequence[str | None], order: Sequence[str]) -> _Grouping:
        number = {key: n for n, key in enumerate(order)}
        return cls(order, np.array([-1 if k is None else number[k] for k in keys], dtype=np.int64))

    def sums(self, frame: pd.DataFrame) -> dict[str, list[int]]:
        """For each column the sum per group, in cents; 0 for a group without lines."""
        sums = frame[list(_SUMMED)].groupby(self.places).sum()
        sums = sums.reindex(range(len(self.keys)), fill_value=0)  # Leaves out -1: the lines in no group.
        return dict(zip(_SUMMED, sums.to_numpy().T.tolist(), strict=True))

    def first(self) -> list[int]:
        """The first line of each group, -1 for a group without lines."""
        places = np.full(len(self.keys), -1, dtype=np.int64)
        inside = np.flatnonzero(self.places >= 0)[::-1]
        places[self.places[inside]] = inside
        numbers: list[int] = places.tolist()
        return numbers

    def only(self, values: Sequence[str]) -> list[str]:
        """The value that all lines of a group share; '' if they differ or there are none."""
        distinct_values: list[set[str]] = [set() for _ in self.keys]
        for place, value in zip(self.places.tolist(), values, strict=True):
            if place >= 0:
                distinct_values[place].add(value)
        return [next(iter(distinct)) if len(distinct) == 1 else "" for distinct in distinct_values]


def total(facts: Facts, programme: Programme) -> Row:
    """The whole programme as one row."""
    return LineTable(facts).total(programme)


def group(facts: Facts, by: By, programme: Programme) -> tuple[Row, ...]:
    """The rows of one grouping; for several groupings of the same facts, use one LineTable."""
    return LineTable(facts).rows(by, programme)
