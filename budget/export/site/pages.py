"""The pages of the site: all signed snapshots, one snapshot, and the years side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from budget import labels
from budget.charts.tables import measured_only
from budget.export.cells import Cell, Euros, delivered
from budget.export.html.further_parts import years
from budget.export.html.parts import Html, bullet_list, el, join, section, table
from budget.export.site.parts import RenderedPublication, heading, main, navigation, page
from budget.export.site.publication import SHORT_MARK, Publication
from budget.labels import day
from budget.model.years import YearRow, silent_years

REPORT, PAPER, DATA = "rapport.html", "rapport.pdf", "open-data.zip"
FILES = (
    (REPORT, "Het hele rapport als webpagina"),
    (PAPER, "Het rapport als PDF, om te lezen en te printen"),
    (DATA, "Open data: alle cijfers als CSV, met beschrijving (zip)"),
)


def home(rendered: RenderedPublication, publications: Sequence[Publication]) -> bytes:
    """Every signed snapshot, newest meeting first; a replaced one is under its correction.

    `rendered` is the first of them.
    """
    title = "Hoe wordt het geld besteed?"
    meetings = [
        list(versions)
        for _, versions in groupby(publications, lambda publication: publication.content.meeting.date)
    ]
    inside = el("ul", *(el("li", _meeting_entry(versions)) for versions in meetings), class_="stands")
    order = ", de nieuwste eerst" if len(meetings) > 1 else ""
    snapshots = section("standen", f"{labels.count(len(meetings), 'stand', 'standen')}{order}", inside)
    return page(rendered, title, 0, heading(rendered.publication, title, 0), main(snapshots))


def _meeting_entry(versions: Sequence[Publication]) -> Html:
    newest, *earlier = versions
    marks = newest.marks
    links = [
        el("a", f"De vervangen stand met kenmerk {version.marks.sha256[:SHORT_MARK]}", href=_address(version))
        for version in earlier
    ]
    return join(
        el("h3", el("a", marks.meeting, href=_address(newest))),
        el("p", f"{marks.title}. {marks.signature}.", class_="status"),
        el("p", marks.correction, class_="status") if marks.correction else None,
        el("p", newest.content.sentences[0], class_="answer"),
        bullet_list(links) if links else None,
    )


def _address(publication: Publication) -> str:
    return f"{publication.folder}/index.html"


def snapshot_page(rendered: RenderedPublication, versions: Sequence[Publication]) -> bytes:
    """Page 1 of the report, its files, and the other versions of the same meeting."""
    publication = rendered.publication
    depth = publication.folder.count("/") + 1
    files = [el("a", words, href=name) for name, words in FILES]
    others = [
        el("a", _version_name(version), href=f"{'../' * depth}{_address(version)}")
        for version in versions
        if version is not publication
    ]
    return page(
        rendered,
        f"{publication.marks.title}, {publication.marks.meeting}",
        depth,
        rendered.patterns,
        rendered.heading(navigation(depth)),
        main(
            _in_force_instead(versions, depth) if publication.is_replaced else None,
            *rendered.first,
            section("meer", "Meer lezen en downloaden", bullet_list(files, class_="downloads")),
            section("versies", "Andere versies van deze stand", bullet_list(others)) if others else None,
            section("kenmerk", "Kenmerk", _mark(publication)),
        ),
    )


def _in_force_instead(versions: Sequence[Publication], depth: int) -> Html:
    """On a replaced version: the link to the one in force."""
    link = el("a", "Lees de stand die nu geldt", href=f"{'../' * depth}{_address(versions[0])}")
    return el("p", "Deze stand is vervangen. ", link, ".", class_="concept")


def _version_name(publication: Publication) -> str:
    state = "Vervangen" if publication.is_replaced else "Geldt nu"
    marks = publication.marks
    return f"{state}: vastgesteld op {day(marks.fixed)}, kenmerk {marks.sha256[:SHORT_MARK]}"


def _mark(publication: Publication) -> Html:
    return join(
        el(
            "p", "Twee personen hebben dit ondertekend. Is er iets veranderd, dan past het kenmerk niet meer."
        ),
        el("p", el("code", publication.marks.sha256)),
    )


def programme_page(rendered: RenderedPublication, publications: Sequence[Publication]) -> bytes:
    """The years side by side, from the newest snapshot, and the totals at each meeting.

    `rendered` is the first of them: the version in force for the newest meeting.
    """
    newest = rendered.publication
    title = "Alle jaren naast elkaar"
    year_rows = newest.content.years or tuple(_own_years(publications))
    silent = silent_years(year_rows) if newest.content.hides_silent else frozenset()
    intro = el("p", f"De stand op {day(newest.content.as_of)}, met het plan dat toen gold.")
    body = join(intro, years(year_rows, silent))
    return page(
        rendered,
        title,
        1,
        heading(newest, title, 1),
        main(
            section("jaren", "De jaren", body),
            section("loop", "Wat zag het bestuur?", _totals_table(publications)),
        ),
    )


def _own_years(publications: Sequence[Publication]) -> Iterator[YearRow]:
    """Each year from its last snapshot: early snapshots hold no other year."""
    last = {
        publication.content.year: publication.content
        for publication in reversed(publications)
        if not publication.is_replaced
    }
    for year, content in sorted(last.items()):
        m = content.total.measures
        released = (m.released, m.released_unknown)
        yield YearRow(year, "", "", True, m.budget, *released, m.realised, m.committed, m.forecast.p50)


def _totals_table(publications: Sequence[Publication]) -> Html:
    """The totals at each meeting, newest first; replaced snapshots are left out."""
    rows: list[tuple[Cell, ...]] = []
    for publication in (publication for publication in publications if not publication.is_replaced):
        m, is_told = publication.content.total.measures, publication.content.hides_silent
        amounts = (delivered(measured_only(m, cents, is_told)) for cents in (m.realised, m.committed))
        figures = (Euros(m.budget), *amounts, Euros(m.forecast.p50))
        rows.append((publication.marks.meeting, publication.content.as_of, *figures))
    headers = ("Vergadering", "Peildatum", "Begroot", "Besteed", "Verplicht", "Verwacht")
    caption = "Het hele programma bij elke vergadering, in het jaar van de peildatum"
    return table(caption, headers, rows, words=2)
