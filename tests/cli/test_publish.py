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
def lived(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with two signed meetings."""
    folder = tmp_path_factory.mktemp("lived")
    (folder / "programme.toml").write_text(TOML)
    shutil.copy(migrated_sqlite, folder / "budget.db")
    store = open_store(f"sqlite:///{folder / 'budget.db'}")
    live_through(store)
    store.close()
    return folder


@pytest.fixture(autouse=True)
def here(lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_PROGRAMME", str(lived))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{lived / 'budget.db'}")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def run(out: Path, meeting: str = "2024-06-27", *more: str) -> int:
    return main(["publish", meeting, "--out", str(out), "--as", "sien", *more])


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_publishing_adds_files_and_publishing_again_changes_nothing(out: Path, capsys) -> None:
    assert run(out, "2024-06-27", "--address", "https://dorp.example/geld") == 0
    first = files(out)
    assert run(out, "2024-10-03") == 0
    both, times = files(out), {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert set(both) - set(first) == {
        f"2024-10-03/{name}" for name in ("index.html", "rapport.html", "rapport.pdf", "open-data.zip")
    }
    assert b"https://dorp.example/geld/2024-10-03/" in both["feed.xml"]
    assert run(out) == 0
    assert "Er is niets veranderd." in capsys.readouterr().out
    assert files(out) == both
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


def test_a_web_server_of_another_user_can_read_it(out: Path) -> None:
    before = os.umask(0o077)
    try:
        assert run(out) == 0
    finally:
        os.umask(before)
    for path in [out, *out.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_obsolete_files_and_leftovers_of_a_killed_run_are_removed(out: Path) -> None:
    assert run(out) == 0
    (out / "oud.html").write_text("van een eerdere versie")
    (out / "2024-06-27" / ".bezig-x").write_text("half")
    (out / "eigen.txt").write_text("niet van ons")
    made = json.loads((out / "site.json").read_text())
    made["bestanden"] += ["oud.html", "../buiten.txt"]
    (out / "site.json").write_text(json.dumps(made))
    (out.parent / "buiten.txt").write_text("blijft")
    assert run(out) == 0
    assert not (out / "oud.html").exists()
    assert not list(out.rglob(".bezig-*"))
    assert (out / "eigen.txt").exists()
    assert (out.parent / "buiten.txt").exists()


def test_an_interrupted_run_leaves_complete_files_and_can_be_repeated(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, whole = publish._replace, []

    def cut_off(path: Path, data: bytes, folder: Path) -> None:
        if len(whole) == 4:
            raise OSError(28, "No space left on device", str(path))
        done(path, data, folder)
        whole.append((path, data))

    monkeypatch.setattr(publish, "_replace", cut_off)
    assert run(out) == 2
    assert all(path.read_bytes() == data for path, data in whole)
    assert not (out / "index.html").exists()
    monkeypatch.setattr(publish, "_replace", done)
    assert run(out) == 0
    assert all(link in files(out) for link in links(files(out)["index.html"]) if "#" not in link)


def test_published_files_keep_their_bytes_and_missing_ones_are_restored(out: Path) -> None:
    assert run(out) == 0
    (out / "2024-06-27" / "rapport.html").write_text("zoals het toen was")
    assert run(out, "2024-10-03") == 0
    assert (out / "2024-06-27" / "rapport.html").read_text() == "zoals het toen was"
    (out / "2024-06-27" / "rapport.pdf").unlink()
    assert run(out, "2024-10-03") == 0
    assert (out / "2024-06-27" / "rapport.pdf").is_file()
    assert "Stand van de besteding" in (out / "2024-06-27" / "rapport.html").read_text()


def test_a_correction_replaces_its_page_even_after_an_interrupted_run(
    out: Path, lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copy(lived / "budget.db", tmp_path / "own.db"))
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{own}")
    assert run(out) == 0
    old = (out / "2024-06-27" / "index.html").read_text()
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
    assert run(out) == 2
    monkeypatch.setattr(publish, "_replace", done)
    assert run(out) == 0
    assert "Correctie" in (out / "2024-06-27" / "index.html").read_text()
    (replaced,) = [path for path in (out / "2024-06-27").iterdir() if path.is_dir()]
    assert "dit geldt niet meer" in (replaced / "index.html").read_text()
    assert "dit geldt niet meer" not in old


@pytest.mark.parametrize("what", ["other files", "another programme", "a list that cannot be read"])
def test_a_folder_that_is_not_this_site_is_left_alone(out: Path, what: str) -> None:
    if what == "other files":
        out.mkdir()
        (out / "brief.txt").write_text("van mij")
    else:
        assert run(out) == 0
        made = (out / "site.json").read_text()
        (out / "site.json").write_text(made.replace('"dorp"', '"stad"') if "another" in what else "{")
    before = files(out)
    assert run(out, "2024-10-03") == 1
    assert files(out) == before


@pytest.mark.parametrize("address", ["dorp.example", "javascript:alert(1)", "ftp://dorp.example", "https://"])
def test_an_invalid_site_url_is_refused(out: Path, address: str) -> None:
    assert run(out, "2024-06-27", "--address", address) == 2


def test_concurrent_runs_never_write_to_one_folder(out: Path) -> None:
    out.mkdir()
    with publish.lock_folder(out):
        assert run(out) == 1
    assert files(out) == {}


@pytest.fixture
def served(out: Path) -> Iterator[str]:
    assert run(out, "2024-10-03") == 0
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_static_web_server_serves_every_file(out: Path, served: str) -> None:
    for name, data in files(out).items():
        with urllib.request.urlopen(f"{served}/{name}") as answer:
            assert answer.read() == data
    with urllib.request.urlopen(f"{served}/2024-10-03/") as answer:
        assert answer.read() == files(out)["2024-10-03/index.html"]
