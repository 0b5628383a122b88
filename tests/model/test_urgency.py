"""The order of urgency is the same everywhere."""

from __future__ import annotations

from dataclasses import replace

from budget.model.figures import Interval, Measures, Row, RunOut, Signal
from budget.model.urgency import by_urgency
from budget.model.words import By, Colour

NOTHING = Measures(
    budget=0, original_budget=0, released=0, released_unknown=0, realised=0, committed=0, norm=0,
    forecast=Interval(0, 0, 0), run_out=RunOut(None, None, None, 0.0),
)  # fmt: skip


def row(key: str, colour: Colour, **measures: int) -> Row:
    return Row(By.DOMAIN, key, key, key, replace(NOTHING, **measures), Signal(colour, "rule", "reason"))


def test_red_comes_before_orange_before_green_before_grey() -> None:
    rows = [row(colour.value, colour) for colour in (Colour.GREY, Colour.GREEN, Colour.RED, Colour.ORANGE)]
    assert [found.key for found in by_urgency(rows)] == ["rood", "oranje", "groen", "grijs"]


def test_within_a_colour_shortages_come_before_deviations() -> None:
    rows = [
        row("on plan", Colour.RED),
        row("slow", Colour.RED, norm=900),
        row("fast", Colour.RED, realised=901),
        row("short", Colour.RED, short=10),
        row("not released", Colour.RED, short=1, unreleased_use=10),
    ]
    assert [found.key for found in by_urgency(rows)] == ["not released", "short", "fast", "slow", "on plan"]
