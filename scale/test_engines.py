"""The roll-ups on DuckDB and on Spark with two workers of their own: equal to the cent, whatever happens."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from budget.lake.country import load_country
from budget.lake.folder import LakeFolder
from budget.store.snapshots import newest_signed
from budget.usecases import freeze, lake_export, sharing
from tests.conftest import _own_settings, migrated_sqlite, shared_folder  # noqa: F401 - fixtures
from tests.lake.areas import OCTOBER, Area
from tests.lake.conftest import areas, folder, published  # noqa: F401 - fixtures
from tests.lake.test_country import late_booking, require_equal
from tests.store.samples import AUGUST_END

CLUSTER = "local-cluster[2,1,1024]"
"""Two worker processes beside the driver, each with a core and 1024 MB: data goes over the network."""


def require_same(areas: list[Area], folder: LakeFolder) -> None:  # noqa: F811
    """Both engines equal the sums of the programmes, and every value of the country is the same."""
    require_equal(areas, folder)
    require_equal(areas, folder, "spark", CLUSTER)
    assert load_country(folder) == load_country(folder, None, "spark", CLUSTER)


def test_both_engines_give_the_sums_of_the_programmes(areas: list[Area], folder: LakeFolder) -> None:  # noqa: F811
    require_same(areas, folder)


def test_they_do_after_a_correction_and_a_withdrawal(areas: list[Area], folder: LakeFolder) -> None:  # noqa: F811
    area, last = areas[1], areas[2]
    before = newest_signed(freeze.snapshots(area.store, area.programme, "cor"))
    late_booking(area)
    correction = freeze.Correction(before.sha256, "Een boeking ontbrak")
    area.sign(OCTOBER, AUGUST_END, datetime(2024, 9, 26), correction)
    area.publish(folder)
    sharing.withdraw_sharing(last.store, last.programme, "cor", "Besluit", datetime(2024, 10, 1))
    lake_export.remove(last.store, last.programme, "cor", folder)
    require_same(areas[:2], folder)


def test_spark_runs_on_two_workers(areas: list[Area], folder: LakeFolder) -> None:  # noqa: F811
    from pyspark.sql import SparkSession

    load_country(folder, None, "spark", CLUSTER)
    context = SparkSession.active().sparkContext
    assert context.master == CLUSTER
    assert context._jsc.sc().getExecutorMemoryStatus().size() == 3  # the driver and two workers
    assert Path(folder.root).is_dir()
