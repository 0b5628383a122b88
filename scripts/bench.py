"""Runs every scripts/bench_*.py in its own process and prints what they measured in one table.

A bench module has `measure(quick)`, which gives Ratios. Run some by name: `make bench ARGS=intake`; `make
bench ARGS=quick` leaves out the large sizes, and the crowd unless named. Processor time, unless the row says
otherwise.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
QUICK = "quick"
HEADER = f"{'what':<64} {'ours':>9} {'peer':>9} {'ratio':>7} {'goal':>6} holds  peer is"


@dataclass(frozen=True)
class Ratio:
    """The cost of our code against a peer, or the least it could take, in one run on one machine.

    `ours` and `least` are in processor seconds unless `what` says otherwise; `peer` says whose `least` is.
    With a goal of infinity the figure is only reported.
    """

    what: str
    ours: float
    least: float
    limit: float
    peer: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.least if self.least else float("inf")

    @property
    def is_within(self) -> bool:
        return self.ratio <= self.limit

    def line(self) -> str:
        goal = "-" if self.limit == float("inf") else f"{self.limit:g}"
        holds = "-" if goal == "-" else "yes" if self.is_within else "NO"
        figures = f"{self.ours:>9.4g} {self.least:>9.4g} {self.ratio:>7.2f} {goal:>6} {holds:<5}"
        return f"{self.what:<64} {figures}  {self.peer}".rstrip()


def measure_one(name: str, quick: bool) -> list[Ratio]:
    """The result of module bench_<name>, in this process."""
    module = importlib.import_module(f"bench_{name}")
    found: Iterable[Ratio] = module.measure(quick)
    return list(found)


def _in_own_process(name: str, quick: bool) -> list[Ratio]:
    command = [sys.executable, str(FOLDER / "bench.py"), "--json", name, *([QUICK] if quick else [])]
    done = subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, text=True, check=True)
    return [Ratio(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def main(arguments: list[str]) -> int:
    """Print the table; returns 1 when a goal was missed."""
    # A bench module imports `Ratio` from `bench`: it must be this module, not a second copy of it.
    sys.modules["bench"] = sys.modules["__main__"]
    sys.path[:0] = [str(FOLDER), str(FOLDER.parent)]
    quick, named = QUICK in arguments, [name for name in arguments if name != QUICK]
    if named[:1] == ["--json"]:
        print(json.dumps([asdict(ratio) for ratio in measure_one(named[1], quick)]))
        return 0
    modules = {path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py")}
    modules -= {"crowd"} if quick else set()
    print(HEADER)
    ratios = []
    for name in named or sorted(modules):
        for ratio in _in_own_process(name, quick):
            print(ratio.line(), flush=True)
            ratios.append(ratio)
    missed = sum(not ratio.is_within for ratio in ratios)
    print(f"{len(ratios) - missed} of {len(ratios)} rows hold.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
