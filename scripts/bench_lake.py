"""The cost of two roll-ups through Ibis and the folder of manifests, against the same two in plain SQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from bench import Ratio
from measure_growth import YEAR, make_lake
from processor import best_seconds

from budget.lake import rollups
from budget.lake.engines import DUCKDB, open_tables
from budget.lake.folder import LakeFolder, Manifest

PROGRAMMES, ROWS = 20, 2_000_000
MONTHS = "SELECT source, month, sum(planned), sum(realised) FROM read_parquet(?) GROUP BY ALL"
THEMES = "SELECT source, theme, sum(realised) FROM read_parquet(?) GROUP BY ALL"


def measure() -> Iterator[Ratio]:
    """Opening the tables, and totals by source and month and by theme."""
    with tempfile.TemporaryDirectory() as folder:
        known = make_lake(Path(folder), ROWS, PROGRAMMES)
        ours = best_seconds(lambda: _ibis_rollups(LakeFolder(folder), known))
        least = best_seconds(lambda: _sql_rollups(Path(folder), known))
    yield Ratio(f"two roll-ups of {ROWS:,} months, to SQL", ours, least, 5)


def _ibis_rollups(folder: LakeFolder, known: list[Manifest]) -> None:
    t = open_tables(folder, known, DUCKDB)
    for found in (rollups.by_month(t, YEAR), rollups.accepted(t, "theme", YEAR)):
        assert found.to_pyarrow().num_rows == (36 if "month" in found.columns else 9)


def _sql_rollups(root: Path, known: list[Manifest]) -> None:
    paths = [str(root / path) for one in known for path in one.files["months"]]
    connection = duckdb.connect()
    for query in (MONTHS, THEMES):
        assert connection.execute(query, [paths]).fetchall()
