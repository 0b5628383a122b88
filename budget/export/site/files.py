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
    publications: Sequence[Publication], address: str = "", up_to_date: Collection[str] = ()
) -> dict[str, bytes]:
    """The bytes of every file by its path, each after everything it links to.

    The same publications give the same bytes. `address` is the URL of the site, ending with a slash; the
    folders in `up_to_date` already have their files.
    """
    ordered = sorted(
        publications, key=lambda publication: (publication.changed_at, publication.marks.sha256), reverse=True
    )
    ordered.sort(key=lambda publication: publication.is_replaced)
    ordered.sort(key=lambda publication: publication.content.meeting.date, reverse=True)
    files: dict[str, bytes] = {}
    for _, versions in groupby(ordered, lambda publication: publication.content.meeting.date):
        known = list(versions)
        for publication in reversed(known):
            files |= {} if publication.folder in up_to_date else _of_snapshot(publication, known)
    newest = _render(ordered[0])
    pages = {PROGRAMME: programme_page(newest, ordered), HOME: home(newest, ordered)}
    return files | pages | {FEED: feed(ordered, address)}


def names_of(publication: Publication) -> list[str]:
    """The paths of the files of a publication."""
    return [f"{publication.folder}/{name}" for name in (REPORT, PAPER, DATA, HOME)]


def _render(publication: Publication) -> RenderedPublication:
    content, marks = publication.content, publication.marks
    first = tuple(part for _, _, part in first_parts(content))
    surfaces = patterns(len(source_bars(content).rows))
    return RenderedPublication(publication, styles(content, marks), partial(header, marks), first, surfaces)


def _of_snapshot(publication: Publication, versions: Sequence[Publication]) -> dict[str, bytes]:
    with minus_after_sign(not publication.content.has_short_report):
        return {f"{publication.folder}/{name}": data for name, data in _files_of(publication, versions)}


def _files_of(publication: Publication, versions: Sequence[Publication]) -> Iterator[tuple[str, bytes]]:
    yield REPORT, public_page(publication.content, publication.marks)
    yield PAPER, public_pdf(publication.content, publication.marks)
    yield DATA, public_data(publication.content, publication.marks)
    yield HOME, snapshot_page(_render(publication), versions)
