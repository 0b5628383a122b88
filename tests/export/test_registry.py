import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from budget.export.registry import FORMATS
from budget.snapshot import decode_content, encode_content
from tests.export.format_samples import CONCEPT, SIGNED, hostile, situations
from tests.snapshot.content_sample import content

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("pdf", "pptx", "xlsx", "ods", "html", "public-html", "open-data")
ELSEWHERE = """
import hashlib, json, sys
from datetime import datetime
from budget.export import FORMATS
from budget.snapshot import decode_content
text, sha256, signed_by, signed_at = json.load(sys.stdin)
given = decode_content(text), sha256, signed_by, datetime.fromisoformat(signed_at)
made = {name: hashlib.sha256(f.write(*given)).hexdigest() for name, f in FORMATS.items()}
print(json.dumps(made))
"""


def test_the_registry_lists_every_format_with_suffix_and_media_type():
    assert tuple(FORMATS) == NAMES
    assert all(name == found.name for name, found in FORMATS.items())
    assert all(found.suffix.startswith(".") and "/" in found.media_type for found in FORMATS.values())
    assert len({found.title for found in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("situation", situations())
def test_every_format_writes_every_sample_reproducibly(name, situation):
    data = situations()[situation]
    signed = FORMATS[name].write(data, *SIGNED)
    assert signed == FORMATS[name].write(data, *SIGNED)
    assert signed != FORMATS[name].write(data, *CONCEPT)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_can_be_written_with_hostile_text(name):
    assert FORMATS[name].write(hostile(), *SIGNED)


def test_another_process_time_zone_and_locale_give_the_same_bytes():
    sha256, signed_by, signed_at = SIGNED
    given = json.dumps((encode_content(content()), sha256, signed_by, signed_at.isoformat()))
    strange = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=given,
        cwd=ROOT,
        env=os.environ | strange,
        capture_output=True,
        text=True,
        check=True,
    )
    stored = decode_content(encode_content(content()))
    here = {name: hashlib.sha256(f.write(stored, *SIGNED)).hexdigest() for name, f in FORMATS.items()}
    assert json.loads(done.stdout) == here


def test_naming_the_formats_loads_none_of_their_libraries():
    code = "import sys, budget.export; print({'pptx', 'typst', 'xlsxwriter'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
