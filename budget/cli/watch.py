"""The command that submits every file put in a folder; accepting stays with a second person."""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from budget.access import Action, Actor, require
from budget.cli.context import DONE, REFUSED, Context
from budget.cli.drop_folder import (
    Mark,
    list_files,
    lock_folder,
    read_result,
    read_totals,
    read_whole,
    write_result,
)
from budget.cli.output import list_checked, list_outcome
from budget.incidents import record_incident
from budget.labels import moment
from budget.model.content import CheckedFile
from budget.model.months import local_day
from budget.model.words import BudgetError, UnavailableError, UnknownNameError
from budget.store.submissions import Submission
from budget.usecases import deliver as delivery
from budget.usecases.earlier_submissions import handed_in_before
from budget.usecases.typed_totals import read_control
from budget.workbook.limits import read_limits

AGAIN = "Pas het bestand aan en zet het opnieuw in de map, of lever het aan op het scherm."


@dataclass(slots=True)
class WatchState:
    """State between rounds: last marks, submitted files, and what refused files were judged against.

    A refused file is judged again once its totals change, or something else is accepted.
    """

    marks: dict[Path, Mark] = field(default_factory=dict)
    handed_in: dict[Path, Mark] = field(default_factory=dict)
    judged: dict[Path, tuple[Mark, str]] = field(default_factory=dict)
    refused: bool = False

    def unchanged_files(self, marks: dict[Path, Mark]) -> list[Path]:
        """The files not submitted yet and unchanged since the previous round.

        `marks` are the present ones.
        """
        same = [path for path, mark in marks.items() if self.marks.get(path) == mark]
        self.marks = marks
        return [path for path in same if self.handed_in.get(path) != marks[path]]


def watch(options: argparse.Namespace) -> int:
    """Submit each new file in a folder, until interrupted or, with --once, once."""
    signal.signal(signal.SIGIO, signal.SIG_IGN)  # Sent when a leased file is written to.
    ctx = Context()
    require(ctx.programme, ctx.named_actor(options.person), Action.SUBMIT)
    ctx.store.close()
    state = WatchState()
    with lock_folder(options.folder):
        for look in itertools.count():
            if look:
                time.sleep(options.every)
            try:
                watch_round(options.folder, options.person, state)
            except UnavailableError as error:
                print(error, file=sys.stderr)
                state.refused = True
            if options.once and look:
                return REFUSED if state.refused else DONE
    return DONE


def watch_round(folder: Path, person: str | None, state: WatchState) -> None:
    """One round: judge each file that is unchanged since the previous one.

    Raises UnavailableError while the database cannot be used, and BudgetError when this person or token may
    no longer act.
    """
    try:
        still = state.unchanged_files(list_files(folder))
    except OSError as error:
        raise UnknownNameError(f"{folder} is niet te lezen: {error.strerror}.") from error
    if not still:
        return
    ctx = Context()
    try:
        actor = ctx.acting(person)
        require(ctx.programme, actor, Action.SUBMIT)
        for path in still:
            _judge_once(ctx, actor, path, state)
    finally:
        ctx.store.close()


def _judge_once(ctx: Context, actor: Actor, path: Path, state: WatchState) -> None:
    """Judge a file, unless the result beside it is of these same bytes."""
    mark, totals = state.marks[path], read_totals(path)
    known = sha256("\n".join([*totals, str(delivery.state(ctx.store, ctx.programme))]).encode()).hexdigest()
    if state.judged.get(path) == (mark, known):
        return
    data = read_whole(path, mark, read_limits(os.environ).file_size)
    if data is None:
        return
    final = f"Kenmerk: {sha256(data).hexdigest()}"
    refused = f"{final}, stand {known[:16]}"
    last = "".join(read_result(path).splitlines()[-1:])
    if last not in (final, refused):
        lines, is_handed_in = _judge(ctx, actor, path, data, totals)
        last = final if is_handed_in else refused
        write_result(path, "\n".join([*lines, "", f"Bekeken op {moment(ctx.now)}.", last, ""]))
        state.refused |= not is_handed_in
        print(f"{path.name}: {lines[0]}", flush=True)
    state.judged[path] = (mark, known)
    if last == final:
        state.handed_in[path] = mark


def _judge(ctx: Context, actor: Actor, path: Path, data: bytes, totals: list[str]) -> tuple[list[str], bool]:
    """The result in Dutch, and whether these bytes are submitted, now or earlier."""
    try:
        if earlier := handed_in_before(ctx.store, ctx.programme, actor, sha256(data).hexdigest()):
            return _duplicate_sentences(ctx, earlier), True
        checked = delivery.check(ctx.store, ctx.programme, actor, path.name, data)
        if not checked.accepted:
            return ["Niet ingediend: er staan fouten in.", *list_checked(checked), AGAIN], False
        return _submit(ctx, actor, checked, data, totals)
    except UnavailableError:
        raise
    except BudgetError as error:
        return ["Niet ingediend.", str(error), AGAIN], False
    except Exception:  # noqa: BLE001 - a bug on one file: a number for who sent it, and on to the next
        result = f"Er ging iets mis in het programma. Meld dit nummer: {record_incident()}"
        return ["Niet ingediend.", result], False


def _submit(
    ctx: Context, actor: Actor, checked: CheckedFile, data: bytes, totals: list[str]
) -> tuple[list[str], bool]:
    after = list_outcome(ctx.store, ctx.programme, actor, checked, local_day(ctx.now))
    outcome = [*list_checked(checked), *after]
    try:
        control = read_control(checked, totals, [])
        done = delivery.submit(ctx.store, ctx.programme, checked, data, actor, ctx.now, control=control)
    except UnavailableError:
        raise
    except BudgetError as error:
        return ["Niet ingediend.", str(error), AGAIN, *outcome], False
    result = f"Ingediend als inzending {done.id}. Een tweede persoon moet deze vaststellen."
    return [result, *outcome], True


def _duplicate_sentences(ctx: Context, earlier: Submission) -> list[str]:
    sentences = [f"Dit bestand is al ingediend als inzending {earlier.id}: {earlier.state}."]
    if earlier.reason:
        sentences.append(f"Reden van {ctx.programme.name_of(earlier.decided_by or '')}: {earlier.reason}")
        sentences.append(AGAIN)
    return sentences
