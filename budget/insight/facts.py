"""Resolves what is known into one row of facts per plan line at a reference date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import itemgetter

from budget.insight.own_forecasts import latest_forecasts
from budget.insight.pace_dates import counts_on, pace_dates
from budget.insight.successions import SuccessorShares
from budget.model.content import CommitmentStatement, Knowledge, Movement, PlanLine, PlanVersion, Release
from budget.model.coverage import OpenCommitment as OpenCommitment
from budget.model.figures import Facts, LineFacts
from budget.model.months import last_day, month_index
from budget.model.programme import Programme
from budget.model.shares import share_out, spread_evenly, weights_of
from budget.model.words import MONTHS, Cents, LineKey, ReleaseState

UNPLANNED_KEY = LineKey("", "", "")
Place = tuple[str, LineKey]
"""Where money counts: (domain code, line key); the empty key is "niet in bestedingsplan"."""

_Ordered = tuple[tuple[date, date, int], CommitmentStatement]
"""A statement with the sort key (day it counts for, day drawn up, acceptance)."""


class Resolver:
    """Finds the line of the plan in force that a ledger code belongs to, for one state of knowledge."""

    def __init__(self, knowledge: Knowledge, programme: Programme, known_at: int | None = None) -> None:
        self.known_at = knowledge.known_at if known_at is None else known_at
        self._knowledge = knowledge
        self._prefixes = [(prefix, d.code) for d in programme.domains for prefix in d.code_prefixes]
        self._domains = {domain.code for domain in programme.domains}
        self._code_domains = {code: d for seq, code, d in knowledge.code_domains if seq <= self.known_at}
        self.in_force = self._versions(last=True)
        self.original = self._versions(last=False)
        self._by_code: dict[str, list[PlanLine]] = defaultdict(list)
        self._places: dict[tuple[str, str, str], Place] = {}
        for version in sorted(self.in_force.values(), key=lambda v: v.seq):
            for line in version.lines:
                self._by_code[line.code].append(line)
        plans = ([line.key for line in v.lines] for v in knowledge.versions if v.seq <= self.known_at)
        now = (line.key for version in self.in_force.values() for line in version.lines)
        self.heirs = SuccessorShares(knowledge.successions, self.known_at, now, plans)

    def _versions(self, *, last: bool) -> dict[str, PlanVersion]:
        versions: dict[str, PlanVersion] = {}
        for version in self._knowledge.versions:
            if version.seq > self.known_at or (not last and not version.lines):
                continue
            if last or version.domain not in versions:
                versions[version.domain] = version
        return versions

    def domain_of(self, code: str) -> str:
        """Domain of a line code: from the plan, else from its prefix, else ''."""
        if code in self._code_domains:
            return self._code_domains[code]
        return next((domain for prefix, domain in self._prefixes if code.startswith(prefix)), "")

    def subject_of(self, code: str) -> str:
        """Domain of `code`, which is a line code or a domain code."""
        return self.domain_of(code) or (code if code in self._domains else "")

    def resolve_line(self, code: str, source: str, theme: str) -> Place:
        """The one line in force that a ledger row means; with none or several it is unplanned."""
        key = code, source, theme
        if key not in self._places:
            self._places[key] = self._resolve_line(code, source, theme)
        return self._places[key]

    def _resolve_line(self, code: str, source: str, theme: str) -> Place:
        lines = [
            line
            for line in self._by_code.get(code, ())
            if (not source or line.source == source) and (not theme or line.theme == theme)
        ]
        if len(lines) == 1:
            return lines[0].domain, lines[0].key
        return self.domain_of(code), UNPLANNED_KEY

    def movements(self, as_of: date) -> list[Movement]:
        """The bookings that count: accepted by now and dated on or before the reference date.

        Bookings on a code with successors count on the successors.
        """
        return self.heirs.movements(self.stated_movements(as_of))

    def stated_movements(self, as_of: date) -> list[Movement]:
        """The same bookings under the line that the ledger names."""
        known_at = self.known_at
        return [m for m in self._knowledge.movements if m.seq <= known_at and m.on <= as_of]

    def commitments(self, as_of: date) -> dict[LineKey, OpenCommitment]:
        """Open commitments by the line they count on: for a code with successors, the successors."""
        commitments: dict[LineKey, OpenCommitment] = {}
        for key, amounts in self.stated_commitments(as_of).items():
            for heir, cents in self.heirs.split(key, as_of, amounts.cents).items():
                earlier = commitments.get(heir)
                commitments[heir] = (
                    earlier.with_more(amounts, cents) if earlier else OpenCommitment(*amounts[:2], cents)
                )
        return commitments

    def stated_commitments(self, as_of: date) -> dict[LineKey, OpenCommitment]:
        """Open commitments by the line that the ledger names, including those ended later (0).

        For each line the latest statement that covers it counts; on equal days the one drawn up last, then
        the one accepted last. Where the scope was not stored, on equal days a statement that names the line
        goes before one that covers its domain.
        """
        newest: dict[str, _Ordered] = {}
        covering: dict[str, _Ordered] = {}
        statements = (s for s in self._knowledge.commitments if s.seq <= self.known_at)
        stating = [((day, s.date, s.seq), s) for s in statements if (day := counts_on(s.date, s.last, as_of))]
        for dated in sorted(stating, key=itemgetter(0)):
            covered = self.covered_domains(dated[1])
            newest |= dict.fromkeys(self._restated_codes(dated[1], covered), dated)
            covering |= dict.fromkeys(covered, dated)
        commitments: dict[LineKey, OpenCommitment] = {}
        for key in sorted({key for _, statement in stating for key in statement.open}):
            order, says = newest[key.code]
            later, whole = covering.get(self.domain_of(key.code), (order, says))
            if later[:2] > order[:2] or (whole.domains is not None and later > order):
                says = whole
            commitments[key] = OpenCommitment(says.seq, says.date, says.open.get(key, 0))
        return commitments

    def releases(self) -> list[Release]:
        """The releases of the year: for each domain, the list accepted last."""
        newest, year = self.release_lists(), self._knowledge.year
        releases = (
            r for seq, r in self._knowledge.releases if seq == newest.get(r.domain) and r.year == year
        )
        return [part for release in releases for part in self._split_release(release)]

    def _split_release(self, release: Release) -> list[Release]:
        """A release for a code that left the plans of the year, shared out as releases for its successors."""
        key = LineKey(release.code, release.source, release.theme)
        parts = {} if key.code in self._by_code else self.heirs.split(key, release.date, release.amount)
        if not parts or any(self.domain_of(heir.code) != release.domain for heir in parts):
            return [release]
        return [
            replace(release, code=k.code, source=k.source, theme=k.theme, amount=c) for k, c in parts.items()
        ]

    def release_lists(self) -> dict[str, int]:
        """For each domain, the acceptance number of its release list in force."""
        return {r.domain: seq for seq, r in self._knowledge.releases if seq <= self.known_at}

    def covered_domains(self, statement: CommitmentStatement) -> set[str]:
        """The domains of which a statement gives all commitments: those in its scope.

        If its scope was not stored, the domains its sheets are about. A sheet is about a domain that has at
        least half an equal share of the lines it names, so that a stray row of another domain does not end
        the commitments of that domain.
        """
        if statement.domains is not None:
            return set(statement.domains)
        covered: set[str] = set()
        for codes in statement.sheets:
            covered |= self.covered_by_codes(codes)
        return covered

    def covered_by_codes(self, codes: Iterable[str]) -> set[str]:
        """The domains that a sheet with these codes is about; see covered_domains."""
        lines = Counter(domain for code in codes if (domain := self.domain_of(code)))
        return {d for d, n in lines.items() if 2 * n * len(lines) >= lines.total()}

    def reached(self) -> dict[str, date]:
        """For each domain, the last day that accepted statements reach; '' is for codes of no domain."""
        latest: dict[str, date] = {}
        for coverage in self._knowledge.coverage:
            if coverage.seq <= self.known_at:
                strangers = {""} if any(not self.domain_of(code) for code in coverage.codes) else set()
                for domain in (coverage.domains or self.covered_by_codes(coverage.codes)) | strangers:
                    latest[domain] = max(coverage.last, latest.get(domain, coverage.last))
        return latest

    def known_until(self, as_of: date) -> dict[str, date]:
        """For each domain, the last day that accepted statements reach, never later than `as_of`."""
        coverages = (coverage for coverage in self._knowledge.coverage if coverage.seq <= self.known_at)
        return pace_dates(coverages, self._knowledge.year, as_of, self.domain_of, self.covered_by_codes)

    def _restated_codes(self, statement: CommitmentStatement, covered_codes: set[str]) -> set[str]:
        """The codes whose commitments a statement replaces: every line named.

        If its scope was not stored: lines with a commitment, and those of a covered domain or of none.
        """
        if statement.domains is not None:
            return set(statement.codes)
        codes = {key.code for key in statement.open}
        return codes | {code for code in statement.codes if self.domain_of(code) in covered_codes | {""}}


def resolve(knowledge: Knowledge, programme: Programme, as_of: date, known_at: int | None = None) -> Facts:
    """All lines of the programme for the year of `knowledge` at `as_of`, as known at `known_at`.

    Lines that are only in the original plan get budget 0; bookings and commitments whose line is in no plan
    come in one unplanned line per domain.
    """
    resolver = Resolver(knowledge, programme, known_at)
    known_until = resolver.known_until(as_of)
    realised, later = _realised(resolver, knowledge.year, as_of, known_until)
    committed = _committed(resolver, as_of)
    current = {(line.domain, line.key): line for v in resolver.in_force.values() for line in v.lines}
    first = {(line.domain, line.key): line for v in resolver.original.values() for line in v.lines}
    released = released_by_lists(resolver, as_of)
    own = _own_forecasts(knowledge, resolver, as_of)
    reached = resolver.reached()
    rows = []
    for place in sorted(current.keys() | first.keys() | realised.keys() | committed.keys()):
        line = current.get(place)
        rows.append(
            _line_facts(
                place,
                line or first.get(place),
                line,
                first[place].budget if place in first else 0,
                tuple(realised.get(place, (0,) * (MONTHS + 1))),
                later[place],
                committed.get(place, 0),
                released.get(place, _stated_release(line)),
                own.get(place),
                _if_late(reached.get(place[0], last_day(knowledge.year - 1, MONTHS)), as_of),
                known_until.get(place[0]),
            )
        )
    return Facts(knowledge.year, as_of, resolver.known_at, tuple(rows), tuple(sorted(known_until.items())))


def _stated_release(line: PlanLine | None) -> Cents | None:
    """The release stated in the plan; 0 for a line below zero, which has nothing to release."""
    return line.released if line and (line.released is not None or line.budget >= 0) else 0


def _line_facts(
    place: Place,
    planned_line: PlanLine | None,
    line: PlanLine | None,
    original: Cents,
    realised: tuple[Cents, ...],
    later: Cents,
    committed: Cents,
    released: Cents | None,
    own: Cents | None,
    booked_until: date | None,
    known_until: date | None,
) -> LineFacts:
    budget = line.budget if line else 0
    return LineFacts(
        key=place[1],
        domain=place[0],
        action_line=planned_line.action_line if planned_line else "",
        activity=planned_line.activity if planned_line else "",
        budget_holder=planned_line.budget_holder if planned_line else "",
        planned=planned_line is not None,
        budget=budget,
        original_budget=original,
        released=released,
        phasing=(line.phasing if line else None) or spread_evenly(budget),
        realised=realised,
        committed=committed,
        own_forecast=own,
        booked_until=booked_until,
        known_until=known_until,
        realised_later=later,
    )


def _if_late(reached_day: date, as_of: date) -> date | None:
    """`reached_day` if before `as_of`, else None; a covered line that no ledger names has no bookings."""
    return reached_day if reached_day < as_of else None


def _realised(
    resolver: Resolver, year: int, as_of: date, known_until: Mapping[str, date]
) -> tuple[dict[Place, list[Cents]], Counter[Place]]:
    """Bookings per place: 13 amounts as in LineFacts, and the amount after the pace date."""
    later: Counter[Place] = Counter()
    soonest = min(known_until.values(), default=as_of)
    cents_by_code: dict[tuple[str, str, str], list[Cents]] = defaultdict(lambda: [0] * (MONTHS + 1))
    months: dict[date, int] = {}
    for _, code, source, theme, on, cents in resolver.movements(as_of):
        if on not in months:
            months[on] = month_index(on, year)
        cents_by_code[code, source, theme][months[on]] += cents
        if on > soonest:
            place = resolver.resolve_line(code, source, theme)
            later[place] += cents if on > known_until.get(place[0], as_of) else 0
    totals: dict[Place, list[Cents]] = {}
    for name, amounts in cents_by_code.items():
        place = resolver.resolve_line(*name)
        earlier = totals.get(place)
        totals[place] = amounts if earlier is None else [a + b for a, b in zip(earlier, amounts, strict=True)]
    return totals, later


def _committed(resolver: Resolver, as_of: date) -> dict[Place, Cents]:
    totals: Counter[Place] = Counter()
    for key, commitment in resolver.commitments(as_of).items():
        if commitment.cents:
            totals[resolver.resolve_line(*key)] += commitment.cents
    return totals


def released_by_lists(resolver: Resolver, as_of: date) -> dict[Place, Cents]:
    """The cents released at `as_of` by release lists, for every line in force that has releases.

    A release for several lines is shared out by budget. Releases that are planned, requested, lapsed or of a
    later date add nothing, but do make their lines lines with releases.
    """
    totals: dict[Place, Cents] = {}
    for release in resolver.releases():
        version = resolver.in_force.get(release.domain)
        lines = [line for line in version.lines if release.is_of(line)] if version else []
        counts = release.state is ReleaseState.RELEASED and release.date <= as_of
        parts = share_out(release.amount if counts else 0, weights_of(lines)) if lines else ()
        for line, part in zip(lines, parts, strict=True):
            place = line.domain, line.key
            totals[place] = totals.get(place, 0) + part
    return totals


def _own_forecasts(knowledge: Knowledge, resolver: Resolver, as_of: date) -> dict[Place, Cents]:
    """The latest forecast of each code, shared out over its lines by budget."""
    notes = [(seq, note) for seq, note in knowledge.progress if seq <= resolver.known_at]
    latest = latest_forecasts(notes, knowledge.year, as_of, resolver.heirs.renamed)
    shares: dict[Place, Cents] = {}
    for version in resolver.in_force.values():
        by_code: dict[str, list[PlanLine]] = defaultdict(list)
        for line in version.lines:
            by_code[line.code].append(line)
        for code in by_code.keys() & latest.keys():
            lines = by_code[code]
            parts = share_out(latest[code], weights_of(lines))
            shares |= {(line.domain, line.key): part for line, part in zip(lines, parts, strict=True)}
    return shares
