"""Runs every scripts/bench_*.py in a process of its own and repeats what they measured in one table.

A bench module has `measure()`, which gives Ratios. Run one by name: `make bench ARGS=intake`.
"""

from __future__ import annotations

import gc
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
HEADER = f"{'what':<52} {'took':>10} {'at least':>10} {'ratio':>7} {'limit':>7}"


@dataclass(frozen=True)
class Ratio:
    """What our code took against the least it could take, in one run on one machine (seconds, or bytes)."""

    what: str
    ours: float
    least: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.ours / self.least if self.least else float("inf")

    @property
    def is_within(self) -> bool:
        return self.ratio <= self.limit

    def line(self) -> str:
        figures = f"{self.ours:>10.3f} {self.least:>10.3f} {self.ratio:>7.2f} {self.limit:>7.2f}"
        return f"{self.what:<52} {figures}{'' if self.is_within else '  TOO SLOW'}"


def seconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The shortest of `repeat` runs: the others had company."""
    times = []
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure_one(name: str) -> list[Ratio]:
    """What module bench_<name> measures, here."""
    module = importlib.import_module(f"bench_{name}")
    found: Iterable[Ratio] = module.measure()
    return list(found)


def _in_own_process(name: str) -> list[Ratio]:
    command = [sys.executable, str(FOLDER / "bench.py"), "--json", name]
    done = subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, text=True, check=True)
    return [Ratio(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a limit was passed."""
    # A bench module that says `from bench import Ratio` must get this very module.
    sys.modules["bench"] = sys.modules["__main__"]
    sys.path[:0] = [str(FOLDER), str(FOLDER.parent)]
    if arguments[:1] == ["--json"]:
        print(json.dumps([asdict(ratio) for ratio in measure_one(arguments[1])]))
        return 0
    names = arguments or sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    print(HEADER)
    ratios = []
    for name in names:
        for ratio in _in_own_process(name):
            print(ratio.line(), flush=True)
            ratios.append(ratio)
    return 0 if all(ratio.is_within for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
