"""The engines that a roll-up runs on: DuckDB in this process, or a Spark cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from budget.lake.folder import LakeFolder, Manifest
from budget.lake.tables import DAY, FLAG, NUMBER, PARTITIONS, TABLES, TEXT
from budget.model.words import BudgetError

if TYPE_CHECKING:
    import ibis.expr.types as ir

Tables: TypeAlias = "dict[str, ir.Table]"
DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
LOCAL = "local[2]"
LISTERS = 8
"""Tasks that list the files of a table; Spark uses one per file, which is most of its time."""
_IN_SPARK = {TEXT: "STRING", DAY: "STRING", NUMBER: "BIGINT", FLAG: "BOOLEAN"}
NO_SPARK = "Spark is hier niet geïnstalleerd: pip install -r requirements-scale.txt, en Java 17."


def open_tables(
    folder: LakeFolder, manifests: Sequence[Manifest], engine: str, master: str = LOCAL
) -> Tables:
    """Every published table as an Ibis expression over the files in force; unpublished tables are left out.

    `manifests` are manifests with files. Raises BudgetError when the engine is not installed.
    """
    paths = {
        name: sorted(path for manifest in manifests for path in manifest.files.get(name, ()))
        for name in TABLES
    }
    paths = {name: own for name, own in paths.items() if own}
    tables = _spark(folder, paths, master) if engine == SPARK else _duckdb(folder, paths)
    return {name: _typed(name, table) for name, table in tables.items()}


def _duckdb(folder: LakeFolder, paths: dict[str, list[str]]) -> Tables:
    import ibis

    backend: Any = ibis.duckdb.connect()
    protocol = folder.files.protocol
    first = protocol if isinstance(protocol, str) else protocol[0]
    is_local = first in ("file", "local")
    if not is_local:
        backend.con.register_filesystem(folder.files)
    begin = folder.root if is_local else f"{first}://{folder.root}"
    for name, own in paths.items():
        # Not by ibis: for s3:// it downloads an extension of DuckDB, and does not use fsspec.
        files = ", ".join("'" + f"{begin}/{path}".replace("'", "''") + "'" for path in own)
        how = "hive_partitioning = true, hive_types_autocast = false"
        backend.con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}], {how})")
    return {name: backend.table(name) for name in paths}


def _spark(folder: LakeFolder, paths: dict[str, list[str]], master: str) -> Tables:
    import ibis

    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise BudgetError(NO_SPARK) from error
    session = (
        SparkSession.builder.master(master)
        .appName("bestedingsmonitor")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", LISTERS)
        .getOrCreate()
    )
    for name, own in paths.items():
        # Declared, so that no footer of a file is read before the roll-up that needs it.
        reader = session.read.schema(_declared(name)).option("basePath", f"{folder.url}/{name}")
        reader.parquet(*(f"{folder.url}/{path}" for path in own)).createOrReplaceTempView(name)
    backend: Any = ibis.pyspark.connect(session)
    return {name: backend.table(name) for name in paths}


def _declared(name: str) -> str:
    """The columns of a table as a Spark schema, the partitions of the path last."""
    own = [f"{column.name} {_IN_SPARK[column.kind]}" for column in TABLES[name].columns]
    return ", ".join([*own, *(f"{partition} STRING" for partition in PARTITIONS)])


def _typed(name: str, table: ir.Table) -> ir.Table:
    """The columns as declared, with the partitions of the path: both engines give the same."""
    kinds = {TEXT: "string", DAY: "string", NUMBER: "int64", FLAG: "boolean"}
    own = {column.name: table[column.name].cast(kinds[column.kind]) for column in TABLES[name].columns}
    programme, year = PARTITIONS
    return table.select(**{programme: table[programme], year: table[year].cast("int64")}, **own)
