"""Previewed effects of code successions, also on the command line, and never in a closed year."""

from datetime import date
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.intake.output.template import write_workbook
from budget.labels import share_words
from budget.model.content import Content
from budget.model.periods import Closed, Period
from budget.model.succession import OrphanedMoney, RedirectedMoney, Succession, SuccessionKind
from budget.store.engine import open_store
from budget.usecases.successors import (
    list_orphaned_sentences,
    list_redirected_in_closed,
    list_succession_sentences,
    new_successions,
)
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    YEAR,
    booking,
    deliver,
    install,
    ledger,
    line,
    plan,
    statement,
)

SINCE = date(YEAR, 7, 1)
RENAMED = Succession("GRO-1", "GRO", SuccessionKind.RENAMED, "GRO-2", 10_000, SINCE, "Andere indeling")
FOLLOWED = RedirectedMoney(YEAR, "GRO-1", (("GRO-2", (300, 0)),))


@pytest.mark.parametrize(
    ("share", "said"), [(1, "0,01 %"), (3_333, "33,33 %"), (6_000, "60 %"), (10_000, "100 %")]
)
def test_a_share_is_shown_as_a_percentage(share: int, said: str) -> None:
    assert share_words(share) == said


@pytest.mark.parametrize(("closed", "is_refused"), [(Period(YEAR - 1), False), (Period(YEAR), True)])
def test_money_of_a_closed_year_never_moves(closed: Period, is_refused: bool) -> None:
    assert bool(list(list_redirected_in_closed(Closed(frozenset({closed})), [FOLLOWED]))) is is_refused


@pytest.mark.parametrize(
    ("money", "is_told"), [((-1, 0), False), ((1, 0), True), ((0, 1), True), ((5, -5), True)]
)
def test_money_that_drops_out_of_the_plan_is_reported(money: tuple[int, int], is_told: bool) -> None:
    assert bool(list(list_orphaned_sentences([OrphanedMoney(YEAR, "GRO-1", money)], ()))) is is_told


def test_a_known_succession_is_not_new() -> None:
    assert new_successions({}, (RENAMED,)) == (RENAMED,)
    assert new_successions({"GRO-1": (RENAMED,)}, (RENAMED,)) == ()


def test_the_decision_is_named_with_the_succession() -> None:
    assert len(list(list_succession_sentences([RENAMED]))) == 1
    decided = Succession(
        "A", "GRO", SuccessionKind.RENAMED, "B", 10_000, SINCE, "x", "Raadsbesluit 12", SINCE
    )
    assert "Raadsbesluit 12" in list(list_succession_sentences([decided]))[-1]


def test_the_command_line_shows_which_money_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, tmp_path, ready_sqlite_url)
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line("GRO-1")))
    deliver(store, ledger(statement(MAY_END, booking("F1", date(YEAR, 2, 9), 300_00))))
    store.close()
    file = tmp_path / "plan.xlsx"
    content = Content(plan=(line("GRO-2"),), successions=(RENAMED,))
    file.write_bytes(write_workbook(content, PROGRAMME, "Plan"))
    amended = ["--origin", "VJN", "--reason", "Indeling", "--document", "Voorjaarsnota"]
    for command in (
        ["check", str(file)],
        ["submit", str(file), "--as", "cor", *amended],
        ["accept", "3", "--as", "cato"],
    ):
        assert main(command) == 0
        told = capsys.readouterr().out.replace("\u00a0", " ")
        assert "€ 300,00 geboekt op GRO-2" in told
