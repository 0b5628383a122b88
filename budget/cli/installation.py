"""The command that serves the dashboard, with the API for other systems beside it."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from budget.access import Action
from budget.cli.context import DONE, WRONG_USE
from budget.limits import ServerLimits, read_server_limits
from budget.mail import read_mail_settings
from budget.model.words import BudgetError
from budget.programme.installed import BEGIN, find_installed
from budget.settings import read_settings

if TYPE_CHECKING:
    from budget.api.application import Api


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard until interrupted."""
    from budget import server  # Slow to import, and only this command needs it.

    try:
        served_programmes()
        if settings := read_mail_settings():
            from budget.cli.mail_sender import keep_sending
            from budget.usecases.tasks import list_tasks

            threading.Thread(target=keep_sending, args=(settings, list_tasks), daemon=True).start()
        server.run(options.host, options.port, api(read_server_limits()), served_programmes)
    except BudgetError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return DONE


def served_programmes() -> Collection[str]:
    """First parts of addresses: that of a next programme and, if there are several, each present one."""
    settings = read_settings()
    return (BEGIN, *_ids(settings.programme_folders)) if settings.has_many else (BEGIN,)


@cache
def _ids(folders: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(find_installed(folders))


def api(limits: ServerLimits) -> Api:
    """The API: each address with its use cases."""
    from budget.api import reading, submitting
    from budget.api.application import Work, application
    from budget.api.caller import Installation
    from budget.api.queries import PAGES
    from budget.api.snapshots import Snapshots
    from budget.export.registry import FORMATS
    from budget.usecases import freeze
    from budget.usecases.signed_snapshots import as_signed

    installation = Installation()
    snapshots = Snapshots(freeze.snapshots, freeze.snapshot_of, as_signed, FORMATS)
    figures = reading.MOMENT | PAGES
    return application(
        limits,
        Work(
            installation.calendar,
            installation.enter,
            {
                "/depletion": (reading.depletion, figures | {"by"}),
                "/forecast": (reading.forecast, figures | {"by"}),
                "/lines": (reading.lines, figures | {"domain"}),
                "/versions": (reading.versions, figures),
                "/snapshots": (snapshots.list, PAGES),
                "/snapshots/{meeting}": (snapshots.show, ()),
                "/snapshots/{meeting}/reports/{format}": (snapshots.report, {"version"}),
                "/submissions": (reading.submissions, PAGES),
                "/submissions/{number}": (reading.submission, ()),
            },
            {
                "/checks": (submitting.check, Action.CHECK),
                "/submissions": (submitting.submit, Action.SUBMIT),
            },
        ),
    )
