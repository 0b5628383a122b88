"""A killed export: a reader finds one complete export, never a mix of two."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

from budget.lake.folder import LakeFolder
from tests.conftest import ROOT
from tests.lake.test_folder import read, rows
from tests.preloaded.command import program


def test_a_process_killed_at_a_random_moment_leaves_one_whole_export(
    tmp_path: Path, fault_rounds: int
) -> None:
    folder, draw = LakeFolder(str(tmp_path)), random.Random(7)
    folder.publish("aa", "Aa", "0", rows(1))
    reached = 1
    for _ in range(fault_rounds):
        command = program("tests.lake.worker", tmp_path, reached + 1)
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "begint\n"
            while read(folder)[0] == reached:  # Until it has published something.
                time.sleep(0.01)
            time.sleep(draw.uniform(0, 0.1))
            process.kill()
            process.communicate()
        months, commitments = read(folder)
        assert months == commitments > reached
        reached = months
    folder.publish("aa", "Aa", "last", rows(2))
    assert read(folder) == (2, 2)
