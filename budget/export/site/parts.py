"""What every page of the site has: head, navigation and footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.export.html.parts import Html, bullet_list, el, join
from budget.export.html.typeface import policy
from budget.export.imprint import LICENCE
from budget.export.site.publication import Publication

HOME, PROGRAMME, FEED = "index.html", "programma/index.html", "feed.xml"
SHEET = Path(__file__).parent / "site.css"


@dataclass(frozen=True, slots=True)
class RenderedPublication:
    """A publication with the reusable parts of its full report page.

    `heading` takes the navigation that is placed above it; `first` are the parts of page 1 on paper, and
    `patterns` the fill patterns in them.
    """

    publication: Publication
    styles: Html
    heading: Callable[[Html], Html]
    first: tuple[Html, ...]
    patterns: Html


def page(rendered: RenderedPublication, title: str, depth: int, *body: Html | None) -> bytes:
    """A whole page in the colours of this publication, `depth` folders below the root."""
    publication = rendered.publication
    up = "../" * depth
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy(publication.content)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="description", content=f"{title}. {publication.marks.scope}"),
        el("title", f"{publication.marks.programme}: {title}"),
        Html(f'<link rel="alternate" type="application/atom+xml" title="Nieuwe standen" href="{up}{FEED}">'),
        el("style", join(rendered.styles, Html(_sheet()))),
    )
    whole = el("body", el("a", "Naar de inhoud", href="#inhoud", class_="skip"), *body, _footer(publication))
    return f'<!DOCTYPE html>\n<html lang="nl">{head}{whole}</html>\n'.encode()


def navigation(depth: int) -> Html:
    """Links to the other pages."""
    up = "../" * depth
    places = (("Alle standen", HOME), ("Alle jaren naast elkaar", PROGRAMME), ("Feed", FEED))
    links = [el("a", name, href=f"{up}{path}") for name, path in places]
    return el("nav", bullet_list(links), aria_label="Site", class_="site")


def heading(publication: Publication, title: str, depth: int) -> Html:
    """The head of a page about all meetings: programme, scope and notice."""
    marks = publication.marks
    return el(
        "header",
        navigation(depth),
        el(
            "p", el("span", marks.programme), el("span", publication.content.programme.board), class_="kicker"
        ),
        el("h1", title),
        el("p", marks.scope, class_="scope"),
        el("p", marks.notice, class_="notice") if marks.notice and not publication.is_replaced else None,
    )


def main(*parts: Html | None) -> Html:
    """The main content of the page."""
    return el("main", *parts, id="inhoud", tabindex="-1")


def _footer(publication: Publication) -> Html:
    marks = publication.marks
    return el(
        "footer",
        *(el("p", line) for line in (marks.scope, marks.notice) if line),
        el("p", "Namen van personen staan nergens op deze site. Een leverancier alleen als hij partner is."),
        el("p", "Deze site heeft geen scripts en geen cookies, en haalt niets van elders."),
        el("p", f"Open data: {LICENCE['title']}."),
    )


@cache
def _sheet() -> str:
    return SHEET.read_text(encoding="utf-8")
