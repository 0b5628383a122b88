"""Options shared by all commands."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
AS = "act as this person; in a demonstration only, where it must be said"


def add_form(command: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Add the options for how rows are printed: as text, JSON or CSV."""
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    return form


def seconds(text: str) -> float:
    """A number of seconds above zero, up to a day."""
    if not 0 < (found := float(text)) <= 86_400:
        raise ValueError(text)
    return found


def moment(text: str) -> datetime:
    """A moment as naive UTC, converted if it names a time zone."""
    found = datetime.fromisoformat(text)
    try:
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except OverflowError as error:
        raise ValueError(text) from error


def add_command(commands: Commands, name: str, target: str | None, help_text: str) -> argparse.ArgumentParser:
    """Add a command that calls `module.function`; with None, one that has subcommands."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text)
    if target:
        module, _, function = target.partition(".")
        parser.set_defaults(module=module, function=function)
    return parser
