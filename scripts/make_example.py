"""Writes the fictional example workbooks: `python -m scripts.make_example [FOLDER]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from budget.programme import load_programme
from scripts.example.year import Submission, example_year, manifest

PROGRAMME = Path(__file__).parent.parent / "data" / "samen-nieuw-west"
FOLDER = PROGRAMME / "voorbeeld"
MANIFEST = "volgorde.toml"


def write_example(folder: Path) -> int:
    """Write all workbooks and the manifest to `folder`; returns the number of workbooks."""
    steps = example_year(load_programme(PROGRAMME))
    folder.mkdir(parents=True, exist_ok=True)
    submissions = [step for step in steps if isinstance(step, Submission)]
    for submission in submissions:
        (folder / submission.file).write_bytes(submission.data)
    (folder / MANIFEST).write_text(manifest(steps), encoding="utf-8", newline="\n")
    return len(submissions)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Schrijf de voorbeeldbestanden (alle bedragen zijn verzonnen)."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="de map om in te schrijven")
    folder = parser.parse_args().folder
    print(f"{write_example(folder)} bestanden geschreven in {folder}.")


if __name__ == "__main__":
    main()
