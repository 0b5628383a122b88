"""Roll-ups equal the sums of the programmes' own figures, to the cent."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from budget.lake.folder import LakeFolder
from budget.model.words import BudgetError, By, RolledBy
from budget.snapshot.forecast_record import record_of
from budget.standing.moment import load_standing
from budget.store.snapshots import newest_signed
from budget.usecases import country, freeze, lake_export, sharing
from budget.usecases.figures import figure_rows, load_figures
from tests.lake.areas import OCTOBER, TODAY, Area, make_area
from tests.store.samples import AUGUST_END, booking, ledger, statement

GROUPS = {RolledBy.AREA: By.PROGRAMME, RolledBy.SOURCE: By.SOURCE, RolledBy.THEME: By.THEME}
ADDED = (
    "budget", "original_budget", "realised", "committed", "used", "free", "short", "room", "norm", "ahead",
)  # fmt: skip


def own_sums(areas: list[Area], by: RolledBy, *, signed: bool) -> dict[str, Counter[str]]:
    """The sums of `depletion --json` of each programme, at its newest signed snapshot or now."""
    sums: dict[str, Counter[str]] = {}
    for area in areas:
        found = newest_signed(freeze.snapshots(area.store, area.programme, "cor"))
        moment = {"as_of": found.as_of, "known_at": found.proposed_at} if signed else {}
        standing = load_figures(area.store, area.programme, "cor", TODAY, **moment)
        for row in figure_rows(standing, GROUPS[by]):
            key = area.programme.id if by is RolledBy.AREA else str(row["key"])
            sums.setdefault(key, Counter()).update({name: row[name] for name in ADDED})
    return sums


def require_equal(areas: list[Area], folder: LakeFolder, engine: str = "duckdb", master: str = "") -> None:
    """Raises AssertionError when any roll-up of this folder differs by a cent."""
    given = (areas[0].programme, "cor", folder.url)
    found = country.country(*given, None, engine, master)
    for by in RolledBy:
        rows = {str(row["key"]): row for row in country.rollup_rows(found, by)}
        expected = own_sums(areas, by, signed=True)
        assert rows.keys() == expected.keys()
        assert {key: {n: rows[key][n] for n in ADDED} for key in rows} == {
            key: {n: sums[n] for n in ADDED} for key, sums in expected.items()
        }
        now = {key: (s["realised"], s["committed"]) for key, s in own_sums(areas, by, signed=False).items()}
        accepted = {
            _key(str(row["key"])): (row["realised"], row["committed"])
            for row in country.accepted_rows(*given, by, found.year, engine, master)
        }
        assert accepted == {key: money for key, money in now.items() if any(money)}


def _key(key: str) -> str:
    return "" if key == "/" else key


def late_booking(area: Area) -> None:
    """A statement of a later day that adds one booking."""
    rows = booking("B9", date(2024, 8, 1), 31_007)
    area.deliver(ledger(statement(AUGUST_END, rows, first=date(2024, 8, 1))), datetime(2024, 9, 25))


def test_roll_ups_equal_the_sums_of_the_programmes(areas: list[Area], folder: LakeFolder) -> None:
    require_equal(areas, folder)


def test_roll_ups_still_equal_the_sums_after_a_correction(areas: list[Area], folder: LakeFolder) -> None:
    area = areas[1]
    before = newest_signed(freeze.snapshots(area.store, area.programme, "cor"))
    late_booking(area)
    correction = freeze.Correction(before.sha256, "Een boeking ontbrak")
    area.sign(OCTOBER, AUGUST_END, datetime(2024, 9, 26), correction)
    assert area.publish(folder).is_changed
    require_equal(areas, folder)


def test_unsigned_figures_count_in_accepted_totals_only(areas: list[Area], folder: LakeFolder) -> None:
    late_booking(areas[0])
    areas[0].publish(folder)
    require_equal(areas, folder)


def test_an_area_that_withdraws_is_gone_from_the_next_roll_up(areas: list[Area], folder: LakeFolder) -> None:
    area = areas[2]
    sharing.withdraw_sharing(area.store, area.programme, "cor", "Besluit van de raad", datetime(2024, 10, 1))
    lake_export.remove(area.store, area.programme, "cor", folder)
    require_equal(areas[:2], folder)
    found = country.country(area.programme, "cor", folder.url)
    assert found.left == (("Cee", date(2024, 10, 1)),)
    assert not [path for path in folder.files.find(folder.root) if "programme=cee" in path]


def test_an_area_that_withdraws_during_publication_is_removed(
    areas: list[Area], folder: LakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    area, put = areas[2], folder.publish

    def withdrawn(*given):
        sharing.withdraw_sharing(area.store, area.programme, "cor", "Besluit", datetime(2024, 10, 1))
        lake_export.remove(area.store, area.programme, "cor", folder)
        return put(*given)

    late_booking(area)
    monkeypatch.setattr(folder, "publish", withdrawn)
    assert area.publish(folder).is_withdrawn
    require_equal(areas[:2], folder)
    assert not [path for path in folder.files.find(folder.root) if "programme=cee" in path]


def test_a_deleted_published_file_is_restored_by_the_next_export(
    areas: list[Area], folder: LakeFolder
) -> None:
    assert not areas[0].publish(folder).is_changed
    folder.files.rm_file(
        next(path for path in folder.files.find(folder.root) if "months/programme=aa" in path)
    )
    areas[0].publish(folder)
    require_equal(areas, folder)


def test_an_area_without_a_signed_snapshot_is_named_and_counts_in_no_signed_sum(
    areas: list[Area], folder: LakeFolder, migrated_sqlite: Path, tmp_path: Path
) -> None:
    new = make_area("dee", 4, migrated_sqlite, tmp_path, signs=False)
    new.consent()
    new.publish(folder)
    found = country.country(areas[0].programme, "cor", folder.url)
    unsigned = [(area.name, area.row, area.accepted_until) for area in found.unsigned]
    assert unsigned == [("Dee", None, AUGUST_END)]
    assert found.total.budget == sum(row.measures.budget for row in found.rows)
    assert {row.key for row in found.rows} == {"aa", "bee", "cee"}
    new.store.close()


def test_each_area_keeps_its_own_signal_scope_and_hash(areas: list[Area], folder: LakeFolder) -> None:
    found = country.country(areas[0].programme, "cor", folder.url)
    for area in areas:
        signed = newest_signed(freeze.snapshots(area.store, area.programme, "cor"))
        own = next(one for one in found.areas if one.programme == area.programme.id)
        standing = load_figures(
            area.store, area.programme, "cor", TODAY, signed.as_of, known_at=signed.proposed_at
        )
        assert own.row.signal == standing.total().signal
        assert own.stand.sha256 == signed.sha256
        assert own.scope == area.programme.scope
        domains = country.domains_of(area.programme, "cor", folder.url, area.programme.id, 2024)
        assert {row.key: row.signal for row in domains} == {
            row.key: row.signal for row in standing.rows(By.DOMAIN)
        }


def test_money_per_inhabitant_is_rounded_to_the_cent(areas: list[Area], folder: LakeFolder) -> None:
    area = country.country(areas[0].programme, "cor", folder.url).areas[0]
    assert [area.per_inhabitant(cents) for cents in (0, area.inhabitants, area.inhabitants // 2)] == [0, 1, 1]


def test_a_folder_without_shared_areas_is_reported(areas: list[Area], tmp_path: Path) -> None:
    with pytest.raises(BudgetError, match="deelt"):
        country.country(areas[0].programme, "cor", str(tmp_path / "leeg"))


def test_the_record_counts_only_domains_that_are_booked_to_the_end_of_the_year(
    areas: list[Area], folder: LakeFolder
) -> None:
    for area in areas:
        whole = booking("B10", date(2024, 11, 4), 5_000)
        first = date(2024, 9, 1)
        end = ledger(statement(date(2024, 12, 31), whole, first=first, domains=("GRO",)))
        area.deliver(end, datetime(2025, 1, 20))
        lake_export.publish(area.store, area.programme, "bea", folder, date(2025, 3, 1))
    known = []
    for area in areas:
        standing = load_standing(area.store, area.programme, date(2024, 12, 31), 2024)
        known += record_of(standing, standing.snapshots)
    assert {one.domain for one in known} == {"GRO"}
    record = country.country(areas[0].programme, "cor", folder.url).record
    assert sum(one.forecasts for one in record) == len(known) > 0
    assert sum(one.inside for one in record) == sum(one.is_inside for one in known)
    assert sum(one.error for one in record) == sum(one.off for one in known)
    assert sum(one.off for one in record) == sum(abs(one.off) for one in known)
