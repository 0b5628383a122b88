"""A content is one canonical text, and comes back the same."""

import json
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.model import By, Colour, Interval, Measures, Row, RunOut, SheetKind, Signal
from budget.snapshot.codec import canonical, decode_content, decode_software, encode_content, row_data
from budget.snapshot.content import Steps
from tests.export.format_samples import situations
from tests.snapshot.content_sample import content

NAMES = [
    "budget", "original_budget", "released", "released_unknown", "realised", "committed", "used", "free",
    "depletion", "used_share", "norm", "ahead", "forecast", "variance", "run_out", "short", "unreleased_use",
    "room", "realised_later", "known_until",
]  # fmt: skip
cents = st.integers(-(10**13), 10**13)
moments = st.none() | st.dates()
rows = st.builds(
    Row,
    st.sampled_from(By),
    st.text(max_size=5),
    st.text(max_size=5),
    st.text(max_size=5),
    st.builds(
        Measures, cents, cents, st.none() | cents, st.integers(0, 9), cents, cents, cents,
        st.builds(Interval, cents, cents, cents),
        st.builds(RunOut, moments, moments, moments, st.floats(0, 1)),
    ),
    st.builds(Signal, st.sampled_from(Colour), st.text(max_size=5), st.text(max_size=5)),
)  # fmt: skip


def measures(**changed) -> Measures:
    values = {
        "budget": 1000, "original_budget": 900, "released": 800, "released_unknown": 0, "realised": 250,
        "committed": 100, "norm": 300, "forecast": Interval(700, 900, 1100),
        "run_out": RunOut(None, date(2024, 11, 3), None, 0.25),
    }  # fmt: skip
    return Measures(**{**values, **changed})


def row(**changed) -> Row:
    signal = Signal(Colour.GREEN, "goed", "Volgens plan.")
    return Row(By.DOMAIN, "GRO", "Groen", "GRO", measures(**changed), signal)


def test_the_measures_have_the_names_of_the_definitions_in_cents_and_shares() -> None:
    data = row_data(row())
    assert [name for name in data if name in NAMES] == NAMES
    derived = {
        "used": 350, "free": 650, "depletion": 0.25, "used_share": 0.35, "ahead": -50, "variance": 100,
    }  # fmt: skip
    assert {name: data[name] for name in derived} == derived
    assert data["run_out"] == {"p10": None, "p50": "2024-11-03", "p90": None, "probability": 0.25}


@pytest.mark.parametrize(("budget", "share"), [(0, None), (1, 250.0), (-1000, None)])
def test_a_share_of_a_zero_or_negative_budget_is_none(budget: int, share: float | None) -> None:
    assert row_data(row(budget=budget))["depletion"] == share


def test_an_unknown_release_is_null() -> None:
    assert row_data(row(released=None, released_unknown=3))["released"] is None


@given(rows)
def test_a_row_survives_a_round_trip_through_its_text(found: Row) -> None:
    told = content(total=found)
    assert decode_content(encode_content(told)) == told


@pytest.mark.parametrize("situation", situations())
def test_a_content_survives_a_round_trip_through_its_text(situation: str) -> None:
    found = situations()[situation]
    text = encode_content(found)
    assert decode_content(text) == found
    assert encode_content(decode_content(text)) == text == canonical(json.loads(text))


def test_a_snapshot_of_the_first_format_can_be_decoded() -> None:
    plain = json.loads(encode_content(content()))
    for name in ("agenda", "replaces"):
        del plain[name]
    for name in ("forecast", "signals", "actions", "sentences", "domain_sentences"):
        del plain["changes"][name]
    for steps in (plain["changes"]["total"], *plain["changes"]["domains"].values()):
        del steps["regrouped"]
    del plain["changes"]["since"]["sha256"], plain["actions"][0]["id"], plain["programme"]["sha256"]
    for source in plain["sources"]:
        del source["name"]
    plain["versions"][0]["kind"] = "plan"
    found = decode_content(canonical(plain))
    assert found.versions[0].kinds == (SheetKind.PLAN,)
    assert replace(found, versions=()) == content(versions=())
    assert (found.change_sentences, found.agenda_sentence, found.correction) == ((), "", "")


def test_regrouped_money_is_part_of_the_plan_effect() -> None:
    assert Steps(0, 5, 1, 2, 0).effects == (5, -1, -2)
    assert Steps(0, 5, 1, 2, 0, regrouped=-7).effects == (-2, -1, -2)


def test_the_version_that_wrote_a_text_is_read_without_the_rest() -> None:
    text = encode_content(replace(content(), software="0.9.1"))
    assert decode_software(text) == decode_content(text).software == "0.9.1"


def test_a_text_without_its_version_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_software("{}")
