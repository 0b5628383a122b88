"""The total of the uploader's own system beside what was read of the file: needed, differing, explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from budget.intake.grammar.amounts import read_amount
from budget.labels import euro_exact, listed
from budget.model.content import CheckedFile, ControlTotal
from budget.model.handed_in import Money
from budget.model.words import BudgetError, Cents

_FIELDS = {"budget": Money.BUDGET, "realised": Money.REALISED, "committed": Money.COMMITTED}
_ROW = re.compile(r"\brij\s+\d+\s*:\s*(?:€\s*)?([-−]?\d[\d.]*(?:,\d{1,2})?-?)", re.IGNORECASE)
"""A row with its amount in an explanation: `rij 12: 1.000,00`."""


def counted_in(checked: CheckedFile) -> dict[Money, Cents]:
    """What was read of each kind of money, in cents; of a ledger always what is booked."""
    found: dict[Money, Cents] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            if name in _FIELDS:
                found[_FIELDS[name]] = found.get(_FIELDS[name], 0) + cents
    return found


def offered_in(checked: CheckedFile) -> dict[Money, Cents]:
    """The total row of the file itself, where it has one of a single kind of money."""
    counted = counted_in(checked)
    stated = [sheet.stated for sheet in checked.sheets if sheet.amounts]
    if len(counted) != 1 or None in stated or not stated:
        return {}
    return {next(iter(counted)): sum(cents for cents in stated if cents is not None)}


def is_foreign(checked: CheckedFile) -> bool:
    """Whether a mapping read the file: then it must be reconciled."""
    return any(found.code == "mapping-used" for found in checked.findings)


def control_of(
    checked: CheckedFile, stated: Mapping[Money, Cents], explained: Mapping[Money, str]
) -> tuple[ControlTotal, ...]:
    """The totals that were stated, beside what was read. Raises BudgetError for a kind that was not read."""
    counted = counted_in(checked)
    if strange := stated.keys() - counted.keys():
        raise BudgetError(f"Dit bestand heeft geen bedragen van deze soort: {listed(sorted(strange))}.")
    return tuple(
        ControlTotal(money, stated[money], counted[money], explained.get(money, "").strip())
        for money in Money
        if money in stated
    )


def complaints(checked: CheckedFile, control: Iterable[ControlTotal]) -> Iterator[str]:
    """A Dutch sentence for each total that is missing where it is needed, or that no named rows explain."""
    told = {found.money for found in control}
    if is_foreign(checked) and (missing := sorted(counted_in(checked).keys() - told)):
        yield f"Vul het totaal uit uw eigen systeem in: {listed([str(money) for money in missing])}."
    for found in control:
        named = map(read_amount, _ROW.findall(found.explained))
        total = sum(cents for cents in named if isinstance(cents, int))
        if found.difference and abs(total) != abs(found.difference):
            said = f" Nu noemt u samen {euro_exact(total)}." if total else ""
            yield (
                f"Totaal {found.money}: uw systeem heeft {euro_exact(found.stated)}, gelezen is "
                f"{euro_exact(found.counted)}. Verklaar het verschil van {euro_exact(found.difference)}. "
                "Noem elke rij met haar bedrag, bijvoorbeeld: rij 12: 1.000,00 en rij 14: 250,00."
                f"{said}"
            )


def require_reconciled(checked: CheckedFile, control: Iterable[ControlTotal]) -> None:
    """Raises BudgetError with every complaint."""
    if found := list(complaints(checked, tuple(control))):
        raise BudgetError("\n".join([*found, "Er is niets ingediend."]))
