"""The Atom feed: an entry for every signed snapshot, newest first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from budget.export.html.parts import Html, el
from budget.export.site.parts import FEED
from budget.export.site.publication import Publication

NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(publications: Sequence[Publication], address: str) -> bytes:
    """The feed; `address` is the URL of the site, or '' for links relative to the feed."""
    newest = publications[0]
    programme = newest.content.programme
    head = (
        el("id", _urn(hashlib.sha256(programme.id.encode()).hexdigest())),
        el("title", f"{programme.name}: hoe wordt het geld besteed?"),
        el("subtitle", programme.scope),
        el("updated", _moment(max(publication.changed_at for publication in publications))),
        el("author", el("name", programme.name)),
        el("link", rel="self", href=f"{address}{FEED}", type="application/atom+xml"),
        el("link", rel="alternate", href=f"{address}index.html", type="text/html"),
    )
    by_time = sorted(
        publications, key=lambda publication: (publication.changed_at, publication.marks.sha256), reverse=True
    )
    entries = (_entry(publication, address) for publication in by_time)
    whole = el("feed", *head, *entries, xmlns=NAMESPACE, xml_lang="nl")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole.replace("xml-lang", "xml:lang", 1)}\n'.encode()


def _entry(publication: Publication, address: str) -> Html:
    marks = publication.marks
    state = "Vervangen: " if publication.is_replaced else "Correctie: " if marks.correction else ""
    summary_parts = (publication.content.sentences[0], marks.scope, marks.notice, marks.correction)
    return el(
        "entry",
        el("id", _urn(marks.sha256)),
        el("title", f"{state}{marks.meeting}. {marks.title}"),
        el("updated", _moment(publication.changed_at)),
        el("link", rel="alternate", href=f"{address}{publication.folder}/index.html", type="text/html"),
        el("summary", " ".join(text for text in summary_parts if text)),
    )


def _urn(sha256: str) -> str:
    return f"urn:uuid:{UUID(hex=sha256[:32])}"


def _moment(at: datetime) -> str:
    return f"{at.replace(microsecond=0).isoformat()}Z"
