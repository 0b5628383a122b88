"""The traffic light against the table of measures.md: each rule below, at and above its edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from budget.insight.signals import signal
from budget.model import By, Colour, Interval, Measures, Programme, Row, RunOut, SignalRule
from budget.model.figures import LargestPot, Part, SignalDetails
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from tests.spec.histories import Lived, moments

AUGUST = date(2024, 8, 31)
EURO, MILLION = 100, 100_000_000
SEPTEMBER_20, OCTOBER_14, NOVEMBER_30 = date(2024, 9, 20), date(2024, 10, 14), date(2024, 11, 30)
NBSP = "\u00a0"


def measures(budget: int = MILLION, **options) -> Measures:
    """A group exactly on plan, with a ledger, its whole budget released and expected to be spent."""
    values = {
        "budget": budget, "original_budget": budget, "released": budget, "released_unknown": 0,
        "realised": 0, "committed": 0, "norm": options.get("realised", 0), "known_until": AUGUST,
        "forecast": Interval(budget, budget, budget), "run_out": RunOut(None, None, None, 0.0),
    }  # fmt: skip
    return Measures(**{**values, **options})


def until(cents: int) -> Interval:
    return Interval(cents, cents, cents)


def runs_out(chance: float) -> RunOut:
    return RunOut(SEPTEMBER_20, OCTOBER_14, NOVEMBER_30, chance)


def expected(m: Measures, red: Sequence[int] = ()) -> str:
    """The table of measures.md from top to bottom, in integers; `red` has the budgets of the red parts."""
    used = m.realised + m.committed
    ahead = abs(m.realised - m.realised_later - m.norm)
    over = m.forecast.p50 - m.budget
    floor = max(Fraction(1_000 * EURO), Fraction(m.budget, 200))
    if m.budget == 0 and used == 0:
        return "geen-budget"
    # CHOICE: money without its own statement (a row of another ledger) is judged: the money is there.
    if m.budget != 0 and m.known_until is None and used == 0:
        return "nog-geen-uitgaven"
    # CHOICE: a negative line without spending is a saving task, not a shortage.
    if m.budget < 0 and used == 0:
        return "taakstelling"
    if m.short > floor:
        return "tekort"
    if m.unreleased_use > floor:
        return "gebruikt-zonder-vrijgave"
    is_over = over > 5_000 * EURO and over > Fraction(m.budget, 50)
    if Fraction(m.run_out.probability) >= Fraction(1, 2) and is_over:
        return "geld-raakt-op"
    if ahead > Fraction(m.budget, 10) and ahead > 25_000 * EURO:
        return "wijkt-af-van-plan"
    if m.forecast.p50 < Fraction(85 * m.budget, 100):
        return "geld-blijft-over"
    # CHOICE: "that part is over 5 % of its budget" compares the part's budget with the group's.
    if any(budget > Fraction(m.budget, 20) for budget in red):
        return "onderdeel-vraagt-bijsturen"
    return "volgens-plan"


COLOURS = {
    "tekort": Colour.RED, "gebruikt-zonder-vrijgave": Colour.RED, "geld-raakt-op": Colour.RED,
    "wijkt-af-van-plan": Colour.ORANGE, "geld-blijft-over": Colour.ORANGE,
    "onderdeel-vraagt-bijsturen": Colour.ORANGE, "geen-budget": Colour.GREY,
    "nog-geen-uitgaven": Colour.GREY, "volgens-plan": Colour.GREEN, "taakstelling": Colour.ORANGE,
}  # fmt: skip
LIKELY = runs_out(0.5)

EDGES = [
    # short > the larger of 1.000 euro and 0,5 % of the budget
    (measures(short=500_000 - 1), "volgens-plan"),
    (measures(short=500_000), "volgens-plan"),
    (measures(short=500_000 + 1), "tekort"),
    (measures(10_000_000, short=100_000), "volgens-plan"),
    (measures(10_000_000, short=100_000 + 1), "tekort"),
    (measures(20_000_000, short=100_000 + 1), "tekort"),
    (measures(20_000_200, short=100_001), "volgens-plan"),
    (measures(0, realised=100_000, short=100_000), "volgens-plan"),
    (measures(0, realised=100_001, short=100_001), "tekort"),
    # unreleased use above the same floor; money not released as a whole is no signal
    (measures(unreleased_use=500_000), "volgens-plan"),
    (measures(unreleased_use=500_000 + 1), "gebruikt-zonder-vrijgave"),
    (measures(10_000_000, unreleased_use=100_000), "volgens-plan"),
    (measures(10_000_000, unreleased_use=100_001), "gebruikt-zonder-vrijgave"),
    (measures(released=0, realised=MILLION // 2), "volgens-plan"),
    # probability >= 50 % and P50 over by more than 5.000 euro and 2 %
    (measures(run_out=runs_out(0.4999999), forecast=until(2 * MILLION)), "volgens-plan"),
    (measures(run_out=LIKELY, forecast=until(MILLION)), "volgens-plan"),
    (measures(run_out=LIKELY, forecast=until(MILLION + 2_000_000)), "volgens-plan"),
    (measures(run_out=LIKELY, forecast=until(MILLION + 2_000_001)), "geld-raakt-op"),
    (measures(10_000_000, run_out=LIKELY, forecast=until(10_500_000)), "volgens-plan"),
    (measures(10_000_000, run_out=LIKELY, forecast=until(10_500_001)), "geld-raakt-op"),
    # abs(ahead) > 10 % of budget and > 25.000 euro, at the pace date
    (measures(realised=MILLION // 10 - 1, norm=0), "volgens-plan"),
    (measures(realised=MILLION // 10, norm=0), "volgens-plan"),
    (measures(realised=MILLION // 10 + 1, norm=0), "wijkt-af-van-plan"),
    (measures(realised=MILLION // 10 + 1, realised_later=1, norm=0), "volgens-plan"),
    (measures(norm=MILLION // 10), "volgens-plan"),
    (measures(norm=MILLION // 10 + 1), "wijkt-af-van-plan"),
    (measures(10_000_000, norm=2_500_000 - 1), "volgens-plan"),
    (measures(10_000_000, norm=2_500_000), "volgens-plan"),
    (measures(10_000_000, norm=2_500_000 + 1), "wijkt-af-van-plan"),
    (measures(25_000_001, realised=2_500_001, norm=0), "wijkt-af-van-plan"),
    (measures(25_000_010, realised=2_500_001, norm=0), "volgens-plan"),
    # forecast P50 < 85 % of budget
    (measures(forecast=until(85_000_000 + 1)), "volgens-plan"),
    (measures(forecast=until(85_000_000)), "volgens-plan"),
    (measures(forecast=until(85_000_000 - 1)), "geld-blijft-over"),
    (measures(101, forecast=until(86)), "volgens-plan"),
    (measures(101, forecast=until(85)), "geld-blijft-over"),
    # grey: no budget and nothing used; budget, but no statement
    (measures(0), "geen-budget"),
    (measures(0, realised=5, committed=-5), "geen-budget"),
    (measures(0, realised=-1), "volgens-plan"),
    (measures(1), "volgens-plan"),
    (measures(known_until=None), "nog-geen-uitgaven"),
    (measures(known_until=None, realised=1), "volgens-plan"),
    # the first rule that holds; the grey rules come first
    (measures(0, known_until=None), "geen-budget"),
    (measures(known_until=None, norm=MILLION, forecast=until(0), run_out=runs_out(1.0)), "nog-geen-uitgaven"),
    (measures(short=MILLION, unreleased_use=MILLION, run_out=LIKELY, norm=MILLION), "tekort"),
    (measures(unreleased_use=MILLION, run_out=LIKELY, norm=MILLION), "gebruikt-zonder-vrijgave"),
    (measures(run_out=LIKELY, norm=MILLION, forecast=until(2 * MILLION)), "geld-raakt-op"),
    (measures(norm=MILLION, forecast=until(0)), "wijkt-af-van-plan"),
]


@pytest.mark.parametrize(("group", "rule"), EDGES)
def test_the_first_rule_that_holds_decides(programme: Programme, group: Measures, rule: str) -> None:
    assert expected(group) == rule
    found = signal(group, "VEI", programme.rules, AUGUST)
    assert (found.rule, found.colour) == (rule, COLOURS[rule])


def part(budget: int = MILLION, by: By = By.ACTION_LINE, name: str = "Schuldhulp dichtbij") -> Part:
    cents = 30_342 * EURO
    return Part(by, name, budget, "short", cents, f"€{NBSP}30.342 te veel")


@pytest.mark.parametrize(
    ("budget", "rule"),
    [(5_000_000 - 1, "volgens-plan"), (5_000_000, "volgens-plan"), (5_000_001, "onderdeel-vraagt-bijsturen")],
)
def test_a_red_part_above_five_percent_turns_its_group_orange(
    programme: Programme, budget: int, rule: str
) -> None:
    assert expected(measures(), [budget]) == rule
    found = signal(measures(), "VEI", programme.rules, AUGUST, SignalDetails(red=(part(budget),)))
    said = f"Op koers, maar 1 actielijn vraagt om bijsturen: Schuldhulp dichtbij (€{NBSP}30.342 te veel)."
    assert (found.rule, found.colour, found.reason) == (rule, COLOURS[rule], said)


POT = LargestPot("bij SPUK Kansrijke Wijk, thema Armoede en schulden", 34_000 * EURO, 0)
FUND = LargestPot("bij Volkshuisvestingsfonds", 368_429 * EURO, 0)
TOO_MUCH = f"Er is €{NBSP}34.000 te veel uitgegeven of vastgelegd {POT.where}."
MORE = (
    f"Er is €{NBSP}40.000 te veel uitgegeven of vastgelegd. Daarvan is €{NBSP}34.000 bij "
    "SPUK Kansrijke Wijk, thema Armoede en schulden, de rest bij 2 andere potten."
)
SLOW = (
    f"Er is minder uitgegeven dan gepland: 18{NBSP}% tegen 35{NBSP}%. En 2 actielijnen en 1 bron vragen "
    f"om bijsturen. Het meest: Schuldhulp dichtbij (€{NBSP}30.342 te veel)."
)
ON_PLAN = "De uitgaven lopen volgens plan."
REASONS = [
    (measures(short=34_000 * EURO), SignalDetails(short=POT), TOO_MUCH),
    (
        measures(short=40_000 * EURO),
        SignalDetails(short=POT._replace(others=2)),
        MORE,
    ),
    (
        measures(unreleased_use=368_429 * EURO),
        SignalDetails(unreleased=FUND),
        f"Er is €{NBSP}368.429 uitgegeven of vastgelegd zonder besluit van de raad: Volkshuisvestingsfonds.",
    ),
    (
        measures(run_out=runs_out(0.7), forecast=until(2 * MILLION)),
        SignalDetails(),
        "Als het zo doorgaat is het geld op rond 14 oktober. Dat is tussen 20 september en 30 november.",
    ),
    (
        measures(realised=18_000_000, norm=35_000_000),
        SignalDetails(),
        f"Er is minder uitgegeven dan gepland: 18{NBSP}% tegen 35{NBSP}%.",
    ),
    (
        measures(realised=18_000_000, norm=35_000_000),
        SignalDetails(red=(part(), part(name="B"), part(by=By.SOURCE))),
        SLOW,
    ),
    (
        measures(realised=35_000_000, norm=18_000_000),
        SignalDetails(),
        f"Er is meer uitgegeven dan gepland: 35{NBSP}% tegen 18{NBSP}%.",
    ),
    (
        measures(forecast=until(MILLION - 160_000 * EURO)),
        SignalDetails(),
        f"Naar verwachting blijft €{NBSP}160.000 over.",
    ),
    # below the floors the figures are said
    (
        measures(800_000, norm=400_000),
        SignalDetails(),
        f"0{NBSP}% besteed, 50{NBSP}% gepland; het gaat om €{NBSP}4.000.",
    ),
    (measures(800_000, norm=80_000), SignalDetails(), ON_PLAN),
    (
        measures(short=EURO),
        SignalDetails(short=LargestPot("bij Coalitiemiddelen", EURO, 0)),
        f"{ON_PLAN} Er is €{NBSP}1 te veel uitgegeven of vastgelegd bij Coalitiemiddelen.",
    ),
    (measures(), SignalDetails(), ON_PLAN),
    (measures(0), SignalDetails(), "Geen budget in dit jaar."),
    (measures(known_until=None), SignalDetails(), "Er zijn nog geen uitgaven aangeleverd."),
]  # fmt: skip


@pytest.mark.parametrize(("group", "inside", "reason"), REASONS)
def test_the_reason_says_the_figures(
    programme: Programme, group: Measures, inside: SignalDetails, reason: str
) -> None:
    assert signal(group, "VEI", programme.rules, AUGUST, inside).reason == reason


def drawn(draw: Random) -> Measures:
    """A random group, often exactly at a threshold or one cent from it."""
    budget = draw.choice([0, draw.randrange(1, 60_000_000), draw.randrange(1, 600_000) * 100])
    near = [0, budget, budget // 10, 2_500_000, budget * 85 // 100, draw.randrange(budget + 1)]

    def close() -> int:
        return draw.choice(near) + draw.choice([-1, 0, 0, 1])

    floor = max(100_000, budget // 200)
    return measures(
        budget, short=draw.choice([0, 0, 0, floor, floor + 1]),
        unreleased_use=draw.choice([0, 0, 0, floor, floor + 1]),
        known_until=draw.choice([AUGUST, AUGUST, None]),
        realised=close(), committed=draw.choice([0, 0, close()]), norm=close(),
        forecast=until(draw.choice([close(), budget * 102 // 100 + 1, budget + 500_001])),
        run_out=runs_out(draw.choice([0.0, 0.0, 0.0, 0.4999, 0.5, draw.random()])),
    )  # fmt: skip


def test_random_groups_get_the_signal_of_the_table(programme: Programme) -> None:
    draw, seen = Random(2024), set()
    for _ in range(6_000):
        group = drawn(draw)
        found = signal(group, "", programme.rules, AUGUST)
        assert (found.rule, found.colour) == (expected(group), COLOURS[expected(group)]), group
        seen.add(found.rule)
    assert seen == COLOURS.keys() - {"onderdeel-vraagt-bijsturen", "taakstelling"}


@pytest.mark.parametrize("condition", ["off_plan", "forecast_below_budget"])
@pytest.mark.parametrize("percent", range(1, 100))
def test_a_share_of_any_whole_percentage_is_exact_to_the_cent(condition: str, percent: int) -> None:
    """Shares are set in programme.toml; 0,07 x € 1 is exactly seven cents."""
    rules = (
        SignalRule("edge", Colour.ORANGE, condition, date(2023, 1, 1), "", "", percent / 100),
        SignalRule("rest", Colour.GREEN, "otherwise", date(2023, 1, 1), "", ""),
    )
    for budget in (100, 10_000, 123_456_700, 123_456_789, 99_999_999_900):
        edge = percent * budget // 100
        for cents in (edge - 1, edge, edge + 1):
            above, below = 100 * cents > percent * budget, 100 * cents < percent * budget
            group = (
                measures(budget, realised=cents, norm=0, committed=-cents)
                if condition == "off_plan"
                else measures(budget, forecast=until(cents))
            )
            holds = above if condition == "off_plan" else below
            assert signal(group, "", rules, AUGUST).rule == ("edge" if holds else "rest"), (budget, cents)


def test_a_rule_holds_from_its_own_day_on_and_in_its_own_domain(programme: Programme) -> None:
    general = next(rule for rule in programme.rules if rule.id == "geld-blijft-over")
    later = replace(general, valid_from=AUGUST, share=0.5)
    own = replace(general, domains=("VEI",), share=0.2)
    rules = [r for rule in programme.rules for r in ((rule, later, own) if rule is general else (rule,))]
    left, on_plan = "geld-blijft-over", "volgens-plan"

    def of(domain: str, as_of: date, percent: int) -> str:
        return signal(measures(forecast=until(percent * MILLION // 100)), domain, rules, as_of).rule

    assert (of("JEU", date(2024, 8, 30), 84), of("JEU", date(2024, 8, 30), 85)) == (left, on_plan)
    assert (of("JEU", AUGUST, 49), of("JEU", AUGUST, 50)) == (left, on_plan)
    assert (of("", date(2024, 9, 1), 49), of("", date(2024, 9, 1), 50)) == (left, on_plan)
    for day in (date(2024, 8, 30), AUGUST):
        assert (of("VEI", day, 19), of("VEI", day, 20), of("VEI", day, 40)) == (left, on_plan, on_plan)


def standings(example: Lived, live, store: Store) -> Iterator[Standing]:
    for month in (3, 5, 8, 9, 11):
        yield load_standing(store, example.programme, date(2024, month, 28), 2024, len(example.files))
    for seed in range(1, 7):
        for as_of, known_at in moments(seed, live(seed).files, 3):
            yield load_standing(store, live(seed).programme, as_of, 2024, known_at)


def red_parts(standing: Standing, row: Row) -> list[Row]:
    """The red action lines, sources and themes of a domain, or of the programme; never money in no plan."""
    domain = row.key or None
    parts = [*standing.rows(By.ACTION_LINE, domain), *standing.rows(By.SOURCE, domain)]
    themed = [part for part in standing.rows(By.THEME, domain) if not part.key.endswith("/")]
    return [part for part in (*parts, *themed) if part.is_planned and part.signal.colour is Colour.RED]


def euros(cents: int) -> str:
    return f"€{NBSP}{(abs(cents) + 50) // 100:,}".replace(",", ".")


def test_every_row_of_the_example_and_of_seeded_years_shows_the_signal_of_the_table(
    example: Lived, live, years_store: Store
) -> None:
    seen = set()
    for standing in standings(example, live, years_store):
        for row in (row for by in By for row in standing.rows(by) if row.is_planned):
            m, signal = row.measures, row.signal
            held = red_parts(standing, row) if row.by in (By.DOMAIN, By.PROGRAMME) else []
            rule = expected(m, [part.measures.budget for part in held])
            if rule != "volgens-plan" or row.by in (By.DOMAIN, By.PROGRAMME):
                assert (signal.rule, signal.colour) == (rule, COLOURS[rule]), row
            seen.add(signal.rule)
            if held and signal.colour is not Colour.RED:
                worst = max(held, key=lambda part: part.measures.short)
                assert f"{len(held)} " in signal.reason or len({part.by for part in held}) > 1
                assert "om bijsturen" in signal.reason
                assert worst.measures.short == 0 or euros(worst.measures.short) in signal.reason
            if signal.colour is not Colour.GREY:
                for cents in (m.short, m.unreleased_use):
                    assert cents < 50 or euros(cents) in signal.reason, row
    assert {"tekort", "gebruikt-zonder-vrijgave", "wijkt-af-van-plan", "volgens-plan"} <= seen


def test_what_is_in_no_plan_has_the_colour_of_the_table_and_a_sentence_of_its_own(
    example: Lived, years_store: Store
) -> None:
    standing = load_standing(years_store, example.programme, date(2024, 8, 28), 2024, len(example.files))
    unplanned = [row for by in By for row in standing.rows(by) if not row.is_planned and row.measures.used]
    assert unplanned
    for row in unplanned:
        rule = expected(row.measures)
        assert (row.signal.rule, row.signal.colour) == (f"{rule}-buiten-plan", COLOURS[rule])
        assert f"{euros(row.measures.used)} uitgegeven of vastgelegd buiten" in row.signal.reason
    assert {row.signal.colour for row in unplanned} >= {Colour.RED}
