"""The container of docs/beheer.md holds all that the program needs to start; nothing else is used."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.server.conftest import ROOT, ended, free_port, wait_until

pytestmark = pytest.mark.slow
COPIED = re.findall(r"^COPY (\S+) (\S+)$", (ROOT / "docs" / "beheer.md").read_text(), re.MULTILINE)


def test_the_files_copied_into_the_container_are_enough_to_start(tmp_path: Path) -> None:
    house, port, output = tmp_path / "house", free_port(), tmp_path / "output"
    for source, target in COPIED:
        place = house / target / ("" if target != "." else source)
        place.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, place)
    own = {"BUDGET_DATABASE_URL": f"sqlite:///{tmp_path}/b.db", "BUDGET_LOGS": str(tmp_path / "logs")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "budget", "serve", "--port", str(port)]
    with output.open("wb") as out:
        process = subprocess.Popen(command, cwd=house, env=kept | own, stdout=out, stderr=out)
    with ended(process):
        try:
            wait_until(process, lambda: _health(port) == b"ok", output)
            assert f"draait op http://127.0.0.1:{port}" in output.read_text()
        finally:
            process.terminate()


def _health(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=60) as answer:
        return answer.read()
