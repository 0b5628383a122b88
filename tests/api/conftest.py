"""The API as a client sees it: behind the origin check, with tokens, on a small programme with a ledger."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from budget.access import Action
from budget.cli.installation import api
from budget.limits import ServerLimits
from budget.programme import parse_programme
from budget.server.addresses import addresses
from budget.server.serving import with_all_checks
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.usecases import tokens
from budget.usecases.database_use import begin
from tests.store.samples import (
    MAY_END,
    SYSTEM_TOML,
    YEAR,
    accept,
    booking,
    commitment,
    ledger,
    line,
    plan,
    statement,
    submit,
)

HOME = "http://127.0.0.1:8501"
PROGRAMME = parse_programme(SYSTEM_TOML)
FULL = (Action.VIEW, Action.REVIEW, Action.CHECK, Action.SUBMIT)
Key = Callable[..., str]


@pytest.fixture(scope="module")
def filled(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A production database: plans of two domains and a ledger of one."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("api") / "filled.db"))
    store = open_store(f"sqlite:///{path}")
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", datetime(2024, 1, 1))
    lines = [line(f"GRO-{n}", 1000_00 + n) for n in range(1, 6)]
    submit(store, plan(*lines, line("SPE-1", 500_00, domain="SPE")), "cor", "plan.xlsx")
    accept(store, 1)
    rows = (booking("A", date(YEAR, 5, 1), 250_10), commitment("V", date(YEAR, 5, 1), 100_00))
    submit(store, ledger(statement(MAY_END, *rows)), "cor", "boekingen.xlsx")
    accept(store, 2)
    store.close()
    return path


@pytest.fixture
def home(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings folder of an installation with logins."""
    (tmp_path / "programme.toml").write_text(SYSTEM_TOML)
    (tmp_path / "login.toml").write_text('claim = "sub"\nsystems = ["sap"]\n')
    shutil.copy(filled, tmp_path / "budget.db")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{tmp_path / 'budget.db'}")
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{home / 'budget.db'}")
    yield found
    found.close()


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@pytest.fixture
def key(store: Store) -> Key:
    """key("sap", Action.VIEW) makes a token; without actions one for everything that systems may do here."""

    def make(person: str = "cor", *scope: Action, at: datetime | None = None) -> str:
        maker = "bea" if person == "sap" else person
        asked = tokens.make(
            store, PROGRAMME, maker, person, scope or FULL, 30, "koppeling", at or now(), ("sap",)
        )
        return asked[1]

    return make


@pytest.fixture
def limits() -> ServerLimits:
    """High limits; a test that needs lower ones sets its own."""
    return ServerLimits(api_requests=1000, api_at_once=1000)


@pytest.fixture
def client(home: Path, limits: ServerLimits) -> TestClient:
    """The ASGI app with the API, beside a stand-in for Streamlit."""
    ours = addresses("127.0.0.1", 8501)
    app = with_all_checks(PlainTextResponse("scherm"), ours, limits, api(limits), has_login=True)
    return TestClient(app, base_url=HOME)


@pytest.fixture
def log(home: Path) -> Callable[[], str]:
    """The text of the security log."""

    def read() -> str:
        path = home / "logs" / "beveiliging.log"
        return path.read_text() if path.exists() else ""

    return read


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
