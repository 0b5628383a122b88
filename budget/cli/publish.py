"""The command that creates or extends the public site, file by file, so that no reader meets half a file."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.drop_folder import lock_folder
from budget.export.site.files import names_of, site_files
from budget.export.site.publication import Publication
from budget.model.words import BudgetError, UnknownNameError
from budget.usecases import signed_snapshots

LIST = "site.json"
"""What the site is and which files are ours; lists all planned files before the first is written."""
BUSY = ".bezig-"
FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Readable for a web server that runs as another user."""


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """The content of the folder: programme, last meeting, URL, and snapshots.

    `snapshots` has the folder of each by its hash.
    """

    programme: str
    until: date
    address: str
    snapshots: dict[str, str]
    files: tuple[str, ...]


def publish(options: argparse.Namespace) -> int:
    """Write the site with every signed snapshot up to a meeting, or to a later one already on the site."""
    ctx = Context()
    actor = ctx.acting(options.person)
    require(ctx.programme, actor, Action.PUBLISH)  # Checked before a folder is made.
    out: Path = options.out
    _make_folder(out)
    with lock_folder(out):
        manifest = _read_list(out, ctx.programme.id)
        address = _address(options.address, manifest)
        meetings = {options.meeting, *([manifest.until] if manifest else ())}
        published = manifest.snapshots if manifest else {}
        publications = signed_snapshots.publish(ctx.store, ctx.programme, actor, meetings, ctx.now, published)
        unchanged = [
            publication
            for publication in publications
            if published.get(publication.marks.sha256) == publication.folder
            and _is_complete(out, publication)
        ]
        files = site_files(publications, address, {publication.folder for publication in unchanged})
        names = sorted({*files, *(name for publication in unchanged for name in names_of(publication))})
        folders = {publication.marks.sha256: publication.folder for publication in publications}
        now = SiteManifest(ctx.programme.id, max(meetings), address, folders, tuple(names))
        changed = _write(out, files, now, manifest)
    print(f"Openbare site tot en met {max(meetings):%d-%m-%Y}: {len(names)} bestanden in {out}.")
    print(f"Daarvan zijn er {changed} nieuw of veranderd." if changed else "Er is niets veranderd.")
    return DONE


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnknownNameError(f"{out} is niet te maken: {error.strerror}.") from error


def _read_list(out: Path, programme: str) -> SiteManifest | None:
    """The content of the folder; None if empty. Raises BudgetError for a folder that is not this site."""
    path = out / LIST
    if not path.exists():
        if any(out.iterdir()):
            raise BudgetError(f"{out} is niet leeg en geen site van ons. Kies een lege map.")
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        stored = SiteManifest(
            manifest["programma"], date.fromisoformat(manifest["tot"]), manifest["adres"],
            dict(manifest["momentopnamen"]), tuple(manifest["bestanden"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BudgetError(f"{path} is niet te lezen. Maak de site opnieuw in een lege map.") from error
    if stored.programme != programme:
        raise BudgetError(
            f"{out} is de site van een ander programma ({stored.programme}). Kies een andere map."
        )
    return stored


def _list_text(site: SiteManifest) -> bytes:
    manifest = {
        "programma": site.programme,
        "tot": site.until.isoformat(),
        "adres": site.address,
        "momentopnamen": site.snapshots,
        "bestanden": site.files,
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _address(requested: str | None, manifest: SiteManifest | None) -> str:
    if requested is None:
        return manifest.address if manifest else ""
    if urlsplit(requested).scheme not in ("http", "https") or not urlsplit(requested).netloc:
        raise UnknownNameError(
            f"{requested} is geen adres van een site. Schrijf het als https://uitgaven.example/"
        )
    return requested if requested.endswith("/") else f"{requested}/"


def _is_complete(out: Path, publication: Publication) -> bool:
    return all((out / name).is_file() for name in names_of(publication))


def _write(out: Path, files: Mapping[str, bytes], now: SiteManifest, manifest: SiteManifest | None) -> int:
    """Write changed files one by one, then delete files of ours that are obsolete; returns the number.

    The list names a snapshot as published only when all of it is written: until then it is written again.
    """
    before, published = (manifest.files, manifest.snapshots) if manifest else ((), {})
    begun = replace(now, snapshots=published, files=tuple(sorted({*now.files, *before})))
    try:
        for leftover in out.rglob(f"{BUSY}*"):  # Left by a run that was killed.
            leftover.unlink()
        _renew(out, LIST, _list_text(begun))
        changed = sum([_renew(out, name, data) for name, data in files.items()])
        for name in sorted(set(before) - set(now.files)):
            path = out / name
            if out.resolve() in path.resolve().parents and path.is_file():
                path.unlink()
        _renew(out, LIST, _list_text(now))
    except OSError as error:
        raise UnknownNameError(
            f"{error.filename} is niet te schrijven: {error.strerror}. "
            "Elk bestand van de site is heel. Herstel dit en geef de opdracht opnieuw."
        ) from error
    return changed


def _renew(out: Path, name: str, data: bytes) -> bool:
    """Write a file if it differs; returns whether it did."""
    path = out / name
    if path.is_file() and path.read_bytes() == data:
        return False
    _replace(path, data, out)
    return True


def _replace(path: Path, data: bytes, out: Path) -> None:
    """Replace a file atomically and durably, even if the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in (parent for parent in path.parents if parent == out or out in parent.parents):
        folder.chmod(FOLDER_MODE)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=BUSY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), FILE_MODE)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
