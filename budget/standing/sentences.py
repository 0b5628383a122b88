"""Sentences about the state of a programme: plain Dutch, made only from the figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from budget.insight.group_details import released_beyond_budget, saving_task_cents
from budget.insight.signals import at_stake
from budget.labels import (
    SIGNAL_WORD,
    UNPLANNED,
    count,
    day,
    day_month,
    euro,
    euro_short,
    join_words,
    percent,
    signal_word,
)
from budget.model.figures import Facts, Measures, Row
from budget.model.programme import Programme, SignalRule
from budget.model.steering import Ask
from budget.model.urgency import judged_rows
from budget.model.words import Cents, ChangeKind, Colour

MOST_SOURCES = 3
_NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def spent_sentence(m: Measures, facts: Facts) -> str:
    """`Op 30 september is 62 % van het budget besteed; gepland was 71 %.`."""
    if m.depletion is None:
        budgeted = f"is {euro_short(m.budget)} begroot" if m.budget else "is er geen budget"
        return f"Voor {facts.year} {budgeted}. Er is {euro_short(m.realised)} besteed."
    if m.is_silent:
        return f"Er zijn in {facts.year} nog geen uitgaven aangeleverd."
    if is_behind(m, facts):
        spent = f"{percent(m.paced_share)} van het budget van {facts.year} is besteed"
        others = [day for _, day in facts.known_until if m.known_until and day > m.known_until]
        further = ", van andere domeinen tot later" if others else ""
        return f"{_reached(m, facts)}{further}: {spent}; gepland was {percent(m.norm_share)}."
    spent, planned = percent(m.depletion), percent(m.norm_share)
    if facts.year != facts.as_of.year:
        of_year = f"het budget van {facts.year}"
        return f"Op {day(facts.as_of)} is {spent} van {of_year} besteed; gepland was {planned}."
    return f"Op {day_month(facts.as_of)} is {spent} van het budget besteed; gepland was {planned}."


def is_behind(m: Measures, facts: Facts) -> bool:
    """Whether statements stop before the reference date, so that pace is given for an earlier day."""
    return m.known_until is not None and m.known_until < facts.as_of


def _reached(m: Measures, facts: Facts) -> str:
    return f"Cijfers tot en met {day_month(m.known_until or facts.as_of)}"


def signals_sentence(domains: Sequence[Row], *, by_name: bool = True) -> str:
    """How many domains need steering or attention; without names where their rows are listed below."""
    red = [row.name for row in domains if row.signal.colour is Colour.RED]
    orange = [row.name for row in domains if row.signal.colour is Colour.ORANGE]
    budgeted = len(judged_rows(domains))
    silent = [row.name for row in domains if row.signal.colour is Colour.GREY and row.measures.budget]
    silent_words = f" Nog geen uitgaven aangeleverd: {join_words(silent)}." if silent else ""
    if not red and not orange:
        if not budgeted:
            return "Er zijn nog geen uitgaven aangeleverd." if silent else "Er is nog geen budget."
        if budgeted == 1:
            domain_words = "met uitgaven" if silent else "met budget"
            return f"Het enige domein {domain_words} is op koers.{silent_words}"
        domain_words = "domeinen met uitgaven" if silent else "domeinen"
        return f"Alle {number_word(budgeted)} {domain_words} zijn op koers.{silent_words}"
    parts = []
    if red:
        verb = "vraagt" if len(red) == 1 else "vragen"
        of_all = f"van de {number_word(budgeted)} domeinen" if budgeted > 1 else "domein"
        who, names = f"{number_word(len(red))} {of_all}", f": {join_words(red)}" if by_name else ""
        parts.append(f"{who} {verb} om bijsturen{names}.")
    if orange:
        verb = "vraagt" if len(orange) == 1 else "vragen"
        names = f": {join_words(orange)}" if by_name else ""
        parts.append(f"{number_word(len(orange))} {verb} om aandacht{names}.")
    return " ".join(part[0].upper() + part[1:] for part in parts).replace("Één", "Eén") + silent_words


def forecast_sentence(m: Measures) -> str:
    """What is left or short at year end, with its interval."""
    if m.budget == 0:
        return "Zonder budget is er geen verwachting voor het jaar."
    low, high = sorted((m.budget - m.forecast.p90, m.budget - m.forecast.p10))
    if m.variance >= 0:
        word = f"blijft {euro_short(m.variance)} over"
    else:
        word = f"is er {euro_short(-m.variance)} te weinig"
    if low >= 0 or high < 0:
        first, last = sorted((abs(low), abs(high)))
        return f"Naar verwachting {word} (tussen {euro_short(first)} en {euro_short(last)})."
    return f"Naar verwachting {word} (tussen {euro_short(-low)} te weinig en {euro_short(high)} over)."


def unspent_by_source_sentence(sources: Sequence[Row]) -> str:
    """How much is left at year end of the largest sources; empty when nothing is left."""
    unspent_rows = sorted(
        (row for row in sources if row.measures.variance > 0), key=lambda r: -r.measures.variance
    )
    if not unspent_rows:
        return ""
    most = f"{unspent_rows[0].name}: {euro_short(unspent_rows[0].measures.variance)}"
    others = [f"{row.name} ({euro_short(row.measures.variance)})" for row in unspent_rows[1:MOST_SOURCES]]
    then = f" Daarna: {join_words(others)}." if others else ""
    return f"Naar verwachting blijft het meest over van {most}.{then}"


def unspent_sentences(sources: Sequence[Row], programme: Programme) -> list[str]:
    """What happens to unspent money, for each source that has some left."""
    unspent_rows = [row for row in sources if row.key and row.measures.variance > 0]
    names_and_rules = [(row.name, programme.source(row.key).unspent.rstrip(".")) for row in unspent_rows]
    return [f"Wat overblijft van {name}, {unspent}." for name, unspent in names_and_rules if unspent]


def room_sentence(m: Measures, to_find: Cents = 0) -> str:
    """What is free after spending and commitments; one pot never covers the shortage of another.

    `to_find` is how much of `short`, in cents, are saving tasks: nothing was spent there.
    """
    if m.is_silent:
        return "Van uitgaven en verplichtingen is nog niets aangeleverd."
    committed = f"Er is {euro_short(m.committed)} verplicht, maar nog niet betaald"
    over = m.short - to_find
    task = f" Er is nog {euro(to_find)} in te vullen: een stelpost of taakstelling." if to_find else ""
    if to_find and not over:
        room = f" In potten met ruimte is nog {euro(m.room)} vrij." if m.room else ""
        return f"{committed}.{room}{task}"
    if over > 0 and m.room > 0:
        return (
            f"{committed}. In potten met ruimte is nog "
            f"{euro(m.room)} vrij; in andere potten is {euro(over)} te veel uitgegeven of vastgelegd.{task}"
        )
    if m.free + to_find < 0:
        over = -m.free - to_find
        return f"Er is {euro_short(over)} meer uitgegeven en vastgelegd dan begroot: een tekort.{task}"
    return f"{committed}; {euro_short(m.free)} is nog vrij."


def release_sentence(m: Measures, beyond: Cents = 0) -> str:
    """How much of the budget the council has released, and what was used without a release.

    `beyond` is how much of `released`, in cents, is beyond the budget of its pot, while another pot waits.
    """
    return f"{_released(m, beyond)}{_unreleased(m)}"


def _unreleased(m: Measures) -> str:
    if not m.unreleased_use:
        return ""
    return f" Er is {euro(m.unreleased_use)} uitgegeven of vastgelegd zonder besluit van de raad."


def _released(m: Measures, beyond: Cents) -> str:
    if m.released is None:
        return "Het is niet bekend hoeveel geld is vrijgegeven."
    unknown = (
        f" Van {count(m.released_unknown, 'regel', 'regels')} is dat niet bekend."
        if m.released_unknown
        else ""
    )
    if beyond:
        return (
            f"Van het budget is {euro_short(m.released - beyond)} vrijgegeven door de gemeenteraad. "
            f"In andere potten is {euro(beyond)} meer vrijgegeven dan het budget.{unknown}"
        )
    if m.released >= m.budget:
        return f"Al het geld is vrijgegeven: {euro_short(m.released)}.{unknown}"
    return f"Van het budget is {euro_short(m.released)} vrijgegeven door de gemeenteraad.{unknown}"


def unplanned_sentence(facts: Facts) -> str:
    """All money outside the plan, over all domains; empty when there is none.

    A refund in one domain does not hide spending in another.
    """
    used = [sum(line.realised) + line.committed for line in facts.lines if not line.planned]
    spent, back = sum(cents for cents in used if cents > 0), -sum(cents for cents in used if cents < 0)
    returned = f"{UNPLANNED} is {euro(back)} teruggeboekt." if back else ""
    if not spent:
        return returned
    return (
        f"{UNPLANNED} staat {euro(spent)}: die uitgaven horen nog bij geen enkele regel. {returned}".strip()
    )


def lag_sentence(booked_until: date | None, as_of: date) -> str:
    """That bookings up to the reference date are missing; empty when they are complete."""
    if booked_until is None:
        return "Let op: nog niet van elk domein zijn boekingen aangeleverd."
    if booked_until >= as_of:
        return ""
    until = f"Let op: de boekingen lopen tot en met {day(booked_until)}."
    return f"{until} Wat daarna is uitgegeven, telt nog niet mee."


def summary(
    total: Row, domains: Sequence[Row], facts: Facts, booked_until: date | None, sources: Sequence[Row] = ()
) -> list[str]:
    """'In het kort': five sentences, the answer first, plus those on `sources` and missing bookings."""
    m, late = total.measures, lag_sentence(booked_until, facts.as_of)
    unspent_sentence = unspent_by_source_sentence(sources)
    signals = signals_sentence([row for row in domains if row.key])
    return [
        spent_sentence(m, facts),
        f"{signals} {unplanned_sentence(facts)}".strip(),
        forecast_sentence(m),
        *([unspent_sentence] if unspent_sentence else []),
        room_sentence(m, saving_task_cents(facts)),
        release_sentence(m, released_beyond_budget(facts)),
        *([late] if late else []),
    ]


def since_words(as_of: date, meeting: date) -> str:
    """`31 augustus (overleg van 3 oktober)`."""
    return f"{day_month(as_of)} (overleg van {day_month(meeting)})"


def bridge_sentence(before: Cents, after: Cents, since: str) -> str:
    """`Sinds 31 augustus ... is de vrije ruimte gedaald van ... naar ....`."""
    if after == before:
        return f"Sinds {since} is de vrije ruimte gelijk gebleven: {euro_short(after)}."
    word = "gedaald" if after < before else "gestegen"
    was, becomes = distinct_amounts(before, after)
    return f"Sinds {since} is de vrije ruimte {word} van {was} naar {becomes}."


def distinct_amounts(before: Cents, after: Cents) -> tuple[str, str]:
    """Two amounts rounded as in speech, or in full where rounding would make them equal."""
    if euro_short(before) == euro_short(after):
        return euro(before), euro(after)
    return euro_short(before), euro_short(after)


def change_words(kind: ChangeKind) -> str:
    """`Wijziging van het plan`, `Nieuwe boekingen` or `Andere verplichtingen`."""
    return {
        ChangeKind.PLAN: "Wijziging van het plan",
        ChangeKind.BOOKINGS: "Nieuwe boekingen",
        ChangeKind.COMMITMENTS: "Andere verplichtingen",
    }[kind]


def decisions_asked(
    domains: Sequence[Row],
    owners: Mapping[str, str],
    rules: Sequence[SignalRule],
    questioned: Collection[str] = (),
) -> tuple[Ask, ...]:
    """A decision asked of the board for every red domain, largest amount first.

    The amount is that of the rule (one of `rules`) that made the domain red, as in its reason. A domain with
    a question of its own (`questioned`) asks only that.
    """
    condition_of = {rule.id: rule.condition for rule in rules}
    red = [
        row for row in domains if row.key and row.key not in questioned and row.signal.colour is Colour.RED
    ]
    asks = [
        Ask(
            f"{row.name}: besluit hoe wordt bijgestuurd. {row.signal.reason}",
            row.key,
            abs(at_stake(row.measures, condition_of[row.signal.rule])),
            owners.get(row.key, ""),
        )
        for row in red
    ]
    return tuple(sorted(asks, key=lambda ask: -(ask.amount or 0)))


def colour_word(colour: Colour) -> str:
    """The word of a signal in quotes: `'op koers'`; grey means no budget or nothing delivered."""
    return "'geen kleur'" if colour is Colour.GREY else f"'{SIGNAL_WORD[colour].lower()}'"


def signal_words(row: Row) -> str:
    """`Bijsturen: Er is ...`."""
    return f"{signal_word(row.signal.colour, row.measures.budget, row.is_outside_plan)}: {row.signal.reason}"


def standing_of(row: Row, facts: Facts) -> str:
    """One sentence about one group, with the year where the date alone does not show it."""
    m = row.measures
    if m.budget < 0:
        return f"{row.name}: {row.signal.reason}"
    if m.depletion is None:
        return f"{row.name} heeft in {facts.year} geen budget."
    if m.is_silent:
        return f"Van {row.name} zijn in {facts.year} nog geen uitgaven aangeleverd."
    if is_behind(m, facts):
        shares = f"{percent(m.paced_share)} is besteed; gepland was {percent(m.norm_share)}"
        return f"{_reached(m, facts)}: {shares} bij {row.name}."
    return (
        f"Op {day(facts.as_of)} is bij {row.name} {percent(m.depletion)} besteed; gepland was "
        f"{percent(m.norm_share)}."
    )


def number_word(n: int) -> str:
    """A small number written out in Dutch."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)
