"""The example year: through the real intake, by different people, with history that can be verified."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from budget.access import VISITOR
from budget.cli.example import FOLDER, has_example, load_example
from budget.intake.output.template import write_workbook
from budget.model import BudgetError, By, Kind, Programme
from budget.snapshot import decode_content
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import Standing, load_standing
from budget.store.bookings import counting_bookings
from budget.store.engine import Store, open_store
from budget.store.schema import bookings, commitments, month_totals, plan_lines, submissions
from budget.store.submissions import State
from budget.usecases import deliver as delivery
from budget.usecases import freeze as snapshot
from budget.usecases import verify as verification

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west"
END = date(2024, 9, 30)


@pytest.fixture(scope="module")
def example_store(example_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("example")
    for file in example_database.parent.glob(f"{example_database.name}*"):
        shutil.copy2(file, folder)
    store = open_store(f"sqlite:///{folder / example_database.name}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def standing(example_store: Store, programme: Programme) -> Standing:
    return load_standing(example_store, programme, END)


def scalar(store: Store, query) -> int:
    with store.read() as connection:
        return connection.execute(query).scalar()


def test_every_step_is_reported(example_database: Path) -> None:
    *said, last = (example_database.parent / "said").read_text(encoding="utf-8").splitlines()
    assert said[0].startswith(f"[1/{len(said)}] ")
    assert said[-1].startswith(f"[{len(said)}/{len(said)}] ")
    assert sum("bevroren en ondertekend" in text for text in said) == 2
    assert "is geladen" in last


def test_every_file_was_accepted_by_another_person(example_store: Store, programme: Programme) -> None:
    found = delivery.submissions(example_store, programme, VISITOR)
    assert len(found) == scalar(example_store, select(func.count()).select_from(submissions)) > 40
    assert {submission.state for submission in found} == {State.ACCEPTED}
    assert all(submission.submitted_by != submission.decided_by for submission in found)
    assert len({submission.submitted_by for submission in found}) >= 6
    assert len({submission.decided_by for submission in found}) >= 2


def test_the_example_has_the_size_of_a_real_year(example_store: Store, programme: Programme) -> None:
    with example_store.read() as connection:
        counting = connection.execute(counting_bookings(programme.id)).all()
        latest = connection.execute(select(commitments)).all()
        lines = connection.execute(select(plan_lines)).all()
    assert len(counting) >= 6_000
    assert len({(row.document, row.sequence, row.code) for row in latest}) >= 150
    assert len({(row.code, row.source, row.theme, row.year) for row in lines}) >= 150
    assert len({row.domain for row in lines}) == 7
    assert len({row.source for row in lines if row.theme} | {row.source for row in lines}) >= 3
    assert len({row.year for row in lines}) == 2
    assert sum(row.phasing is not None for row in lines) > len(lines) / 2
    assert min(row.date for row in counting) < date(2024, 2, 1)
    assert max(row.date for row in counting) == END


def test_the_last_statements_have_enough_open_commitments(standing: Standing, example_store: Store) -> None:
    """A stock: only the latest statement of each domain counts."""
    with example_store.read() as connection:
        newest = select(commitments.c.code, func.max(commitments.c.seq)).group_by(commitments.c.code)
        seqs = dict(connection.execute(newest).all())
        rows = connection.execute(select(commitments)).all()
    assert sum(row.seq == seqs[row.code] for row in rows) >= 150
    assert standing.total().measures.committed > 0


def test_no_booking_counts_twice_in_statements_that_grow_and_overlap(
    example_store: Store, programme: Programme
) -> None:
    with example_store.read() as connection:
        rows = connection.execute(counting_bookings(programme.id)).all()
        months = connection.execute(select(func.sum(month_totals.c.cents))).scalar()
        stored = connection.execute(select(func.count()).select_from(bookings)).scalar()
    identities = Counter(row.identity for row in rows)
    assert max(identities.values()) == 1
    assert sum(row.cents for row in rows) == months
    assert len(rows) < stored


def test_both_snapshots_are_signed_and_verified(example_store: Store, programme: Programme) -> None:
    found = snapshot.snapshots(example_store, programme, VISITOR)
    assert [(s.meeting, s.as_of, s.is_signed) for s in found] == [
        (date(2024, 6, 27), date(2024, 5, 31), True),
        (date(2024, 10, 3), date(2024, 8, 31), True),
    ]
    assert found[1].previous == found[0].sha256
    assert verification.verify(example_store, programme, VISITOR) == []


def test_the_second_snapshot_reconciles_with_the_first_to_the_cent(
    example_store: Store, programme: Programme
) -> None:
    before, after = (
        decode_content(found.content) for found in snapshot.snapshots(example_store, programme, VISITOR)
    )
    old = {row.key: row.measures.free for row in before.domains}
    assert after.changes.total.before == before.total.measures.free
    assert after.changes.total.after == after.total.measures.free
    for row in after.domains:
        steps = after.changes.domains[row.key]
        moved = steps.plan - steps.bookings - steps.commitments
        assert (steps.before, steps.before + moved) == (old.get(row.key, 0), row.measures.free)


def test_every_grouping_of_the_example_adds_up(standing: Standing) -> None:
    total = standing.total().measures
    for by in (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME, By.BUDGET_HOLDER):
        rows = [row.measures for row in standing.rows(by)]
        for name in ("budget", "original_budget", "realised", "committed", "used", "free", "norm", "ahead"):
            assert sum(getattr(m, name) for m in rows) == getattr(total, name), (by, name)
    assert total.budget == total.realised + total.committed + total.free


def test_the_domains_behave_differently(standing: Standing) -> None:
    assert len({row.signal.rule for row in standing.rows(By.DOMAIN)}) >= 3


def test_the_example_fits_only_an_empty_database(example_store: Store, programme: Programme) -> None:
    count = len(delivery.submissions(example_store, programme, VISITOR))
    with pytest.raises(BudgetError, match="alleen in een lege"):
        load_example(example_store, programme, EXAMPLE, print)
    assert len(delivery.submissions(example_store, programme, VISITOR)) == count


def test_a_folder_without_an_order_has_no_example(store: Store, programme: Programme, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    assert not has_example(tmp_path)
    assert has_example(EXAMPLE)
    with pytest.raises(BudgetError, match=r"volgorde.toml ontbreekt"):
        load_example(store, programme, tmp_path, print)


def test_an_example_file_with_errors_stops_with_its_findings(
    store: Store, programme: Programme, tmp_path: Path
) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "stuk.xlsx").write_bytes(b"geen werkboek")
    (folder / "volgorde.toml").write_text(
        '[[steps]]\naction = "submit"\nfile = "stuk.xlsx"\nsubmitted_by = "c.vandijk"\n'
        'accepted_by = "t.mulder"\non = 2024-01-15T10:00:00\n'
    )
    with pytest.raises(BudgetError, match=r"stuk.xlsx"):
        load_example(store, programme, tmp_path, print)
    assert delivery.submissions(store, programme, VISITOR) == []


def test_a_plan_in_force_of_the_example_reads_back_without_difference(
    example_store: Store, programme: Programme
) -> None:
    for domain in programme.domains:
        content = delivery.plan_in_force(example_store, programme, VISITOR, domain.code)
        data = write_workbook(content, programme, f"Plan {domain.name}")
        checked = delivery.check(example_store, programme, VISITOR, "plan.xlsx", data)
        assert checked.accepted, checked.findings
        assert set(checked.content.plan) == set(content.plan)
        assert delivery.preview(example_store, programme, VISITOR, checked.content).is_empty


def test_bookings_shown_on_a_line_are_the_sum_of_its_figures(
    standing: Standing, example_store: Store
) -> None:
    for line in standing.facts.lines[::15]:
        lines = [other for other in standing.facts.lines if other.key.code == line.key.code and line.planned]
        rows = line_bookings(example_store, standing, line.key.code) if lines else ()
        assert all(row.supplier == "" for row in rows)
        if len(lines) == 1:
            realised = sum(row.amount for row in rows if row.kind is Kind.REALISED)
            committed = sum(row.amount for row in rows if row.kind is Kind.COMMITTED)
            assert (realised, committed) == (sum(line.realised), line.committed)
