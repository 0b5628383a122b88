"""The cost of roll-ups on many rows, on DuckDB and on Spark with two workers.

    python -m scripts.measure_growth 1e6 1e7 1e8 [--engines duckdb spark] [--folder FOLDER]

The data are generated month totals of 400 programmes. Each engine runs in a process of its own; memory is the
highest sum over that process and its children (what they share is counted once). Both must give the same, to
the cent.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from budget.lake import rollups
from budget.lake.engines import DUCKDB, ENGINES, SPARK, open_tables
from budget.lake.folder import LakeFolder, Manifest, arrow_schema, parquet
from budget.lake.tables import MONTHS, TABLES

PROGRAMMES = 400
YEAR = 2024
CLUSTER = "local-cluster[2,1,1024]"
"""Two worker processes beside the driver, each with a core and 1024 MB: data goes over the network."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds to open the files, for two roll-ups, and for both again; `answer` hashes the results."""

    opened: float
    first: float
    again: float
    groups: int
    answer: str


def make_lake(root: Path, rows: int) -> list[Manifest]:
    """Publish programmes with this number of month totals in all; the other tables are empty."""
    draw, each = np.random.default_rng(1), rows // PROGRAMMES
    words = {"source": ["SPUK", "VHF", "GEM"], "theme": ["", "ARM", "GEZ"], "domain": ["VEI", "WON", "JEU"]}
    manifests = []
    for number in range(PROGRAMMES):
        columns = {
            name: pa.DictionaryArray.from_arrays(draw.integers(0, 3, each), texts).cast(pa.string())
            for name, texts in words.items()
        }
        columns["code"] = pa.array(draw.integers(0, max(each // 12, 1), each)).cast(pa.string())
        columns["month"] = pa.array(draw.integers(1, 13, each))
        for name in ("planned", "realised"):
            columns[name] = pa.array(draw.integers(-10_000, 1_000_000, each))
        table = pa.table([columns[name] for name in MONTHS.names], schema=arrow_schema(MONTHS))
        files = {}
        for name, declared in TABLES.items():
            mark = hashlib.sha256(name.encode()).hexdigest()[:16]
            path = f"{name}/programme=p{number}/year={YEAR}/{mark}.parquet"
            (root / path).parent.mkdir(parents=True)
            if name == MONTHS.name:
                pq.write_table(table, root / path, compression="zstd")
            else:
                (root / path).write_bytes(parquet(declared, []))
            files[name] = [path]
        manifests.append(Manifest(f"p{number}", f"p{number}", "1", files=files))
    return manifests


def run_rollups(root: str, engine: str) -> Cost:
    """Run both roll-ups of this folder twice, in this process."""
    manifests = [
        Manifest(f"p{number}", "", "1", files=_files(Path(root), number)) for number in range(PROGRAMMES)
    ]
    if engine == SPARK:
        open_tables(LakeFolder(root), manifests[:1], engine, CLUSTER)  # Starts the cluster.
    times = [time.perf_counter()]
    t = open_tables(LakeFolder(root), manifests, engine, CLUSTER)
    times.append(time.perf_counter())
    for _ in range(2):
        queries = [rollups.by_month(t, YEAR), rollups.accepted(t, "theme", YEAR)]
        rows = [sorted(map(repr, one.to_pyarrow().to_pylist())) for one in queries]
        times.append(time.perf_counter())
    opened, first, again = (late - early for early, late in itertools.pairwise(times))
    answer = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
    return Cost(opened, first, again, sum(map(len, rows)), answer)


def _files(root: Path, number: int) -> dict[str, list[str]]:
    folders = {name: root / name / f"programme=p{number}" / f"year={YEAR}" for name in TABLES}
    return {name: [str(path.relative_to(root)) for path in at.iterdir()] for name, at in folders.items()}


def measure(root: str, engine: str) -> tuple[Cost, Watch]:
    """The cost of one engine in its own process, with the resources of that process and its children."""
    command = [sys.executable, "-m", "scripts.measure_growth", "--run", root, engine]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"}
    ) as child:
        watch = Watch()
        thread = threading.Thread(target=watch.follow, args=(child,))
        thread.start()
        output = child.stdout.read().decode() if child.stdout else ""
        child.wait()
        thread.join()
    if child.returncode:
        raise SystemExit(f"{engine} stopped with {child.returncode}")
    return Cost(**json.loads(output.splitlines()[-1])), watch


class Watch:
    """The peak memory in bytes of a process and its descendants, and the processor seconds of each."""

    def __init__(self) -> None:
        """Starts empty."""
        self.peak = 0
        self.processor: dict[int, float] = {}

    def follow(self, child: subprocess.Popen[bytes]) -> None:
        """Sample twice a second until it ends."""
        while child.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(child.pid)
                self.peak = max(self.peak, sum(map(self._look, (process, *process.children(recursive=True)))))
            time.sleep(0.5)

    def _look(self, one: psutil.Process) -> int:
        """Bytes in memory; each process counts its part of a shared page."""
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            times = one.cpu_times()
            self.processor[one.pid] = times.user + times.system
            return int(one.memory_full_info().pss)
        return 0


def main(sizes: list[int], engines: list[str], folder: Path | None) -> None:
    """Generate the data, run the roll-ups on each engine, print. Stops when two engines differ."""
    for rows in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as root:
            make_lake(Path(root), rows)
            size = sum(file.stat().st_size for file in Path(root).rglob("months/**/*.parquet"))
            answers = set()
            for engine in engines:
                cost, watch = measure(root, engine)
                answers.add(cost.answer)
                print(f"{engine} rows={rows} bytes={size} {_summary(cost, watch)}", flush=True)
            if len(answers) > 1:
                raise SystemExit("the engines do not give the same")


def _summary(cost: Cost, watch: Watch) -> str:
    times = f"open={cost.opened:.1f}s two roll-ups={cost.first:.1f}s again={cost.again:.1f}s"
    resources = f"processor={sum(watch.processor.values()):.0f}s peak={watch.peak >> 20}MB"
    return f"{times} {resources} groups={cost.groups} answer={cost.answer}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=lambda text: int(float(text)))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=[DUCKDB, SPARK])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--run", nargs=2, metavar=("FOLDER", "ENGINE"))
    options = parser.parse_args()
    if options.run:
        print(json.dumps(asdict(run_rollups(*options.run))))
    else:
        main(options.rows, options.engines, options.folder)
