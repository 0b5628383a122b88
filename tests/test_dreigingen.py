"""Every risk in docs/dreigingen.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "dreigingen.md").read_text(encoding="utf-8")
RISKS = {cells[0]: cells[-1] for cells in re.findall(r"^\| (.+?) \|(?: .+ \|)? (.+) \|$", TEXT, re.MULTILINE)}
del RISKS["risico"], RISKS["---"]


def test_the_threat_model_lists_over_forty_risks() -> None:
    assert len(RISKS) > 40


@pytest.mark.parametrize("risk", RISKS)
def test_every_risk_has_a_test_that_exists(risk: str) -> None:
    named = re.findall(r"`([\w/]+\.py)`", RISKS[risk])
    assert named
    folder = ROOT
    for name in named:
        # A name without its folder is of the same folder as the one before it.
        path = ROOT / name if "/" in name else folder / name
        assert path.is_file(), f"{name} is not there"
        folder = path.parent
