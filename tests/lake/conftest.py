"""Three villages that share in one folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.lake.folder import LakeFolder
from tests.lake.areas import Area, make_area, open_area

NAMES = {"aa": 1, "bee": 2, "cee": 3}


@pytest.fixture(scope="session")
def published(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three databases, and the folder `land` that all three published to: made once, to copy."""
    path = tmp_path_factory.mktemp("areas")
    for name, scale in NAMES.items():
        area = make_area(name, scale, migrated_sqlite, path)
        area.consent()
        area.publish(LakeFolder(str(path / "land")))
        area.store.close()
    return path


@pytest.fixture
def areas(published: Path, tmp_path: Path) -> Iterator[list[Area]]:
    """Three areas, all consented and published."""
    shutil.copytree(published, tmp_path / "areas")
    found = [open_area(name, scale, tmp_path / "areas") for name, scale in NAMES.items()]
    yield found
    for area in found:
        area.store.close()


@pytest.fixture
def folder(areas: list[Area], tmp_path: Path) -> LakeFolder:
    return LakeFolder(str(tmp_path / "areas" / "land"))
