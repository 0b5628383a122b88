"""A plugin that searches every query of a whole test run for its programme: `make queries`.

Only what the program asks counts: a test may look into a table as it likes. What concerns all programmes of a
database, such as a migration or a backup, has a place of its own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.query_log import unscoped

ROOT = Path(__file__).resolve().parent.parent
OF_ALL = ("migrations/", "backup.py:", "restoring.py:", "scope.py:programmes_in")
"""Modules of budget/store that migrate, copy, restore or list all programmes."""
_GIVEN, _ROWS = re.compile(r"%\(\w+\)s(?:::\w+)?"), re.compile(r"(\((?:\?(?:, )?)+\)|\?)(?:, \1)+")
"""Bound values, and lists of them: an insert of one row and of a thousand are the same kind of query."""
_shapes: dict[str, str] = {}
_judged: dict[str, list[str]] = {}
_found: dict[tuple[str, str], int] = {}


def pytest_configure() -> None:
    """Start logging with the first query."""
    event.listen(Engine, "before_cursor_execute", _note)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add the queries that another process logged."""
    said = getattr(node, "workeroutput", {})
    _judged.update({statement: [] for statement in said.get("judged", ())})
    for place, statement, times in said.get("found", ()):
        _found[place, statement] = _found.get((place, statement), 0) + times


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a query lacked its programme."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["judged"] = list(_judged)
        session.config.workeroutput["found"] = [(*key, times) for key, times in _found.items()]
    elif _found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many kinds of queries were judged, and each that lacked its programme."""
    terminalreporter.section("queries and their programme")
    terminalreporter.line(f"{len(_judged)} kinds of queries, {len(_found)} without their programme")
    for (place, statement), times in _found.items():
        terminalreporter.line(f"{place}, {times} times: {statement}")


def _note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    if statement not in _shapes:
        shape = _shapes[statement] = _ROWS.sub(r"\1", _GIVEN.sub("?", statement))
        if shape not in _judged:
            _judged[shape] = unscoped(statement)
    if _judged[_shapes[statement]]:
        place = _asked_by()
        if place.startswith("budget/") and not place.removeprefix("budget/store/").startswith(OF_ALL):
            key = place, " ".join(statement.split())
            _found[key] = _found.get(key, 0) + 1


def _asked_by() -> str:
    """Our innermost function in the call stack of the query, with its file."""
    return next((name for name in map(_own_name, _frames()) if name), "")


def _own_name(frame: FrameType) -> str:
    path = Path(frame.f_code.co_filename)
    is_ours = path.is_relative_to(ROOT) and ".venv" not in path.parts and path != Path(__file__)
    return f"{path.relative_to(ROOT).as_posix()}:{frame.f_code.co_name}" if is_ours else ""


def _frames() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame:
        yield frame
        frame = frame.f_back
