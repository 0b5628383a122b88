"""Options shared by all commands."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, date, datetime
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_DUTCH_DAY = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")
AS = "act as this person; in a demonstration only, where it must be said"


def add_form(command: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Add the options for how rows are printed: as text, JSON or CSV."""
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    return form


def seconds(text: str) -> float:
    """A number of seconds above zero, up to a day."""
    if not 0 < (number := float(text)) <= 86_400:
        raise ValueError(text)
    return number


def day(text: str) -> date:
    """A day as this program prints it (03-10-2024) or as other programs do (2024-10-03)."""
    form = "%d-%m-%Y" if _DUTCH_DAY.fullmatch(text) else "%Y-%m-%d"
    try:
        return datetime.strptime(text, form).date()
    except ValueError as error:
        wrong = f"'{text}' is geen dag. Schrijf hem als 03-10-2024 of als 2024-10-03."
        raise argparse.ArgumentTypeError(wrong) from error


def moment(text: str) -> datetime:
    """A moment as naive UTC, converted if it names a time zone."""
    parsed = datetime.fromisoformat(text)
    try:
        return parsed.astimezone(UTC).replace(tzinfo=None) if parsed.tzinfo else parsed
    except OverflowError as error:
        raise ValueError(text) from error


def add_command(commands: Commands, name: str, target: str | None, help_text: str) -> argparse.ArgumentParser:
    """Add a command that calls `module.function`; with None, one that has subcommands."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text)
    if target:
        module, _, function = target.partition(".")
        parser.set_defaults(module=module, function=function)
    return parser
