"""Outputs pinned to a file: a text as it is, or one of many by its SHA-256."""

from __future__ import annotations

import difflib
import fcntl
import hashlib
import json
import os
from itertools import islice
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "pinned"
SHOWN = 40


def hold(name: str, value: str | bytes, part: str = "") -> None:
    """Fail unless `value` is what the file `name` pins; with `part` its hash under that key of a JSON file.

    With GOLDEN=write in the environment the file is renewed.
    """
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        _write(path, value, part)
    elif part:
        known = json.loads(path.read_text(encoding="utf-8")).get(part)
        assert _hash(value) == known, f"{part} in {name} is not what was pinned"
    else:
        _compare(path.read_text(encoding="utf-8"), str(value), name)


def _compare(pinned: str, found: str, name: str) -> None:
    if pinned != found:
        lines = difflib.unified_diff(pinned.splitlines(), found.splitlines(), "pinned", "found", lineterm="")
        raise AssertionError(f"{name} is not what was pinned:\n" + "\n".join(islice(lines, SHOWN)))


def _write(path: Path, value: str | bytes, part: str) -> None:
    path.parent.mkdir(exist_ok=True)
    if not part:
        path.write_text(str(value), encoding="utf-8")
        return
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = json.loads(file.read() or "{}")
        known[part] = _hash(value)
        file.truncate(0)
        file.write(json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def _hash(value: str | bytes) -> str:
    return hashlib.sha256(value if isinstance(value, bytes) else value.encode()).hexdigest()
