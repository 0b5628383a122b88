"""The arguments of the command line, and the function that each command calls."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path

from budget.cli.administration import add_country, add_maintenance, add_programme, add_tokens
from budget.cli.options import AS, Commands, add_command, add_form, day, moment, seconds
from budget.model.submission_details import Origin
from budget.model.words import By

REPORT_FORMATS = ("pdf", "pptx", "xlsx", "ods", "html", "public-html", "open-data")
"""The names in the registry of exports, which is slow to import."""
CHOSEN: ContextVar[str] = ContextVar("programme", default="")
"""The programme that a command is about; '' if there is only one."""
PURPOSE = "How fast a public programme uses up its money."


_PROGRAMME = "--programme"


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser; its options name in `module` and `function` what to call.

    If `arguments` begin with a command it only has that one and a few beside it: all take ten times as long.
    """
    parser = argparse.ArgumentParser(prog="python -m budget", description=PURPOSE)
    parser.add_argument(
        _PROGRAMME, dest="of_programme", metavar="ID", help="which programme, where there are several"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    first = arguments[2] if len(arguments) > 2 and arguments[0] == _PROGRAMME else next(iter(arguments), "")
    for add in (ADDED_BY[first],) if first in ADDED_BY else dict.fromkeys(ADDED_BY.values()):
        add(commands)
    return parser


def _add_delivery(commands: Commands) -> None:
    check = add_command(commands, "check", "delivery.check", "check files; nothing is stored")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    check.add_argument("--marked", type=Path, metavar="OUT", help="write a copy with every finding marked")
    submit = add_command(commands, "submit", "delivery.submit", "hand in a file")
    submit.add_argument("file", type=Path, metavar="FILE")
    submit.add_argument("--json", action="store_true")
    submit.add_argument(
        "--decision", metavar="TEXT", help="the decision that lets the plan move money to another source"
    )
    submit.add_argument("--decided-on", type=day, metavar="DATE", help="the day of it")
    submit.add_argument("--origin", choices=list(Origin), help="where a change of the plan comes from")
    submit.add_argument("--reason", metavar="TEXT", help="why the plan changes")
    submit.add_argument("--document", metavar="TEXT", help="where that is written")
    for command in (check, submit):
        command.add_argument("--mapping", type=Path, metavar="TOML", help="how foreign sheets are read")
    _add_totals(submit)
    reconcile = add_command(
        commands, "reconcile", "reconcile.show", "show what was reconciled, and until when"
    )
    reconcile.add_argument("--year", type=int)
    reconcile.add_argument("--json", action="store_true")
    log = add_command(commands, "log", "logbook.show", "show who did what, when, and from which file")
    log.add_argument("--person", metavar="ID")
    log.add_argument("--kind", metavar="ACT", help="such as submit, accept, reject, freeze, sign, steer")
    log.add_argument("--domain", metavar="CODE")
    log.add_argument("--first", type=day, metavar="DATE", help="from this day on")
    log.add_argument("--last", type=day, metavar="DATE", help="up to this day")
    form = log.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    accept = add_command(commands, "accept", "submissions.accept", "accept a submission as the second person")
    reject = add_command(commands, "reject", "submissions.reject", "send a submission back")
    reject.add_argument("--reason", required=True)
    for command in (accept, reject):
        command.add_argument("submission", type=int, metavar="SUBMISSION")
    for command in (submit, accept):
        command.add_argument(
            "--corrections",
            default="",
            metavar="MARK",
            help="confirm the corrections that were listed with this mark; without it they are listed",
        )
    for command in (submit, accept, reject):
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    watch = add_command(commands, "watch", "watch.watch", "hand in each new file of a folder")
    watch.add_argument("folder", type=Path, metavar="FOLDER")
    watch.add_argument("--once", action="store_true", help="stop after one pass over the folder")
    watch.add_argument(
        "--every", type=seconds, default=30.0, metavar="SECONDS",
        help="between two looks; a file counts when it is the same in both",
    )  # fmt: skip
    watch.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    add_command(commands, "list", "submissions.list_submissions", "list submissions").add_argument(
        "--json", action="store_true"
    )


def _add_totals(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--control-total", action="append", default=[], metavar="[KIND=]AMOUNT",
        help="what your own system adds up to, like 136000,00; KIND is begroot, gerealiseerd or verplicht",
    )  # fmt: skip
    command.add_argument(
        "--explained", action="append", default=[], metavar="[KIND=]ROWS",
        help="the rows of the file that make the difference, like 'rij 12 en 14'",
    )  # fmt: skip


def _add_mapping(commands: Commands) -> None:
    kinds = add_command(commands, "mapping", None, "how foreign layouts are read").add_subparsers(
        required=True
    )
    suggest = add_command(kinds, "suggest", "mapping.suggest", "draft a mapping for a file")
    suggest.add_argument("file", type=Path, metavar="FILE")
    suggest.add_argument("--out", type=Path, metavar="TOML")
    suggest.add_argument("--json", action="store_true")
    save = add_command(kinds, "save", "mapping.propose", "put a mapping before a second person")
    save.add_argument("file", type=Path, metavar="TOML")
    save.add_argument("workbook", type=Path, metavar="FILE", help="a file that it reads and that reconciles")
    _add_totals(save)
    accept = add_command(
        kinds, "accept", "mapping.accept", "use a mapping without asking, as the second person"
    )
    reject = add_command(kinds, "reject", "mapping.reject", "send a mapping back")
    reject.add_argument("--reason", required=True)
    revoke = add_command(kinds, "revoke", "mapping.revoke", "stop using a mapping")
    for command in (accept, reject, revoke):
        command.add_argument("fingerprint", metavar="FINGERPRINT")
    accept.add_argument("mark", metavar="HASH", help="of the mapping that you read: 'mapping list' has it")
    for command in (save, accept, reject, revoke):
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    add_command(kinds, "list", "mapping.list_mappings", "list the mappings in use").add_argument(
        "--json", action="store_true"
    )


def _add_board(commands: Commands) -> None:
    depletion = add_command(commands, "depletion", "depletion.show_depletion", "show the measures")
    depletion.add_argument("--as-of", type=day, metavar="DATE")
    depletion.add_argument("--year", type=int)
    depletion.add_argument("--known-at", type=moment, metavar="MOMENT", help="in UTC")
    depletion.add_argument("--by", type=By, choices=list(By), default=By.DOMAIN)
    add_form(depletion)
    releases = add_command(commands, "releases", "releases.show_releases", "show what the council releases")
    releases.add_argument("--as-of", type=day, metavar="DATE")
    shape = releases.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true")
    shape.add_argument("--csv", action="store_true")
    amendments = add_command(commands, "amendments", "plans.show_amendments", "show how plans were changed")
    amendments.add_argument("--as-of", type=day, metavar="DATE")
    way = amendments.add_mutually_exclusive_group()
    way.add_argument("--json", action="store_true")
    way.add_argument("--csv", action="store_true")
    path = add_command(
        commands, "decisions", "plans.show_decisions", "show how far plans are decided, or decisions"
    )
    path.add_argument(
        "--of", choices=("plans", "domains", "criteria"), default="plans",
        help="steps of plans, decisions in domains, or the criteria that domains share",
    )  # fmt: skip
    path.add_argument("--as-of", type=day, metavar="DATE")
    look = path.add_mutually_exclusive_group()
    look.add_argument("--json", action="store_true")
    look.add_argument("--csv", action="store_true")
    snapshots = add_command(commands, "snapshot", None, "freeze, sign or list snapshots").add_subparsers(
        required=True
    )
    freeze = add_command(snapshots, "freeze", "snapshot.freeze", "propose the snapshot of a meeting")
    sign = add_command(snapshots, "sign", "snapshot.sign", "sign it as the second person")
    withdraw = add_command(snapshots, "withdraw", "snapshot.withdraw", "take a concept back")
    withdraw.add_argument("--reason", required=True)
    for command in (freeze, sign, withdraw):
        command.add_argument("meeting", type=day, metavar="MEETING")
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    sign.add_argument("mark", metavar="HASH", help="of the concept that you read: it stands in the report")
    for command in (freeze, sign):
        command.add_argument(
            "--missing", action="append", default=[], metavar="DOMAIN",
            help="a domain of which you know that bookings are missing; once per domain",
        )  # fmt: skip
    freeze.add_argument("--as-of", type=day, required=True, metavar="DATE")
    freeze.add_argument("--replaces", metavar="HASH", help="the signed snapshot that this one corrects")
    freeze.add_argument("--reason", default="", help="why it is corrected")
    add_command(snapshots, "list", "snapshot.list_snapshots", "list snapshots").add_argument(
        "--json", action="store_true"
    )
    report_parser = add_command(commands, "report", "snapshot.write_report", "write the report of a meeting")
    report_parser.add_argument("meeting", type=day, metavar="MEETING")
    report_parser.add_argument("--format", choices=REPORT_FORMATS, required=True)
    report_parser.add_argument("--version", metavar="HASH", help="an earlier snapshot of the meeting")
    report_parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    publish = add_command(commands, "publish", "publish.publish", "make or extend the public site")
    publish.add_argument("meeting", type=day, metavar="MEETING")
    publish.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    publish.add_argument("--address", metavar="URL", help="where the site will be, for the feed")
    publish.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    verify = add_command(commands, "verify", "snapshot.verify", "recompute every snapshot")
    verify.add_argument("--deep", action="store_true", help="read every accepted file again")
    verify.add_argument(
        "--head", action="append", default=[], metavar="HASH", help="a head that was kept elsewhere"
    )


def _add_periods(commands: Commands) -> None:
    years = add_command(commands, "years", "depletion.show_years", "show all years beside each other")
    years.add_argument("--as-of", type=day, metavar="DATE")
    years.add_argument("--rollforward", action="store_true", help="how each source and theme ran on")
    add_form(years)
    remove = add_command(
        commands, "remove-suppliers", "remove.suppliers", "remove suppliers of old years for good"
    )
    remove.add_argument("year", type=int, metavar="YEAR", help="up to and including this fiscal year")
    remove.add_argument("--reason", default="", help="why; proposes it")
    remove.add_argument("--accept", metavar="MARK", help="do it, as the second person, for what was listed")
    remove.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    close = add_command(
        commands, "close", "close.close", "propose to close a year or a month, or decide on it"
    )
    close.add_argument("year", type=int, metavar="YEAR")
    close.add_argument("--month", type=int, choices=range(1, 13), metavar="MONTH")
    close.add_argument("--reason", default="", help="why; needed to propose and to reject")
    act = close.add_mutually_exclusive_group()
    act.add_argument("--reopen", action="store_true", help="propose to open it again")
    act.add_argument("--accept", action="store_true", help="accept the proposal as the second person")
    act.add_argument("--reject", action="store_true", help="refuse the proposal, or take back your own")
    close.add_argument("--as", dest="person", metavar="PERSON", help=AS)


def _add_lists(commands: Commands) -> None:
    """Lists per domain or for all domains, as text, JSON, CSV or a workbook."""
    from budget.model.planning_control import PcDocument  # Other commands do without its records.

    table = _list(
        commands, "pc-table", "planning_control.show_table", "show the table for VJN, NJN or annual accounts"
    )
    table.add_argument("--document", choices=list(PcDocument), default=PcDocument.AUTUMN)
    _list(commands, "requests", "extra_data.show_requests", "show what is asked without cover, in no total")
    _list(commands, "promises", "extra_data.show_promises", "show what was promised to council and board")
    _list(commands, "results", "extra_data.show_results", "show results and what they cost")
    _list(
        commands, "means", "extra_data.show_means", "show all means of each domain, partners' beside the plan"
    )


def _list(commands: Commands, name: str, target: str, help_text: str) -> argparse.ArgumentParser:
    listing = add_command(commands, name, target, help_text)
    listing.add_argument("--domain", metavar="CODE", help="one domain; without it all of them")
    listing.add_argument("--as-of", type=day, metavar="DATE")
    listing.add_argument("--year", type=int)
    add_form(listing).add_argument("--out", type=Path, metavar="FILE", help="write it as a workbook (xlsx)")
    return listing


def _add_serving(commands: Commands) -> None:
    add_command(commands, "load-example", "example.load", "load the fictional example year")
    add_command(
        commands, "prepare", "example.prepare", "prepare the database; load the example when it is empty"
    )
    serve = add_command(commands, "serve", "installation.serve", "serve the dashboard")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    mails = add_command(commands, "mail", None, "what people are told by mail").add_subparsers(required=True)
    add_command(mails, "send", "mail.send", "send what is due; the server does it every minute")
    backtest = add_command(commands, "backtest", "backtest.predict", "forecast a panel of past years")
    backtest.add_argument("panel", type=Path)
    backtest.add_argument("--predictions", type=Path, required=True)


_GROUPS: tuple[tuple[Callable[[Commands], None], str], ...] = (
    (_add_delivery, "check submit reconcile log accept reject watch list"),
    (_add_mapping, "mapping"),
    (_add_board, "depletion releases amendments decisions snapshot report publish verify"),
    (_add_periods, "years remove-suppliers close"),
    (_add_lists, "pc-table requests promises results means"),
    (add_country, "lake rollup"),
    (add_tokens, "token"),
    (add_maintenance, "key backup restore upgrade citus-plan"),
    (add_programme, "programme"),
    (_add_serving, "load-example prepare serve mail backtest"),
)
ADDED_BY = {command: add for add, names in _GROUPS for command in names.split()}
"""What adds each command, in the order of the list that --help prints."""
