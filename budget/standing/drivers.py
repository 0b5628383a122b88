"""What drives the forecast of lines and domains, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget.insight.forecast.drivers import Driver, LineDriver
from budget.labels import MONTH_NAMES, count, euro
from budget.model.figures import LineFacts
from budget.model.words import Cents
from budget.standing.moment import Standing

LEFT = 0.97
"""Expected outturn below this share of its budget: an on-plan line is said to have money left."""
_NOUNS = {
    Driver.ENDED: "wat er is geboekt",
    Driver.NO_PLAN: "wat er is geboekt en vastgelegd",
    Driver.OWN: "de eigen prognose van de budgethouder",
    Driver.COMMITTED: "de openstaande verplichtingen",
    Driver.SPENT: "wat er al is besteed",
    Driver.HELD: "het budget als grens",
    Driver.SLOW: "het lage tempo tot nu toe",
    Driver.FAST: "het hoge tempo tot nu toe",
    Driver.PHASING: "de verdeling over het jaar in het plan",
    Driver.USUAL: "hoe overheden hun geld meestal uitgeven",
}
_TASK = "Dit is een taakstelling: er komt vanzelf niets op binnen."
_SENTENCES = {
    Driver.ENDED: "Het jaar is om. Dit is wat er is geboekt.",
    Driver.NO_PLAN: "Wat er is geboekt en vastgelegd. Er is geen plan om mee te rekenen.",
    Driver.OWN: "Vooral de eigen prognose van de budgethouder: {amount}.",
    Driver.COMMITTED: "Vooral de openstaande verplichtingen: {amount}.",
    Driver.SPENT: "Het budget is al op: er is {amount} besteed.",
    Driver.HELD: "Vooral het budget. Het tempo ligt hoger, maar er is geen oorzaak voor meer dan {amount}.",
    Driver.SLOW: "Vooral het tempo: er is {amount} minder besteed dan verwacht op dit moment.",
    Driver.FAST: "Vooral het tempo: er is {amount} meer besteed dan verwacht op dit moment.",
    Driver.PHASING: "Vooral het plan: de uitgaven volgen de verdeling over het jaar.",
    Driver.USUAL: "Vooral hoe overheden hun geld uitgeven. Dit plan heeft geen verdeling over het jaar.",
}


@dataclass(frozen=True, slots=True)
class LineDriven:
    """The forecast of a line (all its sources together): P50 in cents, and its driver in a sentence."""

    expected: Cents
    sentence: str


def drivers_of(standing: Standing, domain: str) -> dict[str, LineDriven]:
    """For each line code of a domain ('' for money in no plan), what drives its forecast.

    Of a line with several sources, the source with the largest budget decides.
    """
    by_code: defaultdict[str, list[tuple[LineFacts, LineDriver, Cents]]] = defaultdict(list)
    for line, driven, expected in standing.driven(domain):
        by_code[line.key.code if line.planned else ""].append((line, driven, expected))
    return {code: _of_line(parts) for code, parts in by_code.items()}


def domain_sentence(standing: Standing, domain: str) -> str:
    """The main basis of a domain's forecast, weighted by budget; empty without a planned line."""
    budgets: defaultdict[Driver, Cents] = defaultdict(int)
    numbers: defaultdict[Driver, int] = defaultdict(int)
    for line, driven, _ in standing.driven(domain):
        if line.planned and line.budget > 0:
            budgets[driven.driver] += line.budget
            numbers[driven.driver] += 1
    if not budgets:
        return ""
    most = max(budgets, key=lambda driver: (budgets[driver], driver.value))
    lines = count(sum(numbers.values()), "regel", "regels")
    return f"De verwachting steunt vooral op {_NOUNS[most]} (bij {numbers[most]} van de {lines})."


def _of_line(parts: Sequence[tuple[LineFacts, LineDriver, Cents]]) -> LineDriven:
    expected = sum(cents for _, _, cents in parts)
    line, largest, _ = max(parts, key=lambda each: abs(each[0].budget))
    if line.budget < 0:
        return LineDriven(expected, _TASK)
    alike = [driven for _, driven, _ in parts if driven.driver is largest.driver]
    cents = sum(driven.cents for driven in alike)
    sentence = _SENTENCES[largest.driver].format(amount=euro(cents))
    on_plan = largest.driver in {Driver.PHASING, Driver.USUAL}
    if on_plan and expected < LEFT * sum(line.budget for line, _, _ in parts):
        sentence += " Zulke regels houden meestal iets over."
    if largest.lump:
        month = MONTH_NAMES[largest.lump - 1]
        sentence += f" In {month} is veel in één keer betaald; daarom is de marge breder."
    return LineDriven(expected, sentence)


def line_cells(driven: Mapping[str, LineDriven], code: str) -> tuple[str, str]:
    """The expected outturn of a line and its driver, as table cells; two dashes where unknown."""
    driven_line = driven.get(code)
    return (euro(driven_line.expected), driven_line.sentence) if driven_line else ("–", "–")
