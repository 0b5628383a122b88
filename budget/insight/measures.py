"""The measures of groups of plan lines, exactly as measures.md defines them.

The facts of all lines are one frame; a grouping is summed by groupby, in int64 cents, for all groups at once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.frames import PHASING, REALISED, facts_frame
from budget.insight.forecast.outturn import Forecasts, Prospects, forecasts, line_prospects, together
from budget.insight.signals import signal_judge
from budget.labels import NO_THEME, UNPLACED, UNPLANNED
from budget.model.figures import Facts, Forecast, LineFacts, Measures, Row
from budget.model.programme import Programme, Source
from budget.model.words import By, Cents

_SUMMED = ("budget", "original_budget", "committed", "realised", "norm", "released", "stated", "with_budget",
           "released_with_budget", "unknown", "realised_later")  # fmt: skip
_OF_POTS = ("budget", "used", "stated_budget", "stated_used", "released")


def norm(phasing: Sequence[Cents], year: int, as_of: date) -> Cents:
    """Planned to date of one line: full months, plus the month of `as_of` x day / days, half up to a cent.

    0 before `year`, the whole phasing after it.
    """
    found: list[Cents] = norms(np.array([phasing], dtype=np.int64), year, as_of).tolist()
    return found[0]


def norms(phasing: NDArray[np.int64], year: int, as_of: date) -> NDArray[np.int64]:
    """Planned to date of n lines with a phasing of n x 12 cents (measures: norm)."""
    if as_of.year != year:
        planned: NDArray[np.int64] = phasing.sum(axis=1) * int(as_of.year > year)
        return planned
    days = monthrange(year, as_of.month)[1]
    part = phasing[:, as_of.month - 1] * as_of.day
    whole: NDArray[np.int64] = phasing[:, : as_of.month - 1].sum(axis=1)
    return whole + (2 * part + days) // (2 * days)


@dataclass(frozen=True)
class LineTable:
    """The lines of the programme as a frame with their outlooks, and the measures of any grouping of them."""

    facts: Facts

    @cached_property
    def facts_frame(self) -> pd.DataFrame:
        """The facts of all lines."""
        return facts_frame(self.facts.lines)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The facts with what is summed beside them: realised, norm, releases and the pot."""
        frame = self.facts_frame
        realised = frame[list(REALISED)].to_numpy().sum(axis=1)
        stated = (frame["planned"] & frame["released"].notna()).astype("int64")
        has_budget = (frame["budget"] != 0).astype("int64")
        released = frame["released"].fillna(0).astype("int64") * stated
        used = frame["committed"] + realised
        pots = pd.factorize(pd.Series([group_key(line, By.POT) for line in self.facts.lines], dtype="str"))[0]
        return frame.assign(
            realised=realised,
            norm=self._norms(frame[list(PHASING)].to_numpy()),
            realised_later=np.array([line.realised_later for line in self.facts.lines], dtype=np.int64),
            released=released,
            stated=stated,
            unknown=(frame["planned"] & frame["released"].isna()).astype("int64"),
            with_budget=stated * has_budget,
            released_with_budget=released * has_budget,
            used=used,
            stated_used=used * stated,
            stated_budget=frame["budget"] * stated,
            pot=pots,
        )

    def _norms(self, phasing: NDArray[np.int64]) -> NDArray[np.int64]:
        """Planned to date of each line, at its own pace date."""
        found = np.zeros(len(phasing), dtype=np.int64)
        days = np.array([line.known_until or self.facts.as_of for line in self.facts.lines], dtype=object)
        for day in set(days.tolist()):
            found[days == day] = norms(phasing[days == day], self.facts.year, day)
        return found

    @cached_property
    def prospects(self) -> Prospects:
        """The outlook of each line."""
        return line_prospects(self.facts.lines, self.facts.year, self.facts.as_of)

    def total(self, programme: Programme) -> Row:
        """The whole programme as one row."""
        everything = _Grouping([""], np.zeros(len(self.facts.lines), dtype=np.int64))
        return self._rows(By.PROGRAMME, everything, programme, lambda number: (programme.name, ""))[0]

    def rows(self, by: By, programme: Programme, domain: str | None = None) -> tuple[Row, ...]:
        """One row per group, in the programme's order; what is not in the plan comes last, with key ''.

        `domain` keeps only the lines of that domain. Grouped by domain, every domain of the programme has
        a row, and unplanned money stands in its domain where its code tells it.
        """
        lines = self.facts.lines
        if by is By.PROGRAMME:
            places = np.array([0 if domain in (None, line.domain) else -1 for line in lines], dtype=np.int64)
            everything = _Grouping([""], places)
            return self._rows(by, everything, programme, lambda number: (programme.name, domain or ""))
        keys = [group_key(line, by) if domain in (None, line.domain) else None for line in lines]
        wanted = {key for key in keys if key is not None}
        if by is By.DOMAIN and domain is None:
            wanted |= {d.code for d in programme.domains}
        grouping = _Grouping.of(keys, sorted(wanted, key=_ordering(by, programme)))
        first, domains = grouping.first(), grouping.only([line.domain for line in lines])

        def named(number: int) -> tuple[str, str]:
            key = grouping.keys[number]
            line = lines[first[number]] if first[number] >= 0 else None
            return _name(by, key, line, programme), key if by is By.DOMAIN else domains[number]

        return self._rows(by, grouping, programme, named)

    def forecast(self, domain: str | None = None) -> Forecast:
        """The forecast of the programme, or of the lines of one domain."""
        inside = [0 if domain in (None, line.domain) else -1 for line in self.facts.lines]
        grouping = _Grouping([""], np.array(inside, dtype=np.int64))
        return self._forecasts(grouping).forecast(0)

    def _known_until(self, grouping: _Grouping) -> dict[int, date]:
        found: dict[int, date] = {}
        for number, line in zip(grouping.places.tolist(), self.facts.lines, strict=True):
            if number >= 0 and line.known_until:
                found[number] = min(found.get(number, line.known_until), line.known_until)
        return found

    def _forecasts(self, grouping: _Grouping) -> Forecasts:
        chosen = grouping.places >= 0
        parts = self.prospects if chosen.all() else self.prospects.of(chosen)
        groups = together(parts, grouping.places[chosen], len(grouping.keys))
        return forecasts(groups, self.facts.year, self.facts.as_of)

    def _rows(
        self, by: By, grouping: _Grouping, programme: Programme, named: Callable[[int], tuple[str, str]]
    ) -> tuple[Row, ...]:
        sums = grouping.sums(self.frame) | grouping.pot_sums(self.frame)
        ahead, known_until = self._forecasts(grouping), self._known_until(grouping)
        judge = signal_judge(programme.rules, self.facts.as_of)
        rows = []
        for number, key in enumerate(grouping.keys):
            s = {column: values[number] for column, values in sums.items()}
            # A line without budget has nothing to release: beside unknown lines its 0 is no answer.
            says, released = (
                (s["with_budget"], s["released_with_budget"])
                if s["unknown"]
                else (s["stated"], s["released"])
            )
            measures = Measures(
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
            name, domain = named(number)
            rows.append(Row(by, key, name, domain, measures, judge(measures, domain)))
        return tuple(rows)


@dataclass(frozen=True)
class _Grouping:
    """Which group each line is in: the number of its key, -1 for none."""

    keys: Sequence[str]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Sequence[str | None], order: Sequence[str]) -> _Grouping:
        number = {key: n for n, key in enumerate(order)}
        return cls(order, np.array([-1 if k is None else number[k] for k in keys], dtype=np.int64))

    def sums(self, frame: pd.DataFrame) -> dict[str, list[int]]:
        """Per column the sum of each group, in cents; 0 for a group without lines."""
        inside = self.places >= 0
        sums = frame.loc[inside, list(_SUMMED)].groupby(self.places[inside]).sum()
        sums = sums.reindex(range(len(self.keys)), fill_value=0)
        return {name: sums[name].tolist() for name in _SUMMED}

    def pot_sums(self, frame: pd.DataFrame) -> dict[str, list[int]]:
        """`short` and `unreleased_use` of each group, in cents: of its own money, pot by pot."""
        inside = self.places >= 0
        money = frame.loc[inside, list(_OF_POTS)].groupby([self.places[inside], frame["pot"][inside]]).sum()
        stated = money[["stated_budget", "stated_used"]].min(axis=1)
        found = pd.DataFrame(
            {
                "short": (money["used"] - money["budget"]).clip(lower=0),
                "unreleased_use": (stated - money["released"]).clip(lower=0),
            }
        )
        sums = found.groupby(level=0).sum().reindex(range(len(self.keys)), fill_value=0)
        return {name: sums[name].tolist() for name in sums.columns}

    def first(self) -> list[int]:
        """The first line of each group, -1 for a group without lines."""
        found = np.full(len(self.keys), -1, dtype=np.int64)
        inside = np.flatnonzero(self.places >= 0)[::-1]
        found[self.places[inside]] = inside
        numbers: list[int] = found.tolist()
        return numbers

    def only(self, values: Sequence[str]) -> list[str]:
        """The value that all lines of a group share; '' where they do not, or there are none."""
        seen: list[set[str]] = [set() for _ in self.keys]
        for place, value in zip(self.places.tolist(), values, strict=True):
            if place >= 0:
                seen[place].add(value)
        return [next(iter(found)) if len(found) == 1 else "" for found in seen]


