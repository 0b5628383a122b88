"""The words of the command line, and which command they call."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from budget.cli import board, delivery, installation, mapping
from budget.export.registry import FORMATS
from budget.model import By

PURPOSE = "How fast a public programme uses up its money."


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m budget", description=PURPOSE)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_delivery(commands)
    _add_mapping(commands)
    _add_board(commands)
    _add(commands, "load-example", installation.load, "load the fictional example year")
    _add(commands, "prepare", installation.prepare, "prepare the database; load the example when it is empty")
    serve = _add(commands, "serve", installation.serve, "serve the dashboard")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    backtest = _add(commands, "backtest", installation.backtest, "forecast a panel of past years")
    backtest.add_argument("panel", type=Path)
    backtest.add_argument("--predictions", type=Path, required=True)
    return parser


def _add_delivery(commands) -> None:
    check = _add(commands, "check", delivery.check, "check files; nothing is stored")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    check.add_argument("--marked", type=Path, metavar="OUT", help="write a copy with every finding marked")
    submit = _add(commands, "submit", delivery.submit, "hand in a file")
    submit.add_argument("file", type=Path, metavar="FILE")
    submit.add_argument("--json", action="store_true")
    for command in (check, submit):
        command.add_argument("--mapping", type=Path, metavar="TOML", help="how foreign sheets are read")
    accept = _add(commands, "accept", delivery.accept, "accept a submission as the second person")
    reject = _add(commands, "reject", delivery.reject, "send a submission back")
    reject.add_argument("--reason", required=True)
    for command in (accept, reject):
        command.add_argument("submission", type=int, metavar="SUBMISSION")
    for command in (submit, accept):
        command.add_argument(
            "--corrections",
            type=int,
            default=0,
            metavar="NUMBER",
            help="confirm that you saw this number of corrections; without it they are listed and refused",
        )
    for command in (submit, accept, reject):
        command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    _add(commands, "list", delivery.list_submissions, "list submissions").add_argument(
        "--json", action="store_true"
    )


def _add_mapping(commands) -> None:
    kinds = _add(commands, "mapping", None, "how foreign layouts are read").add_subparsers(required=True)
    suggest = _add(kinds, "suggest", mapping.suggest, "draft a mapping for a file")
    suggest.add_argument("file", type=Path, metavar="FILE")
    suggest.add_argument("--out", type=Path, metavar="TOML")
    suggest.add_argument("--json", action="store_true")
    save = _add(kinds, "save", mapping.save, "keep a mapping, to use without asking")
    save.add_argument("file", type=Path, metavar="TOML")
    revoke = _add(kinds, "revoke", mapping.revoke, "stop using a mapping")
    revoke.add_argument("fingerprint", metavar="FINGERPRINT")
    for command in (save, revoke):
        command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    _add(kinds, "list", mapping.list_mappings, "list the mappings in use").add_argument(
        "--json", action="store_true"
    )


def _add_board(commands) -> None:
    depletion = _add(commands, "depletion", board.show_depletion, "show the measures")
    depletion.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    depletion.add_argument("--year", type=int)
    depletion.add_argument("--known-at", type=_moment, metavar="MOMENT", help="in UTC")
    depletion.add_argument("--by", type=By, choices=list(By), default=By.DOMAIN)
    form = depletion.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    snapshots = _add(commands, "snapshot", None, "freeze, sign or list snapshots").add_subparsers(
        required=True
    )
    freeze = _add(snapshots, "freeze", board.freeze, "propose the snapshot of a meeting")
    sign = _add(snapshots, "sign", board.sign, "sign it as the second person")
    withdraw = _add(snapshots, "withdraw", board.withdraw, "take a concept back")
    withdraw.add_argument("--reason", required=True)
    for command in (freeze, sign, withdraw):
        command.add_argument("meeting", type=date.fromisoformat, metavar="MEETING")
        command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    freeze.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
    freeze.add_argument("--replaces", metavar="HASH", help="the signed snapshot that this one corrects")
    freeze.add_argument("--reason", default="", help="why it is corrected")
    _add(snapshots, "list", board.list_snapshots, "list snapshots").add_argument(
        "--json", action="store_true"
    )
    report_parser = _add(commands, "report", board.write_report, "write the report of a meeting")
    report_parser.add_argument("meeting", type=date.fromisoformat, metavar="MEETING")
    report_parser.add_argument("--format", choices=list(FORMATS), required=True)
    report_parser.add_argument("--version", metavar="HASH", help="an earlier snapshot of the meeting")
    report_parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    verify = _add(commands, "verify", board.verify, "recompute every snapshot")
    verify.add_argument(
        "--head", action="append", default=[], metavar="HASH", help="a head that was kept elsewhere"
    )


def _moment(text: str) -> datetime:
    """A moment in UTC; one that names another time zone is turned into it."""
    found = datetime.fromisoformat(text)
    try:
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except OverflowError as error:
        raise ValueError(text) from error


def _add(commands, name: str, run: Callable | None, help_text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text)
    if run:
        parser.set_defaults(run=run)
    return parser
