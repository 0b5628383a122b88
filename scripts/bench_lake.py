"""How long roll-ups take on many rows: python -m scripts.bench_lake ROWS [duckdb|spark] [MASTER].

Made month totals of 400 programmes in a folder of its own; prints seconds, bytes and peak memory.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from budget.lake import rollups
from budget.lake.engines import DUCKDB, open_tables
from budget.lake.folder import LakeFolder, Manifest, arrow_schema, parquet
from budget.lake.tables import MONTHS, TABLES

PROGRAMMES = 400


def make(root: Path, rows: int) -> list[Manifest]:
    """Programmes with this number of month totals together; the other tables are empty."""
    draw, each = np.random.default_rng(1), rows // PROGRAMMES
    words = {"source": ["SPUK", "VHF", "GEM"], "theme": ["", "ARM", "GEZ"], "domain": ["VEI", "WON", "JEU"]}
    known = []
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
            path = f"{name}/programme=p{number}/year=2024/{mark}.parquet"
            (root / path).parent.mkdir(parents=True)
            if name == "months":
                pq.write_table(table, root / path, compression="zstd")
            else:
                (root / path).write_bytes(parquet(declared, []))
            files[name] = [path]
        known.append(Manifest(f"p{number}", f"p{number}", "1", files=files))
    return known


def main(rows: int, engine: str = DUCKDB, master: str = "local[2]") -> None:
    """Make, add up by source and month and by theme, print."""
    with tempfile.TemporaryDirectory() as folder:
        known = make(Path(folder), rows)
        size = sum(file.stat().st_size for file in Path(folder).rglob("months/**/*.parquet"))
        began = time.perf_counter()
        t = open_tables(LakeFolder(folder), known, engine, master)
        opened = time.perf_counter()
        months = rollups.by_month(t, 2024).to_pyarrow().num_rows
        themes = rollups.accepted(t, "theme", 2024).to_pyarrow().num_rows
        done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{engine} rows={rows} bytes={size} open={opened - began:.1f}s two roll-ups={done - opened:.1f}s "
        f"groups={months}+{themes} peak={peak}MB (of this process)"
    )


if __name__ == "__main__":
    main(int(float(sys.argv[1])), *sys.argv[2:])
