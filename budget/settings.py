"""The programmes, database and data folders of this installation, read from the environment."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOG = logging.getLogger(__name__)
MORE, NEXT = "programmas", "nieuw"
"""Within the first folder: where programmes set up on screen are, and the one being set up."""


@dataclass(frozen=True, slots=True)
class FolderCopy:
    """A folder with the id of a programme that another folder already has: it is ignored."""

    folder: Path
    programme: str
    original: Path

    def __str__(self) -> str:
        """What it is and what to do, in Dutch."""
        return (
            f"De map '{self.folder.name}' telt niet mee: het programma '{self.programme}' staat al in de map "
            f"'{self.original.name}'. Haal de kopie weg."
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Each of `programme_folders` holds a programme.toml; `database_url` is an SQLAlchemy URL.

    `copies` are the folders left out of them.
    """

    programme_folders: tuple[Path, ...]
    database_url: str
    copies: tuple[FolderCopy, ...] = ()

    @property
    def has_many(self) -> bool:
        """Whether there are several programmes to choose from."""
        return len(self.programme_folders) > 1

    @property
    def programme_folder(self) -> Path:
        """The folder of the only programme, or of the first one."""
        return self.programme_folders[0]

    @property
    def next_folder(self) -> Path:
        """The folder of the programme being set up, beside the existing ones."""
        return self.programme_folder / MORE / NEXT


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """BUDGET_PROGRAMME and BUDGET_DATABASE_URL; by default the example programme and data/budget.db.

    BUDGET_PROGRAMME may name several folders, separated by colons. Programmes set up on screen come after
    them; a copy of an existing programme is left out, and logged.
    """
    values = os.environ if environment is None else environment
    named = values.get("BUDGET_PROGRAMME") or str(ROOT / "data" / "samen-nieuw-west")
    folders = tuple(Path(name) for name in named.split(os.pathsep) if name)
    begun = sorted(path.parent for path in (folders[0] / MORE).glob("*/programme.toml"))
    begun = [folder for folder in begun if folder.name != NEXT and folder not in folders]
    copies = _copies(folders, begun) if begun else ()
    folders += tuple(folder for folder in begun if folder not in {copy.folder for copy in copies})
    url = values.get("BUDGET_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'budget.db'}"
    return Settings(folders, url, copies)


def _copies(named_folders: Iterable[Path], begun_folders: Iterable[Path]) -> tuple[FolderCopy, ...]:
    """Those of `begun_folders` with an existing programme; a folder named after its programme is no copy."""
    first = {name: folder for folder in reversed(tuple(named_folders)) if (name := _id_in(folder))}
    copies = []
    for folder in sorted(begun_folders, key=lambda folder: (folder.name != _id_in(folder), folder)):
        if not (name := _id_in(folder)):
            continue
        if (original := first.setdefault(name, folder)) != folder:
            copies.append(FolderCopy(folder, name, original))
            _tell(copies[-1])
    return tuple(copies)


def _id_in(folder: Path) -> str:
    path = folder / "programme.toml"
    try:
        return _read_id(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def _read_id(path: Path, _changed: int) -> str:
    """The id in a file, read again when the file changes; '' for an unreadable file."""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("id", ""))
    except ValueError:
        return ""


@cache
def _tell(copy: FolderCopy) -> None:
    _LOG.error("%s", copy)


def log_folder(environment: dict[str, str] | None = None) -> Path:
    """BUDGET_LOGS: the folder of the logs; by default data/logboek."""
    values = os.environ if environment is None else environment
    return Path(values.get("BUDGET_LOGS") or ROOT / "data" / "logboek")


def lake_url() -> str | None:
    """BUDGET_LAKE: where areas publish, as an fsspec URL; by default data/land if it exists."""
    own = ROOT / "data" / "land"
    return os.environ.get("BUDGET_LAKE") or (str(own) if own.is_dir() else None)
