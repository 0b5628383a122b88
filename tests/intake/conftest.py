"""What tests of the intake may ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.model import Programme


@pytest.fixture
def strict(programme: Programme) -> Programme:
    """The example, where no source may have a line below zero."""
    return replace(programme, sources=tuple(replace(x, negative_lines=False) for x in programme.sources))
