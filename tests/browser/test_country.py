"""The page Landelijk with shared areas: complete and accessible on desktop and phone, for all and for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Served, _copied, _running
from tests.browser.test_every_page import (
    faults_when_opened,
    faults_when_turned,
    on_a_desk_and_in_a_hand,
)
from tests.lake.conftest import published  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def country(example_database: Path, published: Path, tmp_path_factory) -> Iterator[Served]:  # noqa: F811
    """A server that reads the shared figures of three villages."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("BUDGET_LAKE", str(published / "land"))
        with _running(_copied(example_database, tmp_path_factory.mktemp("country"))) as server:
            yield server


@on_a_desk_and_in_a_hand
@pytest.mark.parametrize(
    "look", [faults_when_opened, pytest.param(faults_when_turned, marks=pytest.mark.long)]
)
def test_all_areas_and_one_of_them_are_complete_and_accessible(
    visit, country: Served, look: Callable, viewport: dict[str, int], colours: str
) -> None:
    found, visitor = [], visit(country, viewport, colours)
    for path, said in {"/landelijk": "3 gebieden", "/landelijk?gebied=bee": "Bee"}.items():
        found += look(visitor, path, colours)
        assert visitor.page.get_by_role("heading", level=1).inner_text().startswith(f"{said}: ")
    assert not found, "\n".join(found)
