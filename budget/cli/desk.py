"""What every command needs: the programme, its store, the moment of the command, and a way to print."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from budget.model import Programme, UnknownNameError
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


def read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnknownNameError(f"{path} is niet te lezen: {error.strerror}.") from error


def write_file(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnknownNameError(f"{path} is niet te schrijven: {error.strerror}.") from error


def print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_json_value)
    print()


def _json_value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
