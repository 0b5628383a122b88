"""Every use case that acts for someone says above its name which right that takes."""

from __future__ import annotations

from importlib import import_module
from inspect import getmembers, isfunction, signature
from pkgutil import iter_modules

import pytest

from budget import usecases
from budget.access import DECLARED, VISITOR, Action, NotAllowedError, Who, requires
from budget.model.programme import Programme
from tests.store.samples import PROGRAMME

ASKED_INSIDE = {
    "of a person for himself": {
        "calendar.end_address", "calendar.has_address", "calendar.make_address", "outbox.choose",
        "outbox.mail_preference", "tokens.tokens",
    },
    "of what it acts on": {
        "decide.record_decision", "deliver.may_see_file", "deliver.reject", "deliver.why_not_submit",
        "effects.effects_of", "first_plans.may_hand_in", "earlier_submissions.own_submission",
        "map_layouts.accept", "map_layouts.accept_within", "map_layouts.send_back", "start.unsubmitted_plans",
        "steer.change", "steer.check_action", "steer.close", "tokens.make", "tokens.revoke",
    },
    "by the use case that it calls": {
        "explain.hand_in", "freeze.versions_of", "lake_export.remove_at", "plan_proposals.write_proposal",
        "steer.register", "steer.withdraw", "verify.verify",
    },
}  # fmt: skip
"""Use cases that check the right inside, by how it is decided; test_rights.py covers them too."""


def acting() -> set[str]:
    """The public functions of all use cases that take a programme and an actor."""
    found = set()
    for module in iter_modules(usecases.__path__, "budget.usecases."):
        for name, function in getmembers(import_module(module.name), isfunction):
            is_own = function.__module__ == module.name and not name.startswith("_")
            if is_own and {"programme", "actor"} <= signature(function).parameters.keys():
                found.add(f"{module.name.removeprefix('budget.usecases.')}.{name}")
    return found


def test_every_use_case_declares_its_right_or_is_named_here_with_the_reason() -> None:
    known = acting()
    declared = {name.removeprefix("budget.usecases.") for name in DECLARED}
    assert known - declared == set().union(*ASKED_INSIDE.values())
    assert declared <= known


@pytest.mark.parametrize("by_name", [False, True])
def test_the_right_is_asked_before_any_work(by_name: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budget.access.DECLARED", {})
    done = []

    @requires(Action.SUBMIT)
    def work(number: int, programme: Programme, actor: Who) -> int:
        done.append(number)
        return number

    def ask(who: Who) -> int:
        return work(3, actor=who, programme=PROGRAMME) if by_name else work(3, PROGRAMME, who)

    with pytest.raises(NotAllowedError):
        ask(VISITOR)
    assert done == []
    assert ask("cor") == 3
    assert done == [3]
