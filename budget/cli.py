"""The command line: the same use cases as the screens, for nightly imports and scripts."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from budget import delivery
from budget.board import snapshot
from budget.board.figures import row_data
from budget.board.standing import default_reference_date, load_standing, state_at
from budget.example import has_example, load_example
from budget.incidents import record_incident
from budget.labels import LEVEL_NAME, day_short, euro, percent
from budget.model import BudgetError, By, CheckedFile, Programme, UnknownNameError
from budget.programme import load_programme
from budget.settings import read_settings
from budget.store.engine import Store, open_store

DONE, REFUSED, WRONG_USE = 0, 1, 2


class Desk:
    """What every command needs: the programme, its store, and the moment of the command."""

    def __init__(self) -> None:
        settings = read_settings()
        self.folder = settings.programme_folder
        self.programme: Programme = load_programme(self.folder)
        self.store: Store = open_store(settings.database_url)
        self.now = datetime.now(UTC).replace(tzinfo=None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 refused, 2 wrong use. Never a traceback."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except UnknownNameError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BudgetError as error:
        print(error)
        return REFUSED
    except BrokenPipeError:
        return DONE
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        print(f"Er ging iets mis in het programma. Meld dit nummer: {record_incident()}", file=sys.stderr)
        return REFUSED


def _check(options: argparse.Namespace) -> int:
    desk = Desk()
    checked = [delivery.check(desk.store, desk.programme, path.name, _read(path)) for path in options.files]
    if options.json:
        _print_json([_checked_data(path, found) for path, found in zip(options.files, checked, strict=True)])
    else:
        for found in checked:
            _print_checked(found)
    return DONE if all(found.accepted for found in checked) else REFUSED


def _submit(options: argparse.Namespace) -> int:
    desk = Desk()
    desk.programme.person(options.person)
    data = _read(options.file)
    checked = delivery.check(desk.store, desk.programme, options.file.name, data)
    if not checked.accepted:
        if options.json:
            _print_json({"submission": None, **_checked_data(options.file, checked)})
        else:
            _print_checked(checked)
        return REFUSED
    submission = delivery.submit(desk.store, desk.programme, checked, data, options.person, desk.now)
    if options.json:
        _print_json({"submission": submission.id, **_checked_data(options.file, checked)})
    else:
        _print_checked(checked)
        print(f"Ingediend als inzending {submission.id}. Een tweede persoon moet deze vaststellen.")
    return DONE


def _accept(options: argparse.Namespace) -> int:
    desk = Desk()
    done = delivery.accept(desk.store, desk.programme, options.submission, options.person, desk.now)
    print(f"Inzending {done.id} ({done.file}) is vastgesteld en telt mee.")
    return DONE


def _reject(options: argparse.Namespace) -> int:
    desk = Desk()
    done = delivery.reject(
        desk.store, desk.programme, options.submission, options.person, options.reason, desk.now
    )
    print(f"Inzending {done.id} ({done.file}) is teruggestuurd.")
    return DONE


def _list(options: argparse.Namespace) -> int:
    desk = Desk()
    found = delivery.submissions(desk.store, desk.programme)
    if options.json:
        _print_json([asdict(submission) for submission in found])
        return DONE
    for s in found:
        print(f"{s.id:>5}  {s.submitted_at:%d-%m-%Y %H:%M}  {s.state:<24}  {s.submitted_by:<14}  {s.file}")
    if not found:
        print("Er is nog niets ingediend.")
    return DONE


def _depletion(options: argparse.Namespace) -> int:
    desk = Desk()
    as_of = options.as_of or default_reference_date(desk.store, desk.programme, desk.now.date())
    known_at = state_at(desk.store, desk.programme, options.known_at) if options.known_at else None
    standing = load_standing(desk.store, desk.programme, as_of, options.year, known_at)
    moment = {"year": standing.facts.year, "as_of": as_of.isoformat(), "known_at": standing.facts.known_at}
    rows = standing.rows(options.by)
    if options.json:
        _print_json([row_data(row) | moment for row in rows])
    elif options.csv:
        _print_csv([row_data(row) | moment for row in rows])
    else:
        print(f"{desk.programme.name}, {standing.facts.year}, peildatum {day_short(as_of)}")
        print(desk.programme.scope)
        for row in rows:
            m = row.measures
            print(
                f"{row.name[:44]:<44} {euro(m.budget):>14} {euro(m.realised):>14} "
                f"{percent(m.depletion):>8}  {row.signal.colour}"
            )
    return DONE


def _freeze(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.propose(
        desk.store, desk.programme, options.meeting, options.as_of, options.person, desk.now
    )
    print(f"Momentopname voor {day_short(found.meeting)} voorgesteld. Kenmerk {found.sha256}.")
    print("Een tweede persoon moet ondertekenen.")
    return DONE


def _sign(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.sign(desk.store, desk.programme, options.meeting, options.person, desk.now)
    print(f"Momentopname voor {day_short(found.meeting)} is ondertekend. Kenmerk {found.sha256}.")
    return DONE


def _snapshots(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.snapshots(desk.store, desk.programme)
    if options.json:
        hidden = ("content", "programme_text")
        _print_json([{k: v for k, v in asdict(s).items() if k not in hidden} for s in found])
        return DONE
    for s in found:
        state = f"ondertekend door {s.signed_by}" if s.is_signed else "concept"
        print(f"{s.meeting:%d-%m-%Y}  peildatum {s.as_of:%d-%m-%Y}  {state}  {s.sha256}")
    if not found:
        print("Er is nog geen momentopname.")
    return DONE


def _report(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.snapshot_of(desk.store, desk.programme, options.meeting)
    data = snapshot.report_pdf(found, desk.programme)
    options.out.write_bytes(data)
    print(f"Geschreven: {options.out}")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    desk = Desk()
    problems = snapshot.verify(desk.store, desk.programme)
    for problem in problems:
        print(problem)
    if problems:
        return REFUSED
    head = snapshot.chain_head(desk.store, desk.programme)
    print(f"Alle momentopnamen kloppen. Kop van de keten: {head or 'nog geen ondertekende momentopname'}")
    return DONE


def _load_example(options: argparse.Namespace) -> int:
    desk = Desk()
    load_example(desk.store, desk.programme, desk.folder, lambda text: print(text, flush=True))
    print("Het voorbeeld is geladen. Alle bedragen en personen zijn verzonnen.")
    return DONE


def _prepare(options: argparse.Namespace) -> int:
    """Migrate; an empty programme that has an example gets it."""
    desk = Desk()
    if delivery.submissions(desk.store, desk.programme):
        print("De database is klaar; uw gegevens staan er nog.")
        return DONE
    if not has_example(desk.folder):
        print("De database is klaar. Dit programma heeft geen voorbeeld.")
        return DONE
    return _load_example(options)


def _serve(options: argparse.Namespace) -> int:
    from budget import server  # the web server is large; the other commands start without it

    try:
        server.run(host=options.host, port=options.port)
    except BudgetError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    return DONE


def _backtest(options: argparse.Namespace) -> int:
    from budget.insight.backtest import backtest_file  # pandas is large; the other commands start without it

    backtest_file(options.panel, options.predictions)
    print(f"Geschreven: {options.predictions}")
    return DONE


def _checked_data(path: Path, checked: CheckedFile) -> dict[str, Any]:
    return {
        "file": str(path),
        "accepted": checked.accepted,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "kind": sheet.kind.value,
                "rows": sheet.rows,
                "total_cents": sheet.total,
                "domains": sheet.domains,
            }
            for sheet in checked.sheets
        ],
        "findings": [asdict(finding) for finding in checked.findings],
    }


def _print_checked(checked: CheckedFile) -> None:
    print(f"{checked.file}: {'goedgekeurd' if checked.accepted else 'niet goedgekeurd'}")
    for sheet in checked.sheets:
        print(f"  {sheet.sheet}: {sheet.kind}, {sheet.rows} regels, {euro(sheet.total)}")
    for finding in checked.findings:
        print(f"  {LEVEL_NAME[finding.level]}: {finding.message}")


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_json_value)
    print()


def _json_value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _print_csv(rows: list[dict[str, Any]]) -> None:
    flat = [_flat(row) for row in rows]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(flat[0]) if flat else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)


def _flat(row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= _flat(value, f"{prefix}{key}_") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnknownNameError(f"{path} is niet te lezen: {error.strerror}.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m budget", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_delivery(commands)
    _add_board(commands)
    _add(commands, "load-example", _load_example, "load the fictional example year")
    _add(commands, "prepare", _prepare, "prepare the database; load the example when it is empty")
    serve = _add(commands, "serve", _serve, "serve the dashboard")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    backtest = _add(commands, "backtest", _backtest, "forecast a panel of past years")
    backtest.add_argument("panel", type=Path)
    backtest.add_argument("--predictions", type=Path, required=True)
    return parser


def _add_delivery(commands) -> None:
    check = _add(commands, "check", _check, "check files; nothing is stored")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    submit = _add(commands, "submit", _submit, "hand in a file")
    submit.add_argument("file", type=Path, metavar="FILE")
    submit.add_argument("--json", action="store_true")
    accept = _add(commands, "accept", _accept, "accept a submission as the second person")
    reject = _add(commands, "reject", _reject, "send a submission back")
    reject.add_argument("--reason", required=True)
    for command in (accept, reject):
        command.add_argument("submission", type=int, metavar="SUBMISSION")
    for command in (submit, accept, reject):
        command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    _add(commands, "list", _list, "list submissions").add_argument("--json", action="store_true")


def _add_board(commands) -> None:
    depletion = _add(commands, "depletion", _depletion, "show the measures")
    depletion.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    depletion.add_argument("--year", type=int)
    depletion.add_argument("--known-at", type=datetime.fromisoformat, metavar="MOMENT", help="in UTC")
    depletion.add_argument("--by", type=By, choices=list(By), default=By.DOMAIN)
    form = depletion.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    snapshots = _add(commands, "snapshot", None, "freeze, sign or list snapshots").add_subparsers(
        required=True
    )
    freeze = _add(snapshots, "freeze", _freeze, "propose the snapshot of a meeting")
    sign = _add(snapshots, "sign", _sign, "sign it as the second person")
    for command in (freeze, sign):
        command.add_argument("meeting", type=date.fromisoformat, metavar="MEETING")
        command.add_argument("--as", dest="person", required=True, metavar="PERSON")
    freeze.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE")
    _add(snapshots, "list", _snapshots, "list snapshots").add_argument("--json", action="store_true")
    report_parser = _add(commands, "report", _report, "write the report of a meeting")
    report_parser.add_argument("meeting", type=date.fromisoformat, metavar="MEETING")
    report_parser.add_argument("--format", choices=["pdf"], required=True)
    report_parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    _add(commands, "verify", _verify, "recompute every snapshot")


def _add(commands, name: str, run: Callable | None, help_text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text)
    if run:
        parser.set_defaults(run=run)
    return parser
