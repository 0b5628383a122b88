"""The behaviour of each domain in the example year: pace, commitments and the form of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from random import Random

from budget.model import Cents

SEED = 20240115
YEAR = 2024
STATEMENT_DATES = (date(2024, 3, 31), date(2024, 5, 31), date(2024, 8, 31), date(2024, 9, 30))
PROGRESS_DATES = STATEMENT_DATES[1:]
NO_PHASING = "geen"

PROFILES = {
    "vlak": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "school": (10, 10, 10, 10, 9, 8, 3, 3, 10, 10, 9, 8),
    "laat": (2, 3, 4, 5, 6, 8, 8, 8, 11, 13, 15, 17),
    "eind": (2, 3, 4, 4, 5, 5, 4, 4, 9, 15, 20, 25),
    "vroeg": (12, 12, 12, 11, 10, 9, 7, 7, 6, 5, 5, 4),
    "bouw": (3, 5, 8, 10, 12, 13, 10, 8, 11, 9, 7, 4),
    "zomer": (2, 3, 5, 8, 12, 20, 22, 15, 5, 3, 3, 2),
    "najaar": (0, 0, 0, 0, 0, 0, 0, 5, 15, 25, 30, 25),
    "kwartaal": (25, 0, 0, 25, 0, 0, 25, 0, 0, 25, 0, 0),
    NO_PHASING: (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
}

ADDED_IN_JULY = ("EID-01.07", "EID-03.07")
"""Lines that the district adds during the year: nothing is booked on them before August."""
FIRST_ADDED_MONTH = 8

STEADY = (10, 10, 10, 10, 10, 10, 10, 10, 10)
FIRST_OF_JANUARY, FIRST_OF_MAY, FIRST_OF_JULY = date(2024, 1, 1), date(2024, 5, 1), date(2024, 7, 1)


class Phasing(Enum):
    """How a plan states its phasing: an amount per month or quarter, or a share per quarter."""

    MONTHS = auto()
    QUARTERS = auto()
    SHARES = auto()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One domain's year. `pace` is its spending in per cent of what was planned to 30 September.

    `months` are weights of January to September on top of the plan; `open` is the usual open commitment in
    per cent of the budget; `first_days` is where each of the four statements begins.
    """

    domain: str
    stem: str
    holder: str
    pace: int
    open: int
    months: tuple[int, ...] = STEADY
    phasing: Phasing = Phasing.MONTHS
    ledger: str = "xlsx"
    layout: str = "gewoon"
    first_days: tuple[date, ...] = (FIRST_OF_JANUARY,) * 4


BEHAVIOURS = (
    Behaviour("JEU", "jeugd", "s.bakker", 96, 17),
    Behaviour("VEI", "veiligheid", "k.yilmaz", 75, 22, months=(2, 3, 4, 5, 7, 10, 12, 13, 15)),
    Behaviour(
        "WBE", "werk", "f.amrani", 91, 20, layout="crediteur",
        first_days=(FIRST_OF_JANUARY,) * 3 + (FIRST_OF_JULY,),
    ),
    Behaviour(
        "WON", "wonen", "p.jansen", 80, 22, months=(6, 7, 8, 9, 10, 12, 13, 13, 11),
        first_days=(FIRST_OF_JANUARY,) * 3 + (FIRST_OF_JULY,),
    ),
    Behaviour(
        "EID", "eid", "r.pinas", 93, 17, layout="code eerst",
        first_days=(FIRST_OF_JANUARY, FIRST_OF_JANUARY, FIRST_OF_MAY, FIRST_OF_JULY),
    ),
    Behaviour(
        "LEM", "leren", "r.pinas", 97, 14, phasing=Phasing.QUARTERS, ledger="csv", layout="zonder bron"
    ),
    Behaviour(
        "ORG", "organisatie", "j.visser", 108, 18, phasing=Phasing.SHARES, ledger="csv", layout="zonder bron"
    ),
)  # fmt: skip


def random_for(*purpose: object) -> Random:
    """The random numbers for one purpose: the same on every machine and in every run."""
    return Random(":".join(str(part) for part in (SEED, *purpose)))


def share(amount: Cents, percent: int) -> Cents:
    return amount * percent // 100


def divide(total: Cents, weights: tuple[int, ...], unit: Cents = 1) -> tuple[Cents, ...]:
    """`total` in proportion to `weights`, in multiples of `unit`; the last with a weight takes the rest."""
    parts = [total * weight // sum(weights) // unit * unit for weight in weights]
    last = max(n for n, weight in enumerate(weights) if weight)
    parts[last] += total - sum(parts)
    return tuple(parts)
