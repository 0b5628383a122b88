"""A process that publishes without end, to be killed: python -m tests.lake.worker FOLDER FIRST."""

from __future__ import annotations

import itertools
import sys

from budget.lake.folder import LakeFolder
from tests.lake.test_folder import rows

if __name__ == "__main__":
    print("begint", flush=True)
    for cents in itertools.count(int(sys.argv[2])):
        LakeFolder(sys.argv[1]).publish("aa", "Aa", str(cents), rows(cents))
