"""One year from an empty database to the first statement of the next, against a calculation by hand.

Plan, releases, amendment, transfer, split, four statements, closing, first plan of the next year, carry-over,
and a statement with an order that runs on: every file through the real intake, every act by two persons.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from budget.access import VISITOR
from budget.export.registry import FORMATS
from budget.intake.output.template import write_workbook
from budget.model.content import Amendment, Content, MoveDecision
from budget.model.periods import Period
from budget.model.submission_details import Origin
from budget.model.succession import Succession, SuccessionKind
from budget.model.transfers import Transfer, TransferEnd
from budget.model.words import BudgetError, By
from budget.snapshot import decode_content
from budget.standing.moment import load_standing
from budget.standing.rollforward import load_rollforward
from budget.standing.years import later_commitments, load_years, totals, year_rows
from budget.store.engine import Store
from budget.usecases import close, freeze, verify
from budget.usecases import deliver as delivery
from budget.usecases.carry import CarryError
from budget.usecases.closed_rows import ClosedError
from budget.usecases.deliver import CorrectionsError
from budget.usecases.preview import list_code_sentences
from tests.intake.workbooks import LEDGER, xlsx
from tests.spec.test_money_of_another_year import BOS, DECISION, EURO, RULED
from tests.store.samples import DECEMBER, line, progress, release

NEXT = {"year": 2025}
PLAN = (line("GRO-1", 1_000 * EURO), line("GRO-2", 400 * EURO, **BOS), line("SPE-1", 600 * EURO))
SPLIT = (line("SPE-2", 360 * EURO), line("SPE-3", 240 * EURO))
FINAL = (line("GRO-1", 1_100 * EURO), PLAN[1], line("GRO-3", 100 * EURO), *SPLIT)
FIRST = (
    line("GRO-1", 800 * EURO, **NEXT),
    line("GRO-2", 300 * EURO, **BOS, **NEXT),
    line("SPE-2", 400 * EURO, **NEXT),
)
CARRIED = (line("GRO-1", 1_050 * EURO, **NEXT), line("GRO-2", 500 * EURO, **BOS, **NEXT), FIRST[2])
YEAR_END, JANUARY = date(2024, 12, 31), date(2025, 1, 31)
ORDER = ("O2", date(2024, 9, 15), "GRO-1", 250, "verplichting")


def hand_in(store: Store, name: str, data: bytes, now: datetime, is_confirmed: bool = True, **said) -> None:
    """Submit a file as one controller and accept it as the other; both confirm all questions."""
    checked = delivery.check(store, RULED, VISITOR, f"{name}.xlsx", data)
    assert checked.accepted, checked.findings
    corrections = delivery.preview(store, RULED, VISITOR, checked.content).mark if is_confirmed else ""
    number = delivery.submit(store, RULED, checked, data, "cor", now, corrections, **said).id
    delivery.accept(store, RULED, number, "cato", now, corrections=corrections)


def book(content: Content) -> bytes:
    return write_workbook(content, RULED, "Bestand")


def amend(store: Store, lines, origin: Origin, now: datetime, decision: MoveDecision | None = None, **said):
    why = Amendment(origin, "Zo is besloten", "Nota")
    hand_in(
        store, str(origin), book(Content(plan=tuple(lines))), now, amendment=why, decision=decision, **said
    )


def ledger(period: str, *rows: tuple) -> bytes:
    """As a financial system exports it: without a column for the fiscal year."""
    cells = [
        [doc, n, day, code, None, None, cents, kind] for n, (doc, day, code, cents, kind) in enumerate(rows)
    ]
    return xlsx(Boekingen=[[f"Periode: {period}"], [f"Stand per {period[-10:]}"], LEDGER, *cells])


def paid(document: str, month: int, code: str, euro: int, year: int = 2024) -> tuple:
    return document, date(year, month, 20), code, euro, "realisatie"


FIRST_QUARTER = paid("F0", 1, "SPE-1", 60), paid("F1", 2, "GRO-1", 200), paid("F2", 3, "GRO-2", 50)
HALF_YEAR = (*FIRST_QUARTER, paid("F3", 5, "GRO-1", 150), paid("F4", 6, "SPE-2", 100))
THREE_QUARTERS = (*HALF_YEAR, paid("F5", 8, "GRO-1", 300))
WHOLE = (
    *THREE_QUARTERS,
    paid("F6", 11, "GRO-2", 150),
    paid("F7", 12, "SPE-3", 200),
    paid("F8", 12, "GRO-3", 100),
)
O1 = ("O1", date(2024, 3, 1), "GRO-1", 300, "verplichting")
LATE = paid("F9", 12, "GRO-1", 40)
NEW = paid("F10", 1, "GRO-1", 100, 2025)


def figures(store: Store, as_of: date, year: int) -> tuple[int, int, int]:
    """Budget, realised and committed in euros."""
    m = load_standing(store, RULED, as_of, year).total().measures
    return m.budget // EURO, m.realised // EURO, m.committed // EURO


def play_2024(store: Store) -> None:
    hand_in(store, "plan", book(Content(plan=PLAN)), datetime(2024, 1, 15))
    given = release(amount=500 * EURO, day=date(2024, 4, 1))
    hand_in(store, "vrijgave", book(Content(releases=(given,))), datetime(2024, 4, 2))
    more = (line("GRO-1", 1_200 * EURO), PLAN[1], line("GRO-3", 0))
    amend(store, more, Origin.SPRING, datetime(2024, 4, 20))
    giver, taker = (TransferEnd("GRO", code, "DORP", "") for code in ("GRO-1", "GRO-3"))
    moved = Transfer(giver, taker, 2024, 100 * EURO, "Meer groen", "Nota")
    hand_in(store, "overheveling", book(Content(transfers=(moved,))), datetime(2024, 5, 1))
    hand_in(store, "q1", ledger("01-01-2024 t/m 31-03-2024", *FIRST_QUARTER, O1), datetime(2024, 5, 2))
    assert figures(store, date(2024, 3, 31), 2024) == (2_200, 310, 300)
    split_playing(store, datetime(2024, 5, 3))
    assert figures(store, date(2024, 3, 31), 2024) == (2_200, 310, 300), "the whole is what it was"
    hand_in(store, "q2", ledger("01-01-2024 t/m 30-06-2024", *HALF_YEAR, O1), datetime(2024, 7, 5))
    assert figures(store, date(2024, 6, 30), 2024) == (2_200, 560, 300)
    hand_in(store, "q3", ledger("01-01-2024 t/m 30-09-2024", *THREE_QUARTERS, ORDER), datetime(2024, 10, 5))
    assert figures(store, date(2024, 9, 30), 2024) == (2_200, 860, 250)
    hand_in(store, "q4", ledger("01-01-2024 t/m 31-12-2024", *WHOLE, ORDER), datetime(2025, 1, 8))
    assert figures(store, YEAR_END, 2024) == (2_200, 1_310, 250)


def split_playing(store: Store, now: datetime) -> None:
    """One file with the plan and the succession of the code; its effects are shown before acceptance."""
    heirs = {"SPE-2": 6_000, "SPE-3": 4_000}
    rows = tuple(
        Succession("SPE-1", "SPE", SuccessionKind.SPLIT, code, share, date(2024, 5, 1), "Twee pleinen")
        for code, share in heirs.items()
    )
    data = book(Content(plan=SPLIT, successions=rows))
    checked = delivery.check(store, RULED, VISITOR, "splitsing.xlsx", data)
    said = " ".join(list_code_sentences(delivery.preview(store, RULED, VISITOR, checked.content)))
    for words in ("van regel SPE-1", "36,00 geboekt op SPE-2", "24,00 geboekt op SPE-3"):
        assert words in said.replace("komt ", "").replace("\N{NO-BREAK SPACE}", " ")
    half = book(Content(plan=SPLIT, successions=rows[:1]))
    assert not delivery.check(store, RULED, VISITOR, "half.xlsx", half).accepted, "60 % is not the whole"
    hand_in(store, "splitsing", data, now, amendment=Amendment(Origin.SHIFT, "Twee pleinen", "Nota"))
    spent = {row.key: row.measures.realised // EURO for row in load_lines(store)}
    assert (spent["SPE-2"], spent["SPE-3"], spent.get("SPE-1", 0)) == (36, 24, 0)


def load_lines(store: Store):
    return load_standing(store, RULED, date(2024, 3, 31), 2024).rows(By.LINE)


def close_2024(store: Store) -> None:
    now = datetime(2025, 1, 20)
    found = close.checks(store, RULED, "cor", Period(2024))
    assert [check.is_right for check in found] == [True, False, False, True], found
    number = close.propose_closing(store, RULED, Period(2024), "cor", "Jaarrekening", now)
    with pytest.raises(BudgetError):
        close.decide(store, RULED, number, "cor", now, accepts=True)
    close.decide(store, RULED, number, "cato", now, accepts=True)


def test_a_year_from_an_empty_database_to_the_first_statement_of_the_next(store: Store) -> None:
    play_2024(store)
    close_2024(store)
    now = datetime(2025, 1, 25)
    amend(store, (*FINAL, *FIRST), Origin.NEW, now)
    assert figures(store, JANUARY, 2025) == (1_500, 0, 0)

    # The village has 1.800 - 1.110 = 690 left, for which the council must decide; of the fund half of 400
    # may go.
    with pytest.raises(CarryError):
        amend(store, (*FINAL, *CARRIED), Origin.CARRIED, now)
    above = replace(CARRIED[1], budget=501 * EURO)
    with pytest.raises(CarryError):
        amend(store, (*FINAL, CARRIED[0], above, CARRIED[2]), Origin.CARRIED, now, DECISION)
    amend(store, (*FINAL, *CARRIED), Origin.CARRIED, now, DECISION)

    data = ledger("01-12-2024 t/m 31-01-2025", LATE, NEW, ORDER)
    with pytest.raises(CorrectionsError) as refused:
        hand_in(store, "januari", data, datetime(2025, 2, 3), is_confirmed=False)
    for words in ("boekjaar", "Blad Boekingen, cel C4", "vervallen", "2025"):
        assert words in str(refused.value)
    hand_in(store, "januari", data, datetime(2025, 2, 3))

    assert figures(store, JANUARY, 2024) == (2_200, 1_310, 0)
    assert figures(store, JANUARY, 2025) == (1_950, 140, 250)
    assert figures(store, YEAR_END, 2024) == (2_200, 1_310, 250), "what was known of 31 December stays"
    years = load_years(store, RULED, JANUARY)
    assert [(row.year, row.budget // EURO) for row in totals(year_rows(years)) if row.has_plan] == [
        (2024, 2_200), (2025, 1_950),
    ]  # fmt: skip
    assert [row.committed for row in later_commitments(year_rows(years), 2024)] == [250_00]
    assert rolled(store) == {
        ("DORP", 2024): (0, 1_800, 1_110, 250, 0, 440),
        ("DORP", 2025): (250, 1_200, 140, 0, 0, 1_310),
        ("FONDS", 2024): (0, 400, 200, 200, 0, 0),
        ("FONDS", 2025): (200, 300, 0, 0, 0, 500),
    }
    assert verify.verify(store, RULED, VISITOR) == []


def rolled(store: Store) -> dict[tuple[str, int], tuple[int, ...]]:
    """Opening balance, received, spent, carried over, repaid and closing balance, in euros."""
    rows = load_rollforward(store, load_years(store, RULED, JANUARY))
    return {
        (row.source, row.year): tuple(
            cents // EURO for cents in (row.begin, row.received, row.spent, row.carried, row.repaid, row.end)
        )
        for row in rows
        if row.year
    }


def test_a_closed_year_accepts_no_further_changes(store: Store) -> None:
    play_2024(store)
    close_2024(store)
    now = datetime(2025, 2, 1)
    given = release(amount=900 * EURO, day=date(2025, 1, 30))
    refused = {
        "release": book(Content(releases=(given,))),
        "progress": book(Content(progress=(progress(day=YEAR_END, note="Loopt goed"),))),
        "plan": book(Content(plan=(replace(FINAL[0], budget=1), *FINAL[1:3]))),
        "order": xlsx(
            Boekingen=[
                [*LEDGER, "Boekjaar"],
                [*("O3", 1, NEW[1], "GRO-1", None, None, 5, "verplichting"), 2024],
            ]
        ),
    }
    said = {}
    for name, data in refused.items():
        why = Amendment(Origin.AUTUMN, "Reden", "Nota") if name == "plan" else None
        with pytest.raises((ClosedError, CorrectionsError)) as found:
            hand_in(store, name, data, now, name == "plan", amendment=why)
        said[name] = str(found.value)
    assert "Blad Vrijgave, cel F4" in said["release"]
    assert figures(store, YEAR_END, 2024) == (2_200, 1_310, 250)


SEPTEMBER = date(2024, 9, 30)
AMOUNTS = (
    "Oorspronkelijk begroot",
    "Wijzigingen",
    "Begroot na wijziging",
    "Vrijgegeven",
    "Besteed",
    "Verplicht",
)
BY_LINE = {
    "GRO-1": (1_000, 100, 1_100, 500, 650, 250),
    "GRO-2": (400, 0, 400, None, 50, 0),
    "GRO-3": (0, 100, 100, None, 0, 0),
    "SPE-1": (600, -600, 0, 0, 0, 0),
    "SPE-2": (0, 360, 360, None, 136, 0),
    "SPE-3": (0, 240, 240, None, 24, 0),
}
"""By hand at 30 September: original, amended, budget, released, spent and committed, in euros.

