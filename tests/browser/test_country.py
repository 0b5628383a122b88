"""Landelijk where areas share: complete and accessible on a desk and in a hand, and down to one area."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Served, _copied, _running
from tests.browser.test_every_page import WAYS, faults_by_day_and_night
from tests.lake.conftest import published  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def country(example_database: Path, published: Path, tmp_path_factory) -> Iterator[Served]:  # noqa: F811
    """A server that reads what three villages share."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("BUDGET_LAKE", str(published / "land"))
        with _running(_copied(example_database, tmp_path_factory.mktemp("country"))) as server:
            yield server


@pytest.mark.parametrize(("viewport", "colours", "others"), WAYS, ids=["desk", "hand"])
def test_all_areas_and_one_of_them_are_complete_and_accessible(
    visit, country: Served, viewport: dict[str, int], colours: str, others: str
) -> None:
    found, visitor = [], visit(country, viewport, colours)
    for path, said in {"/landelijk": "3 gebieden", "/landelijk?gebied=bee": "Bee"}.items():
        found += faults_by_day_and_night(visitor, path, colours, others)
        assert visitor.page.get_by_role("heading", level=1).inner_text().startswith(f"{said}: ")
    assert not found, "\n".join(found)
