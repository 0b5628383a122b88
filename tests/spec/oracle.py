"""A second opinion on the measures, written from the texts measures.md and workbooks.md alone.

It shares nothing with the product: it reads the example workbooks itself and computes every measure in
whole cents, slowly and plainly. Where the texts leave a choice, the comment starts with CHOICE.
"""

from __future__ import annotations

import calendar
import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import openpyxl

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west"
GROUPINGS = ("domain", "action_line", "line", "source", "theme", "budget_holder", "pot")
POTS = ("short", "unreleased_use", "room")
ADDITIVE = ("budget", "original_budget", "realised", "committed", "used", "free", "norm", "ahead")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
QUARTERS = ("kw1", "kw2", "kw3", "kw4")
# The column names of workbooks.md that occur in the example, with their synonyms.
HEADERS = {
    "regelcode": ("regelcode",),
    "domein": ("opgavedomein",),
    "actielijn": ("actielijn",),
    "bron": ("bron",),
    "thema": ("thema",),
    "budgethouder": ("budgethouder",),
    "jaar": ("jaar",),
    "begroot": ("begroot",),
    "vrijgegeven": ("vrijgegeven",),
    "bedrag": ("bedrag",),
    "soort": ("soort",),
    "stuk": ("boekstuknummer", "boekstuk", "documentnummer"),
    "volg": ("volgnummer",),
    "datum": ("boekdatum", "boekingsdatum"),
    "boekjaar": ("boekjaar",),
    "peildatum": ("peildatum",),
    "prognose": ("prognose",),
    "stand": ("stand vrijgave",),
    "vrij": ("datum vrijgave",),
    "van": ("van regelcode",),
    "naar": ("naar regelcode",),
    **{name: (name,) for name in MONTHS + QUARTERS},
}
PLAN = {"regelcode", "domein", "actielijn", "bron", "budgethouder", "jaar", "begroot"}
LEDGER = {"stuk", "datum", "regelcode", "bedrag"}
RELEASE = {"regelcode", "domein", "bron", "jaar", "bedrag", "stand", "vrij"}
TRANSFER = {"van", "naar", "jaar", "bedrag"}
_DAY = r"(\d{2}-\d{2}-\d{4})"


class PlanRow(NamedTuple):
    """One row of a plan: Regelcode + Bron + Thema + Jaar."""

    code: str
    domain: str
    action_line: str
    source: str
    theme: str
    holder: str
    year: int
    budget: int
    released: int | None
    months: tuple[int, ...]


class Release(NamedTuple):
    """One row of a list of releases: money of one line, released on a day that may be in the future."""

    accepted: datetime
    domain: str
    code: str
    source: str
    year: int
    cents: int
    state: str
    day: date


class Booking(NamedTuple):
    stuk: str
    code: str
    source: str
    day: date
    year: int
    cents: int
    committed: bool


class Plan(NamedTuple):
    accepted: datetime
    domain: str
    rows: tuple[PlanRow, ...]


class Statement(NamedTuple):
    accepted: datetime
    domain: str
    day: date
    start: date
    end: date
    rows: tuple[Booking, ...]


# --- reading ------------------------------------------------------------------------------


def cents(value: object) -> int | None:
    """An amount in cents, None for an empty cell; anything but a number fails loudly."""
    if value in (None, ""):
        return None
    text = value.replace(".", "").replace(",", ".") if isinstance(value, str) else str(value)
    amount = Decimal(text) * 100
    if amount != int(amount):
        raise ValueError(f"a fraction of a cent: {value!r}")
    return int(amount)


def as_day(value: object) -> date:
    return (value if isinstance(value, datetime) else datetime.strptime(str(value), "%d-%m-%Y")).date()


def plain(value: object) -> str:
    return " ".join(str(value or "").casefold().split())


