"""All files of the public site, by path."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import groupby

from budget.export.chart_data import source_bars
from budget.export.html.charts import patterns
from budget.export.html.document import first_parts, header, public_page, styles
from budget.export.open_data import public_data
from budget.export.pdf.document import public_pdf
from budget.export.site.feed import feed
from budget.export.site.pages import DATA, PAPER, REPORT, home, programme_page, snapshot_page
from budget.export.site.parts import FEED, HOME, PROGRAMME, RenderedPublication
from budget.export.site.publication import Publication
from budget.labels import minus_after_sign


def site_files(
    found: Sequence[Publication], address: str = "", kept: Collection[str] = ()
) -> dict[str, bytes]:
    """The bytes of every file by its path, each after everything it links to.

    The same publications give the same bytes. `address` is the URL of the site, ending with a slash; the
    folders in `kept` already have their files.
    """
    ordered = sorted(found, key=lambda one: (one.changed_at, one.marks.sha256), reverse=True)
    ordered.sort(key=lambda one: one.is_replaced)
    ordered.sort(key=lambda one: one.content.meeting.date, reverse=True)
    files: dict[str, bytes] = {}
    for _, versions in groupby(ordered, lambda one: one.content.meeting.date):
        known = list(versions)
        for one in reversed(known):
            files |= {} if one.folder in kept else _of_snapshot(one, known)
    newest = _render(ordered[0])
    pages = {PROGRAMME: programme_page(newest, ordered), HOME: home(newest, ordered)}
    return files | pages | {FEED: feed(ordered, address)}


def names_of(one: Publication) -> list[str]:
    """The paths of the files of a publication."""
    return [f"{one.folder}/{name}" for name in (REPORT, PAPER, DATA, HOME)]


def _render(one: Publication) -> RenderedPublication:
    content, marks = one.content, one.marks
    first = tuple(part for _, _, part in first_parts(content))
    surfaces = patterns(len(source_bars(content).rows))
    return RenderedPublication(one, styles(content, marks), partial(header, marks), first, surfaces)


def _of_snapshot(one: Publication, versions: Sequence[Publication]) -> dict[str, bytes]:
    with minus_after_sign(not one.content.has_short_report):
        return {f"{one.folder}/{name}": data for name, data in _files_of(one, versions)}


def _files_of(one: Publication, versions: Sequence[Publication]) -> Iterator[tuple[str, bytes]]:
    yield REPORT, public_page(one.content, one.marks)
    yield PAPER, public_pdf(one.content, one.marks)
    yield DATA, public_data(one.content, one.marks)
    yield HOME, snapshot_page(_render(one), versions)
