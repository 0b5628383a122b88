"""The signal rules of a programme that states none: those of the agreed measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from budget.model.programme import SignalRule
from budget.model.words import Colour

SOURCE = "standaardregels van de Bestedingsmonitor"
_ALWAYS = date.min
USUAL = (
    SignalRule(
        "geen-budget", Colour.GREY, "no_budget", _ALWAYS, SOURCE, "Geen budget in dit jaar."
    ),
    SignalRule(
        "nog-geen-uitgaven", Colour.GREY, "no_statement", _ALWAYS, SOURCE,
        "Er zijn nog geen uitgaven aangeleverd.",
    ),
    SignalRule(
        "tekort", Colour.RED, "short", _ALWAYS, SOURCE,
        "Er is {short} te veel uitgegeven of vastgelegd{short_where}.", share=0.005, amount=1_000_00,
    ),
    SignalRule(
        "gebruikt-zonder-vrijgave", Colour.RED, "unreleased_use", _ALWAYS, SOURCE,
        "Er is {unreleased_use} uitgegeven of vastgelegd zonder besluit van de raad{unreleased_where}.",
        share=0.005, amount=1_000_00,
    ),
    SignalRule(
        "geld-raakt-op", Colour.RED, "run_out_likely", _ALWAYS, SOURCE,
        "Als het zo doorgaat is het geld op rond {run_out}. Dat is {run_out_range}.",
        share=0.5, amount=5_000_00, over_share=0.02,
    ),
    SignalRule(
        "wijkt-af-van-plan", Colour.ORANGE, "off_plan", _ALWAYS, SOURCE,
        "Er is {less_or_more} uitgegeven dan gepland: {depletion} tegen {norm}.",
        share=0.1, amount=25_000_00,
    ),
    SignalRule(
        "geld-blijft-over", Colour.ORANGE, "forecast_below_budget", _ALWAYS, SOURCE,
        "Naar verwachting blijft {left} over.", share=0.85,
    ),
    SignalRule(
        "onderdeel-vraagt-bijsturen", Colour.ORANGE, "red_part", _ALWAYS, SOURCE,
        "Op koers, maar {red_parts}.", share=0.05,
    ),
    SignalRule(
        "volgens-plan", Colour.GREEN, "otherwise", _ALWAYS, SOURCE, "De uitgaven lopen volgens plan."
    ),
)  # fmt: skip
"""In order of evaluation: the first that holds decides."""


def usual_rules(first_year: int) -> tuple[SignalRule, ...]:
    """The rules, valid from the first day of the programme."""
    return tuple(replace(rule, valid_from=date(min(max(first_year, 1), 9999), 1, 1)) for rule in USUAL)
