"""The difference from the last meeting, to the cent, and sentences that match it."""

import re
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial

import pytest

from budget.access import VISITOR
from budget.labels import MINUS, NBSP
from budget.model import AgendaGround, AgendaReason, Colour, Content, Row, SteeringAction
from budget.programme import parse_programme
from budget.snapshot import Content as Frozen
from budget.snapshot import compose as composing
from budget.snapshot.change_sentences import domain_change_sentence
from budget.snapshot.comparison import compare_actions
from budget.snapshot.content import Action, ActionChanges, Steps, ThenNow
from budget.store.engine import Store
from budget.usecases import freeze as snapshot
from budget.usecases import steer as steering
from budget.usecases import verify as verification
from tests.snapshot.history import (
    PROPOSED,
    PROPOSED_2,
    SIGNED_2,
    first_half,
    freeze,
    frozen,
    live_through,
    second_half,
    sign,
)
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    deliver,
    ledger,
    line,
    plan,
    progress,
    statement,
)

AMOUNT = re.compile(rf"({MINUS} )?€ (\d[\d.]*(?:,\d)?)(?: (mln|duizend))?")


def both(store: Store) -> tuple[Frozen, Frozen]:
    return frozen(store, JUNE), frozen(store, OCTOBER)


def amounts(sentence: str) -> list[tuple[int, int]]:
    """The amounts in a sentence, each as the range of cents it may stand for."""
    found = []
    for minus, number, word in AMOUNT.findall(sentence.replace(NBSP, " ")):
        unit, last_digit = {"mln": (100_000_000, 10_000_000), "duizend": (100_000, 100_000)}.get(
            word, (100, 100)
        )
        cents = round(float(number.replace(".", "").replace(",", ".")) * unit) * (-1 if minus else 1)
        found.append((cents - last_digit // 2, cents + last_digit // 2))
    return found


def are_told(cents: list[int], sentence: str) -> bool:
    """Whether the sentence has exactly these amounts, in this order."""
    told = amounts(sentence)
    return len(told) == len(cents) and all(
        low <= c <= high for c, (low, high) in zip(cents, told, strict=True)
    )


def action(text: str = "Meer bomen", due: date = date(YEAR, 7, 31)) -> SteeringAction:
    return SteeringAction(0, "GRO", text, "gea", due, -5_000, JUNE, date(YEAR, 6, 1))


def test_the_earlier_forecast_is_the_one_frozen_in_the_previous_snapshot(store: Store) -> None:
    live_through(store)
    before, after = both(store)
    found = after.changes.forecast
    assert found.total == ThenNow(before.total.measures.forecast.p50, after.total.measures.forecast.p50)
    was = {row.key: row.measures.forecast.p50 for row in before.domains}
    now = {row.key: row.measures.forecast.p50 for row in after.domains}
    assert found.domains == {key: ThenNow(was.get(key), cents) for key, cents in now.items()}


@pytest.mark.wording
def test_a_domain_with_another_colour_has_both_reasons(store: Store) -> None:
    first_half(store)
    freeze(store)
    sign(store)
    deliver(store, ledger(statement(AUGUST_END, booking("X", date(YEAR, 8, 1), 90_000, "SPE-1"))))
    freeze(store, OCTOBER, AUGUST_END)
    changes = frozen(store, OCTOBER).changes
    (moved,) = changes.signals
    assert (moved.domain, moved.before, moved.after) == ("SPE", Colour.GREEN, Colour.RED)
    assert (moved.reason_before, moved.reason_after[:6]) == ("Volgens plan.", "Er is ")
    assert changes.sentences[2] == "Spelen ging van 'op koers' naar 'bijsturen'."


@pytest.mark.wording
def test_without_a_change_of_colour_the_sentence_says_so(store: Store) -> None:
    live_through(store)
    changes = both(store)[1].changes
    assert (changes.signals, changes.sentences[2]) == ((), "Geen enkel domein kreeg een andere kleur.")


@pytest.mark.parametrize("which", ["", "GRO", "SPE"])
def test_the_amounts_in_the_sentences_are_those_of_both_snapshots(store: Store, which: str) -> None:
    live_through(store)
    before, after = both(store)
    pick = (lambda c: c.total) if not which else (lambda c: row_of(c, which))
    then, now = pick(before).measures, pick(after).measures
    changes = after.changes
    room, year = [then.free, now.free], [now.forecast.p50, then.forecast.p50]
    year = year[:1] if year[0] == year[1] else year
    if which:
        moved = [abs(cents) for cents in changes.domains[which].effects if cents]
        assert are_told([*room, *moved, *year], changes.domain_sentences[which])
    else:
        assert are_told(room, changes.sentences[0])
        assert are_told(year, changes.sentences[1])


@pytest.mark.wording
def test_amounts_equal_after_rounding_are_shown_to_the_euro() -> None:
    steps = Steps(before=201_000, plan=0, bookings=2_500, commitments=0, after=198_500)
    text = domain_change_sentence(steps, ThenNow(120_000, 120_400)).replace(NBSP, " ")
    assert text == (
        "De vrije ruimte ging van € 2.010 naar € 1.985 (nieuwe boekingen: € 25 minder ruimte). "
        "De verwachting voor het hele jaar is nu € 1.204; dat was € 1.200."
    )


@pytest.mark.wording
def test_unchanged_amounts_are_stated_once() -> None:
    text = domain_change_sentence(Steps(5, 0, 0, 0, 5), ThenNow(7, 7)).replace(NBSP, " ")
    assert text == "De vrije ruimte bleef € 0. De verwachting voor het hele jaar blijft € 0."


def row_of(content: Frozen, code: str) -> Row:
    return next(row for row in content.domains if row.key == code)


@pytest.mark.wording
def test_actions_are_classified_as_done_open_new_and_overdue(store: Store) -> None:
    first_half(store)
    for text in ("Af", "Loopt", "Te laat"):
        due = date(YEAR, 6, 30) if text == "Te laat" else date(YEAR, 12, 1)
        steering.register(store, PROGRAMME, action(text, due), "gea", datetime(YEAR, 6, 1))
    freeze(store)
    sign(store)
    (first, *_) = [a for a in steering.actions(store, PROGRAMME, VISITOR, PROPOSED) if a.text == "Af"]
    steering.close(store, PROGRAMME, first, "gea", "Gelukt", PROPOSED.replace(hour=20))
    steering.register(store, PROGRAMME, action("Nieuw", date(YEAR, 12, 1)), "gea", datetime(YEAR, 9, 1))
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END, datetime(YEAR, 9, 20))
    content = frozen(store, OCTOBER)
    found = asdict(content.changes.actions)
    named = {kind: [content.actions[n].text for n in places] for kind, places in found.items()}
    assert named == {"done": ["Af"], "open": ["Te laat", "Loopt"], "new": ["Nieuw"], "overdue": ["Te laat"]}
    assert content.changes.sentences[3] == (
        "Van de afgesproken acties: 1 actie is klaar, 2 lopen nog en 1 is nieuw. Over de einddatum: 1."
    )
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_an_action_frozen_as_closed_is_left_out_next_time(store: Store) -> None:
    first_half(store)
    number = steering.register(store, PROGRAMME, action(), "gea", datetime(YEAR, 6, 1))
    (kept,) = steering.actions(store, PROGRAMME, VISITOR, PROPOSED)
    assert kept.id == number
    steering.close(store, PROGRAMME, kept, "gea", "Gelukt", datetime(YEAR, 6, 2))
    freeze(store)
    sign(store)
    freeze(store, OCTOBER, AUGUST_END)
    before, after = both(store)
    assert [a.outcome for a in before.actions] == ["Gelukt"]
    assert after.actions == ()


def three_meetings_after_an_action_ended(store: Store) -> Frozen:
    """The third snapshot; the action ended before the first."""
    first_half(store)
    steering.register(store, PROGRAMME, action(), "gea", datetime(YEAR, 6, 1))
    (kept,) = steering.actions(store, PROGRAMME, VISITOR, PROPOSED)
    steering.close(store, PROGRAMME, kept, "gea", "Gelukt", datetime(YEAR, 6, 2))
    freeze(store)
    sign(store)
    freeze(store, OCTOBER, AUGUST_END, PROPOSED_2)
    sign(store, OCTOBER, SIGNED_2)
    freeze(store, DECEMBER, date(YEAR, 11, 30), datetime(YEAR, 12, 10))
    return frozen(store, DECEMBER)


def test_a_closed_action_does_not_return_two_meetings_later(store: Store) -> None:
    assert three_meetings_after_an_action_ended(store).actions == ()
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_an_earlier_snapshot_in_which_a_closed_action_returned_verifies(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(composing, "__version__", "0.9.0")
    monkeypatch.setattr(snapshot, "compose", partial(composing.compose, is_told_once=False))
    assert [a.outcome for a in three_meetings_after_an_action_ended(store).actions] == ["Gelukt"]
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_an_action_late_at_the_reference_date_is_late_though_it_was_closed_since(store: Store) -> None:
    """It is reported as done at the next meeting."""
    first_half(store)
    agreed = replace(action("Werven", date(YEAR, 5, 30)), registered_on=date(YEAR, 4, 1), meeting=None)
    steering.register(store, PROGRAMME, agreed, "gea", datetime(YEAR, 4, 1))
    (late,) = steering.actions(store, PROGRAMME, VISITOR, PROPOSED)
    steering.close(store, PROGRAMME, late, "gea", "Gelukt", datetime(YEAR, 6, 2))
    freeze(store)
    sign(store)
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END, datetime(YEAR, 9, 20))
    before, after = both(store)
    assert [(a.state, a.closed) for a in before.actions] == [("klaar, maar te laat", date(YEAR, 6, 2))]
    assert [(a.state, a.outcome) for a in after.actions] == [("klaar", "Gelukt")]
    assert after.changes.actions == ActionChanges(done=(0,), open=(), new=(), overdue=())
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_snapshot_holds_the_roles_of_both_persons_and_one_result_per_domain(store: Store) -> None:
    first_half(store)
    told = progress(indicator="bomen", value="60", target="100")
    deliver(store, Content(progress=(told,)), "resultaat.xlsx")
    freeze(store)
    content = frozen(store, JUNE)
    assert content.results == {"GRO": "60 van 100 bomen"}
    assert {(v.submitted_as, v.accepted_as) for v in content.versions} == {("Controller", "Controller")}
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_two_actions_with_the_same_text_are_both_listed() -> None:
    still_open = Action("G", "a", "b", date(2024, 1, 1), None, None, None, "", overdue=False)
    found = compare_actions([still_open], [still_open, replace(still_open, closed=date(2024, 2, 1))])
    assert found == ActionChanges(done=(1,), open=(0,), new=(), overdue=())


def test_money_regrouped_by_a_changed_programme_file_is_shown_apart(store: Store) -> None:
    """The bridge starts at the frozen figures, even if the programme file moved a line since."""
    first_half(store)
    deliver(store, ledger(statement(date(YEAR, 5, 31), booking("Y", date(YEAR, 5, 1), 700, "NAT-1"))))
    freeze(store)
    sign(store)
    moved = parse_programme(TOML.replace('code_prefixes = ["SPE-"]', 'code_prefixes = ["SPE-", "NAT-"]'))
    snapshot.propose(store, moved, OCTOBER, AUGUST_END, "cor", datetime(YEAR, 9, 20), missing=("GRO", "SPE"))
    before, found = both(store)
    steps = found.changes.domains["SPE"]
    assert (steps.before, steps.regrouped) == (row_of(before, "SPE").measures.free, -700)
    assert steps.after == row_of(found, "SPE").measures.free
    assert found.changes.total.regrouped == 0
    assert "een andere indeling" in found.changes.domain_sentences["SPE"]
    assert verification.verify(store, moved, VISITOR) == []


@pytest.mark.wording
def test_the_agenda_names_who_is_late_beside_the_spotlight_domain(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1", 60_000)), "plan.xlsx")
    deliver(store, ledger(statement(MAY_END, booking("A", date(YEAR, 2, 3), 5))), "mei.xlsx")
    deliver(store, Content(progress=(progress(),)))
    freeze(store)
    agenda = frozen(store, JUNE).agenda
    assert agenda.spotlight == "GRO"
    assert [(item.domain, item.reasons) for item in agenda.items] == [
        ("SPE", (AgendaReason(AgendaGround.MISSING, "Nog niet aangeleverd: boekingen en voortgang."),)),
    ]
    assert agenda.sentence == (
        "In de schijnwerper staat Groen. Eén ander domein vraagt om een plek op de agenda: Spelen."
    )