def sheets(path: Path) -> list[list[list[object]]]:
    if path.suffix == ".csv":
        return [[list(row) for row in csv.reader(path.read_text("cp1252").splitlines(), delimiter=";")]]
    book = openpyxl.load_workbook(path, data_only=True)
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def table(rows: list[list[object]], required: set[str]) -> tuple[str, list[dict[str, object]]] | None:
    """The title text above the header row and the data rows below it, if the sheet is of this kind."""
    for at, row in enumerate(rows):
        names = {plain(cell): i for i, cell in enumerate(row) if cell is not None}
        where = {key: names[alias] for key, known in HEADERS.items() for alias in known if alias in names}
        if not required <= where.keys():
            continue
        title = "\n".join(str(cell) for above in rows[:at] for cell in above if cell)
        data = []
        for below in rows[at + 1 :]:
            filled = [plain(cell) for cell in below if cell not in (None, "")]
            if filled and not filled[0].startswith(("subtotaal", "totaal")):
                data.append({key: below[i] for key, i in where.items()})
        return title, data
    return None


class Names:
    """Codes, names and aliases of the programme."""

    def __init__(self, programme: dict) -> None:
        def index(items: list[dict], key: str) -> dict[str, str]:
            spellings = lambda item: (item[key], item["name"], *item.get("aliases", ()))  # noqa: E731
            return {plain(text): item[key] for item in items for text in spellings(item)}

        self.domains = index(programme["domains"], "code")
        self.sources = index(programme["sources"], "code")
        self.people = index(programme["people"], "id")
        self.themes = {s["code"]: index(s.get("themes", []), "code") for s in programme["sources"]}
        self.prefixes = [(p, d["code"]) for d in programme["domains"] for p in d.get("code_prefixes", ())]


