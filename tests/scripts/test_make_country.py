"""The fictional country: what its areas publish adds up, and says that it is made up."""

from __future__ import annotations

from pathlib import Path

from budget.lake.country import load_country
from budget.lake.folder import LakeFolder
from scripts.make_country import make_country


def test_an_area_is_made_and_every_forecast_meets_its_outturn(tmp_path: Path) -> None:
    make_country(tmp_path, 1)
    found = load_country(LakeFolder(str(tmp_path / "land")))
    assert (found.year, found.years) == (2024, (2023, 2024))
    assert "Verzonnen" in found.notice
    ended = load_country(LakeFolder(str(tmp_path / "land")), 2023)
    # Nothing is booked twice or lost: the outturn is near the plan, as generated.
    assert 0.5 < ended.total.realised / ended.total.budget * 12 / 8 < 1.5
    assert sum(one.forecasts for one in found.record) == 4
    assert all(one.off <= one.budget // 2 for one in found.record)
