"""The nginx of docs/beheer.md before local processes, without https: that is not what is measured."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{example}
}}
"""


@contextmanager
def nginx(port: int, behind: Sequence[int], folder: Path) -> Iterator[str]:
    """The address of the nginx configured as in the docs, before processes on two ports.

    Raises RuntimeError when nginx is not installed.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise RuntimeError("no nginx on the path")
    user = "user root;" if os.geteuid() == 0 else ""
    text = _AROUND.format(user=user, folder=folder, example=_example(port, behind))
    (folder / "conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen([program, "-c", folder / "conf", "-e", folder / "error.log"])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _example(port: int, behind: Sequence[int]) -> str:
    """The example configuration with its names and ports replaced."""
    docs = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", docs, re.DOTALL)
    if found is None:
        raise RuntimeError("docs/beheer.md has no example for nginx")
    text = found[1]
    for old, new in {
        "127.0.0.1:8501": f"127.0.0.1:{behind[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{behind[1]}",
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "budget.example": "127.0.0.1",
    }.items():
        if old not in text:
            raise RuntimeError(f"the example for nginx does not say {old}")
        text = text.replace(old, new)
    return text
