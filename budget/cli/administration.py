"""The arguments of commands for the installation, the programme, and the country."""

from __future__ import annotations

from pathlib import Path

from budget.cli.options import AS, Commands, add_command, add_form, day
from budget.model.words import RolledBy

SCOPE = (
    "view",
    "review",
    "check",
    "submit",
    "accept",
    "steer",
    "freeze",
    "sign",
    "close",
    "publish",
    "remove",
    "verify",
)
"""The actions that a token can have, by their names in `budget.access`."""


def add_country(commands: Commands) -> None:
    """Sharing figures, and totals over all areas that share."""
    kinds = add_command(commands, "lake", None, "share figures with the country").add_subparsers(
        required=True
    )
    propose = add_command(kinds, "propose", "country.propose", "propose that this area shares")
    for name in ("--area", "--decision"):
        propose.add_argument(name, required=True, metavar="TEXT")
    propose.add_argument("--inhabitants", type=int, required=True, metavar="NUMBER")
    propose.add_argument("--counted-on", type=day, required=True, metavar="DATE")
    accept = add_command(kinds, "accept", "country.accept", "agree to share, as the second person")
    refuse = add_command(kinds, "refuse", "country.refuse", "refuse a proposal, or take back your own")
    withdraw = add_command(
        kinds, "withdraw", "country.withdraw", "stop sharing, and take away what was published"
    )
    export = add_command(kinds, "export", "country.export", "publish what changed as Parquet")
    for command in (accept, refuse):
        command.add_argument("number", type=int, metavar="NUMBER")
    for command in (refuse, withdraw):
        command.add_argument("--reason", required=True)
    for command in (withdraw, export):
        command.add_argument("--out", metavar="FOLDER", help="any address of fsspec; default BUDGET_LAKE")
    for command in (propose, accept, refuse, withdraw, export):
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    listing = add_command(kinds, "list", "country.show_sharings", "list consents")
    listing.add_argument("--json", action="store_true")
    rollup = add_command(commands, "rollup", "country.rollup", "add up all areas that share")
    rollup.add_argument("--by", type=RolledBy, choices=list(RolledBy), default=RolledBy.AREA)
    rollup.add_argument("--year", type=int)
    rollup.add_argument("--lake", metavar="FOLDER", help="any address of fsspec; default BUDGET_LAKE")
    rollup.add_argument("--accepted", action="store_true", help="accepted totals, signed or not")
    rollup.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    rollup.add_argument("--master", default="local[2]", help="the Spark cluster, such as spark://host:7077")
    add_form(rollup).add_argument("--pdf", type=Path, metavar="FILE", help="two pages on all areas")


def add_tokens(commands: Commands) -> None:
    """Tokens of systems and persons."""
    kinds = add_command(commands, "token", None, "keys for the command line").add_subparsers(required=True)
    make = add_command(kinds, "make", "token.make", "make one, for yourself or for a system")
    make.add_argument("--for", dest="holder", metavar="PERSON", help="the system that acts with it")
    make.add_argument(
        "--scope", nargs="+", required=True, choices=SCOPE, metavar="ACTION", help=", ".join(SCOPE)
    )
    make.add_argument("--days", type=int, required=True, help="how long it is good")
    make.add_argument("--name", required=True, help="what it is for")
    add_command(kinds, "list", "token.list_tokens", "list them").add_argument("--json", action="store_true")
    add_command(kinds, "revoke", "token.revoke", "revoke one").add_argument(
        "number", type=int, metavar="NUMBER"
    )


def add_maintenance(commands: Commands) -> None:
    """Checking, copying and upgrading the database."""
    key = add_command(commands, "key", "maintenance.key", "make the key that signs the audit trail")
    key.add_argument(
        "file", type=Path, nargs="?", metavar="FILE",
        help="where a new key is written; without it the trail is signed with the key there is",
    )  # fmt: skip
    backup = add_command(commands, "backup", "maintenance.backup", "write a backup, also while others work")
    backup.add_argument("file", type=Path, metavar="FILE", help="it may not exist")
    restore = add_command(
        commands, "restore", "maintenance.restore", "put a backup back in an empty database"
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    upgrade = add_command(
        commands, "upgrade", "maintenance.upgrade", "bring the schema to that of this program"
    )
    upgrade.add_argument("--backup", type=Path, metavar="FILE", help="where the backup before it is written")
    add_command(commands, "citus-plan", "maintenance.citus_plan", "print the SQL that spreads the tables")
    for command in (key, backup, restore, upgrade):
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)


def add_programme(commands: Commands) -> None:
    """The programme in the database, its versions and its file."""
    kinds = add_command(commands, "programme", None, "people, meetings and rules").add_subparsers(
        required=True
    )
    check = add_command(kinds, "check", "programme.check", "say what is wrong in a programme file")
    propose = add_command(
        kinds, "propose", "programme.propose", "propose a programme file as the next version"
    )
    again = add_command(kinds, "import", "programme.propose", "the same as propose")
    for command in (check, propose, again):
        command.add_argument("file", type=Path, metavar="FILE")
    for command in (propose, again):
        command.add_argument("--reason", default="", help="why; shown to who accepts it")
    accept = add_command(kinds, "accept", "programme.accept", "accept a proposal as the second person")
    refuse = add_command(kinds, "refuse", "programme.refuse", "send a proposal back")
    refuse.add_argument("--reason", required=True)
    for command in (accept, refuse):
        command.add_argument("proposal", type=int, metavar="PROPOSAL")
    for command in (propose, again, accept, refuse):
        command.add_argument("--as", dest="person", metavar="PERSON", help=AS)
    start = add_command(kinds, "start", "programme.start", "write a first programme file from spending plans")
    start.add_argument("files", nargs="+", type=Path, metavar="PLAN")
    start.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    start.add_argument("--source", metavar="CODE=NAME", help="of the rows that name no source")
    start.add_argument("--year", type=int, metavar="YEAR", help="of the rows that name no year")
    add_command(kinds, "list", "programme.show", "list versions and what waits")
    export = add_command(kinds, "export", "programme.export", "write a version as a programme file")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--version", type=int, metavar="NUMBER", help="an earlier version")
