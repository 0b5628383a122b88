"""The programmes of an installation: the folder of each, by its id."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from budget.model.words import BudgetError, UnknownNameError
from budget.programme.reading import FILE_NAME

_LOG = logging.getLogger(__name__)
_IN_AN_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]*")
BEGIN = "nieuw-programma"
"""First part of the address where a next programme is set up."""
PAGE_NAMES = (
    "aanleveren", "aansluiting", "beheer", "bestuur", "jaarafsluiting", "klopt-dit", "landelijk", "logboek",
    "meerjarenbeeld", "meldingen", "mijn-taken", "opgavedomein", "overzicht", "prognose",
    "vaststellen", "verdieping", "zoeken",
)  # fmt: skip
TAKEN = frozenset({"api", "auth", "component", "media", "oauth2callback", "static", BEGIN, *PAGE_NAMES})
"""First parts of the server's own addresses, which no programme may have as its id."""


def is_address(name: str) -> bool:
    """Whether a programme with this id can be reached: the id is the first part of its address."""
    return bool(_IN_AN_ADDRESS.fullmatch(name)) and name not in TAKEN


def find_installed(folders: Iterable[Path]) -> dict[str, Path]:
    """Folder by id, in the order given. Raises BudgetError for one id in two folders.

    A folder that cannot be read, or whose id cannot be in an address, is logged and left out, so that the
    others still work; raises BudgetError when none is left.
    """
    folder_by_name: dict[str, Path] = {}
    unread: BudgetError | None = None
    for folder in folders:
        try:
            name = _addressed(folder)
        except BudgetError as error:
            _LOG.error("%s", error)
            unread = error
            continue
        if name in folder_by_name:
            raise BudgetError(
                f"Het programma '{name}' staat in {folder_by_name[name]} en in {folder}. Kies er een."
            )
        folder_by_name[name] = folder
    if unread and not folder_by_name:
        raise unread
    return folder_by_name


def folder_of(folders: tuple[Path, ...], name: str) -> Path:
    """The folder of the programme with this id; for '' the only one.

    Raises UnknownNameError for an unknown id, and for '' if there are several. The id of an unreadable file
    is unknown: for the name of its folder, the BudgetError of reading it is raised.
    """
    if not name and len(folders) == 1:
        return folders[0]
    folder_by_name = find_installed(folders)
    if name not in folder_by_name:
        for folder in folders:
            if folder.name == name:
                _id_in(folder)
        reason = f"Er is hier geen programma '{name}'." if name else "Hier zijn meer programma's."
        raise UnknownNameError(f"{reason} Kies er een met --programme: {', '.join(folder_by_name)}.")
    return folder_by_name[name]


def _addressed(folder: Path) -> str:
    name = _id_in(folder)
    if not is_address(name):
        raise BudgetError(
            f"Het programma '{name}' in {folder} kan geen adres zijn. Neem kleine letters, cijfers en "
            "streepjes, en geen naam van een pagina."
        )
    return name


def _id_in(folder: Path) -> str:
    path = folder / FILE_NAME
    try:
        name = tomllib.loads(path.read_text(encoding="utf-8")).get("id")
    except (OSError, ValueError) as error:
        raise BudgetError(f"{path} is niet te lezen. Controleer het pad en de tekst.") from error
    if not isinstance(name, str):
        raise BudgetError(f"{path} noemt geen id van het programma.")
    return name
