"""`publish` writes complete files, is repeatable, and adds later meetings."""

from __future__ import annotations

import json
import os
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.cli import publish
from budget.store.engine import open_store
from tests.snapshot.history import live_through
from tests.store.samples import TOML
from tests.usecases.test_signed_snapshots import correct, links


@pytest.fixture(scope="module")
def signed_programme(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with two signed meetings."""
    folder = tmp_path_factory.mktemp("lived")
    (folder / "programme.toml").write_text(TOML)
    shutil.copy(migrated_sqlite, folder / "budget.db")
    store = open_store(f"sqlite:///{folder / 'budget.db'}")
    live_through(store)
    store.close()
    return folder


@pytest.fixture(autouse=True)
def installation(signed_programme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_PROGRAMME", str(signed_programme))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{signed_programme / 'budget.db'}")


@pytest.fixture
def site_folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def run(out: Path, meeting: str = "2024-06-27", *more: str) -> int:
    return main(["publish", meeting, "--out", str(out), "--as", "sien", *more])


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_publishing_adds_files_and_publishing_again_changes_nothing(site_folder: Path, capsys) -> None:
    assert run(site_folder, "2024-06-27", "--address", "https://dorp.example/geld") == 0
    first = files(site_folder)
    assert run(site_folder, "2024-10-03") == 0
    both, times = files(site_folder), {path: path.stat().st_mtime_ns for path in site_folder.rglob("*")}
    assert set(both) - set(first) == {
        f"2024-10-03/{name}" for name in ("index.html", "rapport.html", "rapport.pdf", "open-data.zip")
    }
    assert b"https://dorp.example/geld/2024-10-03/" in both["feed.xml"]
    assert run(site_folder) == 0
    assert "Er is niets veranderd." in capsys.readouterr().out
    assert files(site_folder) == both
    assert {path: path.stat().st_mtime_ns for path in site_folder.rglob("*")} == times


def test_a_web_server_of_another_user_can_read_it(site_folder: Path) -> None:
    before = os.umask(0o077)
    try:
        assert run(site_folder) == 0
    finally:
        os.umask(before)
    for path in [site_folder, *site_folder.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_obsolete_files_and_leftovers_of_a_killed_run_are_removed(site_folder: Path) -> None:
    assert run(site_folder) == 0
    (site_folder / "oud.html").write_text("van een eerdere versie")
    (site_folder / "2024-06-27" / ".bezig-x").write_text("half")
    (site_folder / "eigen.txt").write_text("niet van ons")
    made = json.loads((site_folder / "site.json").read_text())
    made["bestanden"] += ["oud.html", "../buiten.txt"]
    (site_folder / "site.json").write_text(json.dumps(made))
    (site_folder.parent / "buiten.txt").write_text("blijft")
    assert run(site_folder) == 0
    assert not (site_folder / "oud.html").exists()
    assert not list(site_folder.rglob(".bezig-*"))
    assert (site_folder / "eigen.txt").exists()
    assert (site_folder.parent / "buiten.txt").exists()


def test_an_interrupted_run_leaves_complete_files_and_can_be_repeated(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, whole = publish._replace, []

    def cut_off(path: Path, data: bytes, folder: Path) -> None:
        if len(whole) == 4:
            raise OSError(28, "No space left on device", str(path))
        done(path, data, folder)
        whole.append((path, data))

    monkeypatch.setattr(publish, "_replace", cut_off)
    assert run(site_folder) == 2
    assert all(path.read_bytes() == data for path, data in whole)
    assert not (site_folder / "index.html").exists()
    monkeypatch.setattr(publish, "_replace", done)
    assert run(site_folder) == 0
    assert all(
        link in files(site_folder) for link in links(files(site_folder)["index.html"]) if "#" not in link
    )


def test_published_files_keep_their_bytes_and_missing_ones_are_restored(site_folder: Path) -> None:
    assert run(site_folder) == 0
    (site_folder / "2024-06-27" / "rapport.html").write_text("zoals het toen was")
    assert run(site_folder, "2024-10-03") == 0
    assert (site_folder / "2024-06-27" / "rapport.html").read_text() == "zoals het toen was"
    (site_folder / "2024-06-27" / "rapport.pdf").unlink()
    assert run(site_folder, "2024-10-03") == 0
    assert (site_folder / "2024-06-27" / "rapport.pdf").is_file()
    assert "Stand van de besteding" in (site_folder / "2024-06-27" / "rapport.html").read_text()


def test_a_correction_replaces_its_page_even_after_an_interrupted_run(
    site_folder: Path, signed_programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copy(signed_programme / "budget.db", tmp_path / "own.db"))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{own}")
    assert run(site_folder) == 0
    old = (site_folder / "2024-06-27" / "index.html").read_text()
    store = open_store(f"sqlite:///{own}")
    correct(store, "Dubbel geboekt")
    store.close()
    done, tried = publish._replace, []

    def cut_off(path: Path, data: bytes, folder: Path) -> None:
        tried.append(path)
        if len(tried) > 6:
            raise OSError(28, "No space left on device", str(path))
        done(path, data, folder)

    monkeypatch.setattr(publish, "_replace", cut_off)
    assert run(site_folder) == 2
    monkeypatch.setattr(publish, "_replace", done)
    assert run(site_folder) == 0
    assert "Correctie" in (site_folder / "2024-06-27" / "index.html").read_text()
    (replaced,) = [path for path in (site_folder / "2024-06-27").iterdir() if path.is_dir()]
    assert "dit geldt niet meer" in (replaced / "index.html").read_text()
    assert "dit geldt niet meer" not in old


@pytest.mark.parametrize("what", ["other files", "another programme", "a list that cannot be read"])
def test_a_folder_that_is_not_this_site_is_left_alone(site_folder: Path, what: str) -> None:
    if what == "other files":
        site_folder.mkdir()
        (site_folder / "brief.txt").write_text("van mij")
    else:
        assert run(site_folder) == 0
        made = (site_folder / "site.json").read_text()
        (site_folder / "site.json").write_text(made.replace('"dorp"', '"stad"') if "another" in what else "{")
    before = files(site_folder)
    assert run(site_folder, "2024-10-03") == 1
    assert files(site_folder) == before


@pytest.mark.parametrize("address", ["dorp.example", "javascript:alert(1)", "ftp://dorp.example", "https://"])
def test_an_invalid_site_url_is_refused(site_folder: Path, address: str) -> None:
    assert run(site_folder, "2024-06-27", "--address", address) == 2


def test_concurrent_runs_never_write_to_one_folder(site_folder: Path) -> None:
    site_folder.mkdir()
    with publish.lock_folder(site_folder):
        assert run(site_folder) == 1
    assert files(site_folder) == {}


@pytest.fixture
def site_url(site_folder: Path) -> Iterator[str]:
    assert run(site_folder, "2024-10-03") == 0
    handler = partial(SimpleHTTPRequestHandler, directory=str(site_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_static_web_server_serves_every_file(site_folder: Path, site_url: str) -> None:
    for name, data in files(site_folder).items():
        with urllib.request.urlopen(f"{site_url}/{name}") as answer:
            assert answer.read() == data
    with urllib.request.urlopen(f"{site_url}/2024-10-03/") as answer:
        assert answer.read() == files(site_folder)["2024-10-03/index.html"]