def equal_parts(total: int, parts: int) -> list[int]:
    """Equal parts with the remainder cents in the last; a negative amount mirrors its opposite."""
    if total < 0:
        return [-part for part in equal_parts(-total, parts)]
    return [total // parts] * (parts - 1) + [total - total // parts * (parts - 1)]


def of_whole(budget: int, percent: int) -> int:
    """A percentage of a budget; in the example every result is a whole number of cents."""
    if budget * percent % 100:
        raise ValueError(f"a fraction of a cent: {percent} % of {budget}")
    return budget * percent // 100


def phasing(row: dict[str, object], budget: int) -> tuple[int, ...]:
    by_month = [cents(row.get(name)) for name in MONTHS]
    by_quarter = [cents(row.get(name)) for name in QUARTERS]
    if any(part is not None for part in by_month):
        months = [part or 0 for part in by_month]
    elif any(part is not None for part in by_quarter):
        if sum(part or 0 for part in by_quarter) == 100 != budget:
            by_quarter = [of_whole(budget, part or 0) for part in by_quarter]
        # CHOICE: a quarter is three equal months, the remainder cents in its last month.
        months = [month for part in by_quarter for month in equal_parts(part or 0, 3)]
    else:
        months = equal_parts(budget, 12)
    if sum(months) != budget:
        raise ValueError(f"the phasing is not the budget: {row}")
    return tuple(months)


def plan_row(row: dict[str, object], names: Names) -> PlanRow:
    source = names.sources[plain(row["bron"])]
    theme = names.themes[source][plain(row["thema"])] if row.get("thema") else ""
    budget = cents(row["begroot"])
    if budget is None:
        raise ValueError(f"no budget: {row}")
    return PlanRow(
        code=str(row["regelcode"]).strip(),
        domain=names.domains[plain(row["domein"])],
        action_line=str(row["actielijn"]).strip(),
        source=source,
        theme=theme,
        holder=names.people[plain(row["budgethouder"])],
        year=int(str(row["jaar"])),
        budget=budget,
        released=cents(row.get("vrijgegeven")),
        months=phasing(row, budget),
    )


def moved(row: PlanRow, amount: int) -> PlanRow:
    """The line with another budget: its months in proportion, to the cent, largest remainders first."""
    budget = row.budget + amount
    parts = [divmod(budget * month, row.budget) for month in row.months]
    first = sorted(range(12), key=lambda n: -parts[n][1])[: budget - sum(part for part, _ in parts)]
    months = tuple(part + (n in first) for n, (part, _) in enumerate(parts))
    return row._replace(budget=budget, months=months)


def booking(row: dict[str, object], names: Names) -> Booking:
    day, amount, kind = as_day(row["datum"]), cents(row["bedrag"]), plain(row.get("soort")) or "realisatie"
    if amount is None or kind not in {"realisatie", "verplichting"} or not row["stuk"]:
        raise ValueError(f"no booking: {row}")
    return Booking(
        stuk=f"{row['stuk']}|{row.get('volg') or ''}",
        code=str(row["regelcode"]).strip(),
        source=names.sources[plain(row["bron"])] if row.get("bron") else "",
        day=day,
        year=int(str(row.get("boekjaar") or day.year)),
        cents=amount,
        committed=kind == "verplichting",
    )


def statement(title: str, data: list[dict[str, object]], accepted: datetime, names: Names) -> Statement:
    said = re.search(rf"Extractiedatum: {_DAY}\nPeriode: {_DAY} t/m {_DAY}\nDomein: (.+)", title)
    if not said:
        raise ValueError(f"a ledger without dates or a domain: {title}")
    day, start, end = (as_day(text) for text in said.groups()[:3])
    rows = tuple(booking(row, names) for row in data)
    return Statement(accepted, names.domains[plain(said[4])], day, start, end, rows)


def release(row: dict[str, object], accepted: datetime, names: Names) -> Release:
    amount = cents(row["bedrag"])
    if amount is None:
        raise ValueError(f"no amount: {row}")
    return Release(
        accepted, names.domains[plain(row["domein"])], str(row["regelcode"]).strip(),
        names.sources[plain(row["bron"])], int(str(row["jaar"])), amount, plain(row["stand"]),
        as_day(row["vrij"]),
    )  # fmt: skip


class Oracle:
    """All accepted files of the example, and the measures over them."""

    def __init__(self, example: Path = EXAMPLE) -> None:
        self.names = Names(tomllib.loads((example / "programme.toml").read_text("utf-8")))
        steps = tomllib.loads((example / "voorbeeld" / "volgorde.toml").read_text("utf-8"))["steps"]
        self.plans: list[Plan] = []
        self.statements: list[Statement] = []
        self.releases: list[Release] = []
        for step in sorted((s for s in steps if s["action"] == "submit"), key=lambda s: s["on"]):
            for rows in sheets(example / "voorbeeld" / step["file"]):
                if found := table(rows, PLAN):
                    lines = [plan_row(row, self.names) for row in found[1]]
                    for domain in {line.domain for line in lines}:
                        own = (line for line in lines if line.domain == domain)
                        self.plans.append(Plan(step["on"], domain, tuple(own)))
                elif found := table(rows, LEDGER):
                    self.statements.append(statement(*found, step["on"], self.names))
                elif found := table(rows, RELEASE):
                    self.releases += [release(row, step["on"], self.names) for row in found[1]]
                elif found := table(rows, TRANSFER):
                    for row in found[1]:
                        self.transfer(row, step["on"])
        self._keep_answers()

    def _keep_answers(self) -> None:
        self.realised_at = cache(self._realised_at)
        self.committed_at = cache(self._committed_at)

    def __getstate__(self) -> dict[str, object]:
        """The state for another process: what it read, without its cached answers."""
        return {name: self.__dict__[name] for name in ("names", "plans", "statements", "releases")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._keep_answers()

    def transfer(self, row: dict[str, object], accepted: datetime) -> None:
        """A transfer changes both lines, which makes a new plan of their domain."""
        amount, year = cents(row["bedrag"]), int(str(row["jaar"]))
        change = {str(row["van"]): -amount, str(row["naar"]): amount}
        # CHOICE: in the example both lines are in one domain, and each code has one source.
        last = [plan for plan in self.plans if any(line.code in change for line in plan.rows)][-1]
        rows = (
            moved(line, change[line.code]) if line.code in change and line.year == year else line
            for line in last.rows
        )
        self.plans.append(Plan(accepted, last.domain, tuple(rows)))

    def _realised_at(self, known_at: datetime) -> list[Booking]:
        """The accepted statements together: the one drawn up last decides, for its scope and period."""
        # CHOICE: a line is a Regelcode, in whatever source.
        books: dict[str, Booking] = {}
        for said in sorted(self.statements, key=lambda said: (said.day, said.accepted)):
            if said.accepted > known_at:
                continue
            speaks_for = self.scope(said, known_at)
            gone = {k for k, b in books.items() if speaks_for(b.code) and said.start <= b.day <= said.end}
            books = {key: row for key, row in books.items() if key not in gone}
            books.update({row.stuk: row for row in said.rows if not row.committed})
        return list(books.values())

    def _committed_at(self, as_of: date, known_at: datetime) -> list[Booking]:
        """A stock: for each line the latest statement that has it in scope and states commitments."""
        # CHOICE: one drawn up after `as_of`, by 31 days at most, counts at the end of its period.
        after = as_of + timedelta(31)
        known = [s for s in self.statements if s.accepted <= known_at and s.day <= after]
        known = [s for s in known if min(s.day, s.end) <= as_of and any(row.committed for row in s.rows)]
        # CHOICE: of two statements with the same day, the one accepted last decides.
        known.sort(key=lambda s: (s.day if s.day <= as_of else s.end, s.day, s.accepted))
        scopes = [(said, self.scope(said, known_at)) for said in known]
        found = []
        for code in {row.code for said in known for row in said.rows if row.committed}:
            last = [said for said, speaks_for in scopes if speaks_for(code)][-1]
            found += [row for row in last.rows if row.committed and row.code == code]
        return found

    def scope(self, said: Statement, known_at: datetime) -> Callable[[str], bool]:
        """The lines that a statement names, and all lines of the domains above its table."""
        named = {row.code for row in said.rows}
        homes = {
            row.code: plan.domain for plan in self.plans if plan.accepted <= known_at for row in plan.rows
        }

        def domain(code: str) -> str:
            prefixed = (home for prefix, home in self.names.prefixes if code.startswith(prefix))
            return homes.get(code) or next(prefixed, "")

        return lambda code: code in named or domain(code) == said.domain

    def released(self, row: PlanRow, as_of: date, known_at: datetime) -> int | None:
        """Once a line has its own releases, these decide, by date; for a domain the list accepted last."""
        known = [r for r in self.releases if r.accepted <= known_at and r.domain == row.domain]
        last = max((r.accepted for r in known), default=None)
        line = (last, row.code, row.source, row.year)
        own = [r for r in known if (r.accepted, r.code, r.source, r.year) == line]
        if not own:
            # CHOICE: nothing can be released on a negative line (a saving task), so its release is known:
            # zero.
            return 0 if row.budget < 0 else row.released
        return sum(r.cents for r in own if r.state == "vrijgegeven" and r.day <= as_of)

    def measures(
        self, by: str, as_of: date, year: int, known_at: datetime = datetime.max
    ) -> dict[str, dict[str, int | Fraction | None]]:
        """The measures of each group with a plan line or money in this year; '' is 'not in the plan'."""
        plans = [plan for plan in self.plans if plan.accepted <= known_at]
        in_force = {plan.domain: plan for plan in plans}
        first = {p.domain: p for p in reversed(plans) if any(row.year == year for row in p.rows)}
        pace = self.known_until(as_of, year, known_at)
        counted = (*ADDITIVE, "paced", "released_unknown")
        groups: dict[str, dict] = defaultdict(lambda: dict.fromkeys(counted, 0))
        lines = [
            row._replace(released=self.released(row, as_of, known_at))
            for plan in in_force.values()
            for row in plan.rows
            if row.year == year
        ]
        for row in lines:
            group = groups[key_of(row, by)]
            group["budget"] += row.budget
            group["norm"] += norm(row, pace.get(row.domain, as_of))
            group["released_unknown"] += row.released is None
            if row.released is not None:
                group["released"] = group.get("released", 0) + row.released
        planned = {key_of(row, by) for row in lines}
        for row in (row for plan in first.values() for row in plan.rows if row.year == year):
            groups[key_of(row, by)]["original_budget"] += row.budget
            if key_of(row, by) not in planned:
                # CHOICE: a lapsed line has nothing to release, so its release is known.
                groups[key_of(row, by)]["released"] = 0
        homes = {row.code: row.domain for plan in plans for row in plan.rows}
        of_code = defaultdict(list)
        for row in lines:
            of_code[row.code].append(row)

        @cache  # many bookings have the same code and source
        def place(code: str, source: str, by: str) -> str:
            return self.place(code, source, by, of_code, homes)

        booked = [b for b in self.realised_at(known_at) if b.day <= as_of]
        open_now = self.committed_at(as_of, known_at)
        for item in booked + open_now:
            if item.year == year:
                key = place(item.code, item.source, by)
                groups[key]["committed" if item.committed else "realised"] += item.cents
                domain = place(item.code, item.source, "domain")
                if not item.committed and item.day <= pace.get(domain, as_of):
                    groups[key]["paced"] += item.cents
        self.add_pots(groups, by, of_code, place, [item for item in booked + open_now if item.year == year])
        for group in groups.values():
            # CHOICE: the released part of a group is the sum of its lines; None where no line states it.
            group.setdefault("released", None)
            group["used"] = group["realised"] + group["committed"]
            group["free"] = group["budget"] - group["used"]
            group["ahead"] = group["paced"] - group["norm"]
            for share, part in (("depletion", "realised"), ("used_share", "used")):
                group[share] = Fraction(group[part], group["budget"]) if group["budget"] > 0 else None
        return dict(groups)

    def known_until(self, as_of: date, year: int, known_at: datetime) -> dict[str, date]:
        """Per domain the day up to which accepted statements reach, at most `as_of`; None: no statement."""
        # CHOICE: the furthest end, of a ledger drawn up on whatever day; one of a later year reaches further.
        ends: dict[str, date] = {}
        in_year: set[str] = set()
        for said in self.statements:
            end = min(said.end, said.day, as_of)
            if said.accepted <= known_at and said.start <= end and year <= end.year:
                ends[said.domain] = max(ends.get(said.domain, end), end)
                in_year |= {said.domain} if said.start.year <= year else set()
        return {domain: end for domain, end in ends.items() if domain in in_year}

    def add_pots(
        self,
        groups: dict[str, dict],
        by: str,
        of_code: dict[str, list[PlanRow]],
        place: Callable[[str, str, str], str],
        items: list[Booking],
    ) -> None:
        """Add short, room and unreleased use of each group, from its own money, pot by pot."""
        pots: dict[tuple[str, str], list[PlanRow | Booking]] = defaultdict(list)
        home: dict[tuple[str, str], list[PlanRow]] = defaultdict(list)
        for row in chain.from_iterable(of_code.values()):
            home[key_of(row, by), key_of(row, "pot")].append(row)
        for item in items:
            where = item.code, item.source
            pots[place(*where, by), place(*where, "pot")].append(item)
        for group in groups.values():
            group.update(dict.fromkeys(POTS, 0))
        for key in home.keys() | pots.keys():
            budget, used = sum(row.budget for row in home[key]), sum(item.cents for item in pots[key])
            group = groups[key[0]]
            group["short"] += max(0, used - budget)
            group["room"] += max(0, budget - used)
            stating = [row for row in home[key] if row.released is not None]
            own = [
                item
                for item in pots[key]
                if any(row.code == item.code and item.source in ("", row.source) for row in stating)
            ]
            limit = min(sum(item.cents for item in own), sum(row.budget for row in stating))
            group["unreleased_use"] += max(0, limit - sum(row.released or 0 for row in stating))

    def place(
        self, code: str, source: str, by: str, of_code: dict[str, list[PlanRow]], homes: dict[str, str]
    ) -> str:
        own = [row for row in of_code.get(code, ()) if source in ("", row.source)]
        if len({key_of(row, by) for row in own}) > 1:
            raise ValueError(f"a booking on more than one line: {code} {source}")
        if own:
            return key_of(own[0], by)
        if by not in ("domain", "pot"):
            return ""
        prefixed = (domain for prefix, domain in self.names.prefixes if code.startswith(prefix))
        domain = homes.get(code) or next(prefixed, "")
        return domain if by == "domain" else f"{domain}//"


def key_of(row: PlanRow, by: str) -> str:
    return {
        "domain": row.domain,
        "action_line": f"{row.domain}/{row.action_line}",
        "line": row.code,
        "source": row.source,
        "theme": f"{row.source}/{row.theme}",
        "budget_holder": row.holder,
        "pot": f"{row.domain}/{row.source}/{row.theme}",
    }[by]


def norm(row: PlanRow, as_of: date) -> int:
    """Planned to date, rounded half up to a cent per plan row, so that it adds up over every grouping."""
    if as_of.year != row.year:
        return 0 if as_of.year < row.year else row.budget
    days = calendar.monthrange(as_of.year, as_of.month)[1]
    part = row.months[as_of.month - 1] * as_of.day
    return sum(row.months[: as_of.month - 1]) + (2 * part + days) // (2 * days)
