"""Who may begin a next programme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.login import Login
from budget.model.words import Role
from budget.ui.programmes import administers
from tests.store.samples import PROGRAMME

FIRST, *REST = PROGRAMME.people


@pytest.mark.parametrize("role", Role)
def test_who_administers_a_programme_may_begin_a_next_one(role: Role) -> None:
    there = replace(PROGRAMME, people=(replace(FIRST, role=role), *REST))
    login = Login("sub", {"a": FIRST.id}, {})
    assert administers([there], login, {"sub": "a"}) == (role is Role.ADMINISTRATOR)
    for claims in ({"sub": "b"}, {}):
        assert not administers([there], login, claims)
    assert not administers([], login, {"sub": "a"})
