"""What the bookings do not reach: said before the figures, ticked by both persons, printed on page 1."""

import io
import re
import zipfile
from datetime import date, datetime

import pypdf
import pytest

from budget.access import VISITOR
from budget.charts.pace import PaceChart
from budget.export.registry import FORMATS
from budget.labels import NBSP
from budget.snapshot import Content, decode_content
from budget.standing.moment import load_standing
from budget.standing.sentences import spent_sentence, standing_of
from budget.store.audit import load_trail
from budget.store.engine import Store
from budget.store.snapshots import Snapshot
from budget.usecases import freeze as snapshot
from budget.usecases.verify import verify
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    booking,
    deliver,
    ledger,
    line,
    plan,
    statement,
)

NOW, LATER = datetime(2024, 9, 20), datetime(2024, 9, 21)
FIRST = "Cijfers tot en met 31 mei"
LIST = "Dit ontbreekt in de cijfers: boekingen na 31 mei 2024 van Groen."
SIGNED = ("a" * 64, "Sien", LATER)


@pytest.fixture
def lagging_store(store: Store) -> Store:
    """The bookings of Groen end on 31 May, those of Spelen on 31 August."""
    deliver(store, plan(line("GRO-1", 1000_00), line("GRO-2", 1_00), line("SPE-1", 1000_00)))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 3, 1), 300_00), domains=("GRO",))))
    played = booking("B", date(2024, 8, 1), 500_00, "SPE-1")
    stray = booking("C", date(2024, 8, 1), 1_00, "GRO-2")
    deliver(store, ledger(statement(AUGUST_END, played, stray, domains=("SPE",))))
    return store


def propose(store: Store, *missing: str, as_of: date = AUGUST_END) -> Snapshot:
    return snapshot.propose(store, PROGRAMME, OCTOBER, as_of, "cor", NOW, missing=missing)


def sign(store: Store, *missing: str) -> Snapshot:
    return snapshot.sign(store, PROGRAMME, OCTOBER, "sien", LATER, missing=missing)


def test_a_stray_row_in_the_ledger_of_another_domain_does_not_move_the_day(lagging_store: Store) -> None:
    (found,) = load_standing(lagging_store, PROGRAMME, AUGUST_END).missing_bookings()
    assert (found.domain, found.known_until) == ("GRO", MAY_END)


def test_the_realised_path_ends_where_the_bookings_end(lagging_store: Store) -> None:
    standing = load_standing(lagging_store, PROGRAMME, AUGUST_END)
    ends = {domain: standing.pace(domain).realised[-1].day for domain in (None, "GRO", "SPE")}
    assert ends == {None: MAY_END, "GRO": MAY_END, "SPE": AUGUST_END}
    assert standing.pace().realised[-1].cents == 300_00
    assert standing.pace("GRO").fan[0].day == MAY_END


def test_figures_beside_the_end_of_the_realised_path_are_of_that_day(lagging_store: Store) -> None:
    """Of € 2.001, € 300 is spent by 31 May; the stray euro and the rest of Spelen came later."""
    standing = load_standing(lagging_store, PROGRAMME, AUGUST_END)
    assert standing.pace("GRO").realised[-1].cents == 300_00
    chart = PaceChart.of(standing.pace())
    assert (chart.today, chart.measures_at_end.realised) == (MAY_END, 300_00)
    planned = sum(line.phasing[month] for line in standing.lines() for month in range(5))
    assert chart.measures_at_end.norm == planned
    assert (chart.realised_label, "31 mei 2024" in chart.alt) == (f"15{NBSP}% besteed", True)


def test_the_headline_says_that_other_domains_reach_further(lagging_store: Store) -> None:
    standing = load_standing(lagging_store, PROGRAMME, AUGUST_END)
    said = spent_sentence(standing.total().measures, standing.facts)
    assert "31 mei, van andere domeinen" in said
    own = standing_of(standing.domain_row("GRO"), standing.facts)
    assert own.startswith("Cijfers tot en met 31 mei:")


def test_a_domain_without_any_bookings_does_not_empty_the_chart_of_all(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 1000_00), line("SPE-1", 1000_00)))
    deliver(store, ledger(statement(AUGUST_END, booking("A", date(2024, 3, 1), 300_00), domains=("GRO",))))
    pace = load_standing(store, PROGRAMME, AUGUST_END).pace()
    assert pace.realised[-1] == (AUGUST_END, 300_00)


@pytest.mark.parametrize("missing", [(), ("SPE",), ("GRO", "SPE")])
def test_a_freeze_requires_confirming_exactly_the_missing_domains(
    lagging_store: Store, missing: tuple
) -> None:
    with pytest.raises(snapshot.MissingError, match="Groen: boekingen na 31 mei 2024"):
        propose(lagging_store, *missing)
    propose(lagging_store, "GRO")
    with pytest.raises(snapshot.MissingError, match="Groen: boekingen na 31 mei 2024"):
        sign(lagging_store, *missing)
    assert sign(lagging_store, "GRO").is_signed


def test_ticking_a_domain_that_is_not_missing_is_refused(lagging_store: Store) -> None:
    with pytest.raises(snapshot.MissingError, match="Niets"):
        propose(lagging_store, "GRO", as_of=date(2024, 6, 1))


@pytest.mark.parametrize(("as_of", "missing"), [(date(2024, 7, 1), ()), (date(2024, 7, 2), ("GRO",))])
def test_bookings_31_days_old_need_no_tick_and_32_days_do(
    lagging_store: Store, as_of: date, missing: tuple
) -> None:
    content = decode_content(propose(lagging_store, *missing, as_of=as_of).content)
    assert tuple(one.domain for one in content.missing) == missing


def test_the_list_is_frozen_and_the_trail_has_both_persons(lagging_store: Store) -> None:
    propose(lagging_store, "GRO")
    signed = sign(lagging_store, "GRO")
    content = decode_content(signed.content)
    assert [(one.domain, one.name, one.known_until) for one in content.missing] == [("GRO", "Groen", MAY_END)]
    assert content.sentences[0].startswith(FIRST)
    assert content.sentences[-1] == LIST
    with lagging_store.read() as connection:
        told = [
            (e.person, e.detail["missing"])
            for e in load_trail(connection, PROGRAMME.id)
            if e.action == "missing"
        ]
    assert told == [("cor", ["GRO"]), ("sien", ["GRO"])]
    assert verify(lagging_store, PROGRAMME, VISITOR) == []


def read(name: str, content: Content) -> str:
    data = FORMATS[name].write(content, *SIGNED)
    if name == "pdf":
        text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = " ".join(parts.read(part).decode("utf-8", "ignore") for part in parts.namelist())
    else:
        text = data.decode()
    return " ".join(re.sub(r"<[^>]*>", "", text).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_reports_missing_bookings_first_and_lists_them(lagging_store: Store, name: str) -> None:
    text = read(name, decode_content(propose(lagging_store, "GRO").content))
    assert FIRST.strip() in text
    assert LIST in text
