"""Which returned files still wait for their sender."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from budget.model.words import SheetKind
from budget.store.engine import open_store
from budget.store.submissions import State, Submission
from budget.usecases import unsettled
from tests.store.samples import PROGRAMME

BACK = Submission(
    id=5, file="veiligheid.xlsx", sha256="", kinds=(SheetKind.PLAN,), domains=("VEI",), base={},
    submitted_by="k.yilmaz", submitted_at=datetime(2024, 10, 1), state=State.REJECTED, decided_by="t.mulder",
)  # fmt: skip


@pytest.fixture
def still_returned(ready_sqlite_url: str) -> Iterator[Callable[[list[Submission], str], list[Submission]]]:
    store = open_store(ready_sqlite_url)
    yield partial(unsettled.still_returned, store, PROGRAMME)
    store.close()


def test_a_file_returned_by_another_is_shown_to_its_sender_only(still_returned) -> None:
    assert still_returned([BACK], "k.yilmaz") == [BACK]
    assert still_returned([BACK], "t.mulder") == []
    assert still_returned([replace(BACK, decided_by="k.yilmaz")], "k.yilmaz") == []
    assert still_returned([replace(BACK, state=State.PENDING)], "k.yilmaz") == []


def test_a_returned_file_is_shown_until_it_was_replaced_by_its_sender(still_returned) -> None:
    again = replace(BACK, id=6, state=State.PENDING)
    assert still_returned([BACK, again], "k.yilmaz") == []
    for other in (
        replace(again, id=4),
        replace(again, kinds=(SheetKind.LEDGER,)),
        replace(again, domains=("WON",)),
        replace(again, submitted_by="d.kaya"),
    ):
        assert still_returned([BACK, other], "k.yilmaz") == [BACK]
    wider = replace(again, kinds=(SheetKind.PLAN, SheetKind.LEDGER), domains=("VEI", "WON"))
    assert still_returned([BACK, wider], "k.yilmaz") == []
