"""The settings of this installation, read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MORE, NEXT = "programmas", "nieuw"
"""Inside the first folder: where programmes are that were begun on screen, and the one that is on its way."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each of `programme_folders` holds a programme.toml; `database_url` is an SQLAlchemy address."""

    programme_folders: tuple[Path, ...]
    database_url: str

    @property
    def has_many(self) -> bool:
        """Whether there is a programme to choose."""
        return len(self.programme_folders) > 1

    @property
    def programme_folder(self) -> Path:
        """The folder of the only programme, or of the first one."""
        return self.programme_folders[0]

    @property
    def next_folder(self) -> Path:
        """The folder of a programme that is on its way, beside those that there are."""
        return self.programme_folder / MORE / NEXT


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """BUDGET_PROGRAMME and BUDGET_DATABASE_URL; by default the example programme and data/budget.db.

    BUDGET_PROGRAMME may name several folders, with a colon between them. What was begun on screen comes after
    them, at once.
    """
    values = os.environ if environment is None else environment
    named = values.get("BUDGET_PROGRAMME") or str(ROOT / "data" / "samen-nieuw-west")
    folders = tuple(Path(name) for name in named.split(os.pathsep) if name)
    begun = sorted(path.parent for path in (folders[0] / MORE).glob("*/programme.toml"))
    folders += tuple(folder for folder in begun if folder.name != NEXT and folder not in folders)
    url = values.get("BUDGET_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'budget.db'}"
    return Settings(folders, url)


def log_folder(environment: dict[str, str] | None = None) -> Path:
    """BUDGET_LOGS: the folder of the logs; by default data/logboek."""
    values = os.environ if environment is None else environment
    return Path(values.get("BUDGET_LOGS") or ROOT / "data" / "logboek")


def lake_url(environment: dict[str, str] | None = None) -> str | None:
    """BUDGET_LAKE: where areas publish, as fsspec names it; by default data/land where that is there."""
    values = os.environ if environment is None else environment
    own = ROOT / "data" / "land"
    return values.get("BUDGET_LAKE") or (str(own) if own.is_dir() else None)