def total(facts: Facts, programme: Programme) -> Row:
    """The whole programme as one row."""
    return LineTable(facts).total(programme)


def group(facts: Facts, by: By, programme: Programme, domain: str | None = None) -> tuple[Row, ...]:
    """The rows of one grouping; of several groupings of the same facts, ask one LineTable."""
    return LineTable(facts).rows(by, programme, domain)


def group_key(line: LineFacts, by: By) -> str:
    """The key of the group that `line` is in; '' for what is in no plan."""
    if by is By.DOMAIN:
        return line.domain
    if by is By.POT:
        return f"{line.domain}/{line.key.source}/{line.key.theme}"
    if by is By.PROGRAMME or not line.planned:
        return ""
    if by is By.ACTION_LINE:
        return f"{line.domain}/{line.action_line}"
    if by is By.THEME:
        return f"{line.key.source}/{line.key.theme}"
    return {By.LINE: line.key.code, By.SOURCE: line.key.source, By.BUDGET_HOLDER: line.budget_holder}[by]


def _name(by: By, key: str, line: LineFacts | None, programme: Programme) -> str:
    if by is By.POT:
        domain, _, money = key.partition("/")
        named = _name(By.DOMAIN, domain, line, programme)
        return f"{named}: {pot_words(money, programme)}" if domain else named
    if not key:
        return UNPLACED if by is By.DOMAIN else UNPLANNED
    if by is By.DOMAIN:
        return programme.domain(key).name
    if by is By.SOURCE:
        return programme.source(key).name
    if by is By.BUDGET_HOLDER:
        return programme.name_of(key)
    if by is By.ACTION_LINE:
        return line.action_line if line else ""
    if by is By.LINE:
        return f"{key} {line.activity if line else ''}"
    source = programme.source(key.partition("/")[0])
    theme = key.partition("/")[2]
    if not source.themes:
        return source.name
    return f"{source.name}: {next((t.name for t in source.themes if t.code == theme), NO_THEME)}"


