"""Child processes that run a test's own job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from budget.sandbox import process
from budget.sandbox.children import Children

Job = Callable[[str], str]
"""Makes a job from a piece of code, which the child runs instead of reading a file."""


@pytest.fixture(scope="module")
def _jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the children of this module find their jobs."""
    folder = tmp_path_factory.mktemp("jobs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        patch.setattr(process, "CHILDREN", Children())
        with process.CHILDREN.start("nothing") as child:
            child.answer.read()
        yield folder


@pytest.fixture
def job(_jobs: Path) -> Job:
    def write(code: str) -> str:
        name = f"job_{sha256(code.encode()).hexdigest()}"
        (_jobs / f"{name}.py").write_text(code)
        return name

    return write
