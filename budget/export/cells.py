"""The typed cells of tables and texts, and the one place that writes them in Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget import labels
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class Euros:
    """Whole euros with a mark behind them; `missing` is written for an unknown amount."""

    cents: Cents | None
    missing: str = labels.UNKNOWN
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RoundEuros:
    """An amount rounded as in speech, with a mark behind it."""

    cents: Cents | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class EuroChange:
    """A change in whole euros, with its sign."""

    cents: Cents


@dataclass(frozen=True, slots=True)
class Room:
    """Free room in whole euros; a negative one is called a shortage."""

    cents: Cents


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction as a percentage; None does not apply."""

    share: float | None


@dataclass(frozen=True, slots=True)
class Short:
    """A text of at most `length` letters."""

    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Cells as one text."""

    cells: tuple[Cell, ...]
    between: str = ""


Typed = Euros | RoundEuros | EuroChange | Room | Share | date | Short | Phrase
Cell = str | Typed


def delivered(cents: Cents | None) -> Euros:
    """A measured amount; None if nothing was delivered yet: a zero would look measured."""
    return Euros(cents, labels.NOT_YET)


def amount(cents: Cents | None) -> Euros:
    """An amount, or a dash."""
    return Euros(cents, labels.NOTHING)


def written(cell: Cell) -> str:
    """The cell in Dutch."""
    match cell:
        case str():
            return cell
        case Euros(None, missing):
            return missing
        case Euros(cents, _, mark):
            return f"{labels.euro(cents)}{mark}"
        case RoundEuros(cents, mark):
            return f"{labels.euro_short(cents)}{mark}"
        case EuroChange(cents):
            return labels.euro_change(cents)
        case Room(cents):
            return labels.room(cents)
        case Share(share):
            return labels.percent(share)
        case date():
            return labels.day_short(cell)
        case Short(text, length):
            return labels.shorten(text, length)
        case Phrase(cells, between):
            return between.join(map(written, cells))