def pot_words(money: str, programme: Programme) -> str:
    """`Rijk, thema Groen` for `source/theme`, as said within a domain."""
    code, _, theme = money.partition("/")
    if not code:
        return UNPLANNED.lower()
    source = programme.source(code)
    named = next((t.name for t in source.themes if t.code == theme), "")
    return f"{source.name}, thema {named}" if named else source.name


def _ordering(by: By, programme: Programme) -> Callable[[str], tuple[bool, int, int, str]]:
    listed = {
        By.DOMAIN: [d.code for d in programme.domains],
        By.SOURCE: [s.code for s in programme.sources],
        By.BUDGET_HOLDER: [p.id for p in programme.people],
        By.THEME: [f"{s.code}/{theme}" for s, theme in _themes(programme)],
    }.get(by, [])
    place = {key: n for n, key in enumerate(listed)}
    domains = {d.code: n for n, d in enumerate(programme.domains)}
    pots = {f"{s.code}/{t}": n for n, (s, t) in enumerate(_themes(programme))}

    def order(key: str) -> tuple[bool, int, int, str]:
        domain = domains.get(key.partition("/")[0], 0) if by in (By.ACTION_LINE, By.POT) else 0
        if by is By.POT:
            return key.endswith("//"), domain, pots.get(key.partition("/")[2], len(pots)), key
        return key == "", place.get(key, len(place)), domain, key

    return order


def _themes(programme: Programme) -> list[tuple[Source, str]]:
    return [(source, code) for source in programme.sources for code in ("", *(t.code for t in source.themes))]