GRO-1 got 200 and gave 100; its three bookings are 200, 150 and 300. The 60 of SPE-1 is shared 60 to 40,
and SPE-2 has 100 of its own.
"""
WHOLE_2024 = (2_000, 200, 2_200, 500, 860, 250)


def test_the_snapshot_and_its_exports_have_the_figures_of_that_calculation(store: Store) -> None:
    play_2024(store)
    made = freeze.propose(store, RULED, DECEMBER, SEPTEMBER, "cor", datetime(2025, 1, 9))
    with pytest.raises(BudgetError):
        freeze.sign(store, RULED, DECEMBER, "cor", datetime(2025, 1, 10))
    signed = freeze.sign(store, RULED, DECEMBER, "sien", datetime(2025, 1, 10))
    assert signed.sha256 == made.sha256
    content = decode_content(signed.content)

    written = {
        name: FORMATS[name].write(content, signed.sha256, "Sien", signed.signed_at) for name in FORMATS
    }
    book, data = rows_of_workbook(written["xlsx"]), rows_of_open_data(written["open-data"])
    for table in (book, data):
        assert {code: table[code] for code in BY_LINE} == BY_LINE
    assert book["Totaal"] == WHOLE_2024
    years = [
        (row.year, row.name, row.budget // EURO, row.realised // EURO)
        for row in content.years
        if row.has_plan
    ]
    assert years == [
        (2024, "Dorpsgeld", 1_800, 810),
        (2024, "Streekfonds", 400, 50),
        (2024, "Alle bronnen", 2_200, 860),
    ]
    steps = [[(one.origin, one.cents // EURO) for one in plan.changes] for plan in content.plans]
    assert steps == [
        [("VJN", 200), ("overheveling tussen regels", 0)],
        [("verschuiving binnen het domein", 0)],
    ]
    for name in ("html", "public-html"):
        shown = written[name].decode().replace("\N{NO-BREAK SPACE}", " ")
        for words in ("GRO-1", "€ 1.100", "SPE-1", "60 %", "VJN"):
            assert words in shown


def rows_of_workbook(data: bytes) -> dict[str, tuple]:
    """The amounts of the table for VJN, NJN and annual accounts, by code."""
    sheet = load_workbook(io.BytesIO(data))["Bronnen en potten"]
    rows = list(sheet.iter_rows(values_only=True))
    begin = next(n for n, row in enumerate(rows) if "Wijzigingen" in row)
    header = rows[begin]
    return {
        str(row[0]).split()[0]: tuple(row[header.index(title)] for title in AMOUNTS)
        for row in rows[begin + 1 :]
        if row[0]
    }


def rows_of_open_data(data: bytes) -> dict[str, tuple]:
    with ZipFile(io.BytesIO(data)) as files:
        (name,) = (name for name in files.namelist() if name.endswith("pc.csv"))
        rows = list(csv.DictReader(io.StringIO(files.read(name).decode("utf-8-sig"))))
    names = ("original", "amended", "budget", "released", "realised", "committed")
    return {
        row["name"].split()[0]: tuple(float(row[key]) if row[key] else None for key in names) for row in rows
    }
