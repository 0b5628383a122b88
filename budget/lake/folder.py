"""The folder of published files: one manifest per programme says which files are in force.

A data file never changes: its name has the hash of its bytes. All tables and years of a programme change at
once, when its manifest is replaced; a process killed before that leaves files that nobody uses.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import fsspec
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from budget.lake.tables import DAY, FLAG, NUMBER, SCHEMA, TABLES, TEXT, Published, Rows, Table
from budget.model.words import BudgetError

GRACE = timedelta(hours=1)
"""A file in no manifest may belong to an export that is still running: it is kept this long."""
_ARROW = {TEXT: pa.string(), DAY: pa.string(), NUMBER: pa.int64(), FLAG: pa.bool_()}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one programme has published: `files` are paths below the folder by table; empty after withdrawal.

    `before` are the files of the previous manifest, which a reader may still have open. `mark` changes with
    the source data. `ended_on` is the day on which the area withdrew.
    """

    programme: str
    area: str
    mark: str
    schema: int = SCHEMA
    ended_on: str = ""
    files: dict[str, list[str]] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)

    @property
    def all_files(self) -> set[str]:
        """Every file in force."""
        return {path for paths in self.files.values() for path in paths}


class LakeFolder:
    """A folder, NFS or object store that fsspec can reach, such as `/srv/land` or `s3://bucket/land`."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet. Raises BudgetError for an unsupported kind of address."""
        try:
            self.files, self.root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise BudgetError(f"{url} is niet te openen: {error}") from error
        self.url = url

    def manifests(self) -> list[Manifest]:
        """Of every programme that ever published here, by id. Raises BudgetError for a newer schema."""
        self.files.invalidate_cache()  # Listings of an object store are cached.
        paths = sorted(self.files.glob(f"{self.root}/manifest/*.json"))
        return [self._read(path) for path in paths]

    def manifest(self, programme: str) -> Manifest | None:
        """Of one programme; None when it never published here."""
        self.files.invalidate_cache()
        path = self._manifest(programme)
        return self._read(path) if self.files.exists(path) else None

    def publish(self, programme: str, area: str, mark: str, rows: Published) -> Manifest:
        """Replace what the programme published by these rows; unchanged files stay."""
        _require_plain(programme)
        earlier = self.manifest(programme)
        before = earlier.all_files if earlier else set()
        files: dict[str, list[str]] = {}
        for (table, year), table_rows in sorted(rows.items()):
            data = parquet(TABLES[table], table_rows)
            name = hashlib.sha256(data).hexdigest()[:16]
            path = f"{table}/programme={programme}/year={year}/{name}.parquet"
            if path not in before or not self.files.exists(f"{self.root}/{path}"):
                self._write(path, data)
            files.setdefault(table, []).append(path)
        obsolete = sorted(before - {path for paths in files.values() for path in paths})
        manifest = Manifest(programme, area, mark, files=files, before=obsolete)
        self._commit(manifest)
        self._sweep(manifest)
        return manifest

    def withdraw(self, programme: str, area: str, ended_on: str) -> None:
        """Remove everything the programme published; the withdrawal itself stays on record."""
        if self.manifest(programme) is None:
            return
        manifest = Manifest(programme, area, "", ended_on=ended_on)
        self._commit(manifest)
        self._sweep(manifest, timedelta(0))

    def is_whole(self, manifest: Manifest) -> bool:
        """Whether every file in force exists."""
        return all(self.files.exists(f"{self.root}/{path}") for path in manifest.all_files)

    def _write(self, path: str, data: bytes) -> None:
        full = f"{self.root}/{path}"
        self.files.makedirs(full.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(full, data)

    def _commit(self, manifest: Manifest) -> None:
        """Write next to it, then move into place: a move is atomic, on disks and in object stores."""
        path = self._manifest(manifest.programme)
        self._write(
            f"manifest/{manifest.programme}.json.new", msgspec.json.format(msgspec.json.encode(manifest))
        )
        self.files.mv(f"{path}.new", path)

    def _sweep(self, manifest: Manifest, grace: timedelta = GRACE) -> None:
        """Remove the programme's files that no manifest names, including those of a killed run.

        Age is relative to the manifest just written: only the clock of the store counts.
        """
        in_use = {f"{self.root}/{path}" for path in (*manifest.all_files, *manifest.before)}
        last = self.files.modified(self._manifest(manifest.programme)) - grace
        for table in TABLES:
            for path in self.files.glob(f"{self.root}/{table}/programme={manifest.programme}/*/*.parquet"):
                if path not in in_use and (not grace or self.files.modified(path) <= last):
                    self.files.rm_file(path)

    def _manifest(self, programme: str) -> str:
        return f"{self.root}/manifest/{programme}.json"

    def _read(self, path: str) -> Manifest:
        plain = msgspec.json.decode(self.files.cat_file(path))
        if plain["schema"] > SCHEMA:
            raise BudgetError(
                f"{plain['programme']} publiceert met versie {plain['schema']} van het schema. "
                f"Dit programma kent versie {SCHEMA}: werk het bij."
            )
        return msgspec.convert(plain, Manifest)


def parquet(table: Table, rows: Rows) -> bytes:
    """The bytes of one file; the same for the same rows."""
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    schema = arrow_schema(table)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def arrow_schema(table: Table) -> pa.Schema:
    """The columns of a file of this table."""
    fields = [pa.field(c.name, _ARROW[c.kind], nullable=c.is_optional) for c in table.columns]
    return pa.schema(fields, metadata={"schema": str(SCHEMA)})


def _require_plain(programme: str) -> None:
    if not programme.replace("-", "").replace("_", "").isalnum():
        raise BudgetError(f"'{programme}' past niet in de naam van een map. Gebruik letters en cijfers.")
