"""The sentence about plans that the council did not decide on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from budget.standing.decision_path import undecided_sentence

NAMES = {"a": "Veiligheid", "b": "Wonen"}


@pytest.mark.parametrize(
    ("codes", "said"), [("a", "het plan van Veiligheid."), ("ab", "de plannen van Veiligheid en Wonen.")]
)
def test_one_undecided_plan_is_singular_and_two_are_plural(codes: str, said: str) -> None:
    plans = [SimpleNamespace(domain=code, is_decided=False) for code in codes]
    programme = SimpleNamespace(domain=lambda code: SimpleNamespace(name=NAMES[code]))
    standing = SimpleNamespace(programme=programme, decided=lambda _: plans)
    assert undecided_sentence(standing).endswith(said)
