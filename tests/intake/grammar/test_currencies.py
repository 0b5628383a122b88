"""Signs and words of other currencies than the euro."""

from __future__ import annotations

import pytest

from budget.intake.grammar.currencies import foreign_currency


@pytest.mark.parametrize(("value", "sign"), [("£ 5", "£"), ("5 usd", "USD"), ("\u20ac 5", ""), (5.0, "")])
def test_another_currency_is_known_by_its_sign(value: object, sign: str):
    assert foreign_currency(value) == sign
