"""The container of docs/beheer.md holds all that the program needs to start; nothing else is used."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.conftest import ROOT, ended, free_port, wait_until

pytestmark = pytest.mark.slow
MANUAL = (ROOT / "docs" / "beheer.md").read_text()
LINES = re.findall(r"```dockerfile\n(.*?)\n```", MANUAL, re.DOTALL)[0].splitlines()
COPIED = [line.split()[1:] for line in LINES if line.startswith("COPY ")]


def test_the_files_copied_into_the_container_are_enough_to_start(tmp_path: Path) -> None:
    house, port, output = _house(tmp_path), free_port(), tmp_path / "output"
    own = {"BUDGET_DATABASE_URL": f"sqlite:///{tmp_path}/b.db", "BUDGET_LOGS": str(tmp_path / "logs")}
    command = [sys.executable, "-m", "budget", "serve", "--port", str(port)]
    with _serving(command, house, own, output) as process:
        wait_until(process, lambda: _health(port) == b"ok", output)
        assert f"draait op http://127.0.0.1:{port}" in output.read_text()


def test_every_line_of_the_container_file_is_one_that_a_test_follows() -> None:
    """Its base image, user and folder, as the rest of the manual says."""
    kinds = [line.partition(" ")[0] for line in LINES]
    assert kinds == ["FROM", "RUN", "WORKDIR", "COPY", "RUN", *["COPY"] * 5, "USER", "CMD"]
    assert [(source, target) for source, target in COPIED if target not in (source, ".")] == []
    assert all((ROOT / source).exists() for source, _ in COPIED)
    version = re.fullmatch(r"FROM python:(3\.\d+)-slim", LINES[0])
    assert version
    assert f'requires-python = ">={version[1]}"' in (ROOT / "pyproject.toml").read_text()
    user = re.fullmatch(r"RUN useradd --create-home --uid (\d+) (\w+)", LINES[1])
    assert user
    assert f"USER {user[2]}" in LINES
    assert f"gebruiker {user[1]}" in MANUAL
    folder = LINES[2].removeprefix("WORKDIR ")
    assert MANUAL.count(f"WorkingDirectory={folder}\n") == 3
    assert f"`{folder}/.streamlit/`" in MANUAL


def test_the_container_installs_every_package_with_its_hash() -> None:
    (install,) = (line.split() for line in LINES if "pip install" in line)
    assert install[-3:] == ["--require-hashes", "-r", "requirements.txt"]
    wanted = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    packages = [one for one in wanted if one.strip() and not one.startswith("#")]
    assert len(packages) > 40
    assert [one.partition(" ")[0] for one in packages if "--hash=sha256:" not in one] == []
    order = [LINES.index(one) for one in LINES if "requirements.txt" in one]
    assert order == sorted(order), "it is copied before it is installed"


def test_the_command_of_the_container_serves_behind_a_login_and_writes_nothing_beside_its_volume(
    tmp_path: Path,
) -> None:
    """So that it may be read-only; byte code is only written where that is possible."""
    house, volume, port, output = _house(tmp_path), tmp_path / "volume", free_port(), tmp_path / "output"
    volume.mkdir()
    (house / ".streamlit" / "secrets.toml").write_text(SECRETS)
    (volume / "login.toml").write_text('claim = "oid"\n')
    own = {
        "BUDGET_DATABASE_URL": f"sqlite:///{volume}/b.db",
        "BUDGET_LOGS": f"{volume}/logs",
        "BUDGET_LOGIN": f"{volume}/login.toml",
        "BUDGET_PUBLIC_ADDRESS": "https://budget.example",
    }
    command = json.loads(LINES[-1].removeprefix("CMD "))
    assert command[0] == "python"
    assert command[-2:] == ["--port", "8501"]
    before = _files(house)
    with _serving([sys.executable, *command[1:-1], str(port)], house, own, output) as process:
        wait_until(process, lambda: _health(port, "budget.example") == b"ok", output)
        page = _asked(port, "/overzicht", "budget.example")
        assert b"<html" in page
    assert _files(house) == before
    assert (volume / "b.db").is_file()


SECRETS = """
[auth]
redirect_uri = "https://budget.example/oauth2callback"
cookie_secret = "a cookie secret of the tests, long enough"
client_id = "budget"
client_secret = "a secret of the tests"
server_metadata_url = "https://login.example/.well-known/openid-configuration"
"""


def _files(house: Path) -> dict[str, bytes]:
    found = (path for path in house.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(house)): path.read_bytes() for path in found}


def _house(folder: Path) -> Path:
    """A folder with exactly the files that the container copies."""
    house = folder / "house"
    for source, target in COPIED:
        place = house / target / ("" if target != "." else source)
        place.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, place)
    return house


@contextmanager
def _serving(
    command: list[str], house: Path, settings: dict[str, str], output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with output.open("wb") as out:
        process = subprocess.Popen(command, cwd=house, env=kept | settings, stdout=out, stderr=out)
    with ended(process):
        try:
            yield process
        finally:
            process.terminate()


def _health(port: int, host: str = "") -> bytes:
    return _asked(port, "/_stcore/health", host)


def _asked(port: int, path: str, host: str) -> bytes:
    headers = {"Host": host} if host else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()
