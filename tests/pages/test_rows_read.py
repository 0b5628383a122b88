"""Rendering a page rereads no ledger rows, so its cost does not depend on their number."""

from __future__ import annotations

import pytest

from budget.model.content import Content
from budget.store import accepted_contents, removals, submissions
from budget.store.content import unpack_content
from tests.pages.conftest import Screen

pytestmark = pytest.mark.slow
PAGES = (
    "board", "close", "deliver", "domain", "insight", "logbook", "notices", "overview", "programme", "proof",
    "reconcile", "search", "tasks", "years",
)  # fmt: skip
"""All pages with their own figures, except Vaststellen, which compares a pending file with what counts."""


@pytest.mark.parametrize("page", PAGES)
def test_a_rerun_of_a_page_reads_no_ledger_rows(
    example: Screen, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counting(data: bytes) -> Content:
        content = unpack_content(data)
        read.append(sum(len(statement.rows) for statement in content.statements))
        return content

    for module in (accepted_contents, submissions, removals):
        monkeypatch.setattr(module, "unpack_content", counting)
    screen = example.open(page, person="c.vandijk")
    read.clear()
    screen.run()
    assert sum(read) == 0
