"""The report as one page on its own: no script and nothing from elsewhere, on any screen and on paper."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from budget import labels
from budget.charts import BulletChart, PaceChart, SourcesChart
from budget.charts.colours import DARK, LIGHT, Palette, source_colour
from budget.charts.sources import NO_COLOUR
from budget.charts.tables import sentence_case
from budget.export.html import domains as web_domains
from budget.export.html import tables as web_tables
from budget.export.html.charts import bullets, pace, patterns, sources, waterfall
from budget.export.html.parts import Html, bullet_list, el, folded, joined, section, table, term
from budget.export.imprint import Imprint, imprint
from budget.export.pdf.pages import rows_of, with_money
from budget.export.public_version import public
from budget.export.safe_text import legible
from budget.export.tables import Data
from budget.export.xlsx.charts import waterfall_of
from budget.insight.diff.free_room import Bridge
from budget.model import Row
from budget.snapshot.told import agenda_reasons, agenda_sentence, change_sentences, plan_step
from budget.standing.sentences import bridge_sentence, since_words

CSS = Path(__file__).parent / "page.css"
NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def html(content: Data, sha256: str, signed_by: str | None, signed_at: str | None) -> bytes:
    """The whole report, for those who work with it."""
    content = legible(content)
    return _page(content, imprint(content, sha256, legible(signed_by), signed_at), is_public=False)


def public_html(content: Data, sha256: str, signed_by: str | None, signed_at: str | None) -> bytes:
    """The report for everyone: without the names of persons and suppliers."""
    content = public(legible(content), signed_by)
    return _page(content, imprint(content, sha256, signed_by, signed_at, names=False), is_public=True)


def _page(content: Data, marks: Imprint, is_public: bool) -> bytes:
    parts = [part for part in _sections(content, is_public) if part]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=NO_SCRIPT),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="description", content=f"{marks.meeting}. {marks.scope}"),
        el("title", f"{marks.programme}: {marks.title}"),
        el("style", _styles(content, marks)),
    )
    body = el(
        "body",
        patterns(len(with_money(rows_of(content, "source")))),
        el("a", "Naar de inhoud", href="#inhoud", class_="skip"),
        _header(marks),
        _navigation(parts),
        el("main", *(part for _, _, part in parts), id="inhoud", tabindex="-1"),
        _footer(content, marks),
    )
    return f'<!DOCTYPE html>\n<html lang="nl">{head}{body}</html>\n'.encode()


def _header(marks: Imprint) -> Html:
    return el(
        "header",
        el("p", el("span", marks.programme), el("span", marks.meeting), class_="kicker"),
        el("h1", marks.title),
        el("p", marks.scope, class_="scope"),
        el("p", marks.notice, class_="notice") if marks.notice else None,
        el("p", marks.correction, class_="concept") if marks.correction else None,
        el("p", marks.status, class_="concept") if marks.is_concept else None,
        el("p", f"{marks.signature}.", class_="status"),
    )


def _navigation(parts: list[tuple[str, str, Html]]) -> Html:
    links = [el("a", title, href=f"#{anchor}") for anchor, title, _ in parts]
    return el("nav", folded("Inhoud", bullet_list(links)), aria_label="Inhoud")


def _footer(content: Data, marks: Imprint) -> Html:
    previous = content["previous"]
    return el(
        "footer",
        *(el("p", line) for line in (marks.scope, marks.notice, f"{marks.status}.") if line),
        el("p", "Kenmerk van deze momentopname: ", el("code", marks.sha256)),
        el("p", "Kenmerk van de vorige momentopname: ", el("code", previous)) if previous else None,
        el("p", f"Stand van kennis: {content['known_at']}. Versie van het programma: {content['software']}."),
    )


def _sections(content: Data, is_public: bool) -> list[tuple[str, str, Html] | None]:
    """Anchor, title and markup of every part, in reading order."""
    return [
        _part("kort", "In het kort", _in_short(content)),
        _part("hoever", "Hoe ver zijn we?", _how_far(content)),
        _part("veranderd", *_changed(content)),
        _part("vragen", "Wij vragen u", _asked(content)),
        _part("tempo", "Hoe snel gaat het?", pace(PaceChart.from_data(content["pace"][""]))),
        *(_part(*found) for found in web_domains.parts(content, is_public)),
        _part("geld", "Waar komt het geld vandaan?", _money(content)),
        *(_part(*found) for found in web_tables.parts(content, is_public)),
    ]


def _part(anchor: str, title: str, inside: Html) -> tuple[str, str, Html]:
    return anchor, title, section(anchor, title, inside)


def _in_short(content: Data) -> Html:
    first, *others = content["sentences"]
    return joined(el("p", first, class_="answer"), bullet_list(others, class_="points"), _tiles(content))


def _tiles(content: Data) -> Html:
    total = content["total"]
    planned = total["norm"] / total["budget"] if total["budget"] else None
    found = (
        ("begroot", total["budget"], f"voor {content['year']}"),
        ("vrijgegeven", total["released"], ""),
        ("besteed", total["realised"], f"{labels.percent(total['depletion'])} van begroot"),
        ("gepland", total["norm"], f"{labels.percent(planned)} van begroot"),
        ("verplicht", total["committed"], ""),
        ("vrije ruimte", total["free"], "tekort" if total["free"] < 0 else ""),
        ("prognose", total["forecast"]["p50"], "op 31 december"),
    )
    tiles = [
        joined(
            term(content, word),
            el("p", labels.euro_short(cents), class_="amount"),
            el("p", below, class_="sub") if below else None,
        )
        for word, cents, below in found
    ]
    return bullet_list(tiles, class_="tiles")


def _how_far(content: Data) -> Html:
    chart = BulletChart.of(with_money(rows_of(content, "domain")), _as_of(content))
    signals = [
        el("span", f"{labels.SIGNAL_SHAPE[c]} {labels.SIGNAL_WORD[c]}", class_=f"signal {c.value}")
        for c in labels.SIGNAL_ORDER
    ]
    return joined(bullet_list(signals, class_="legend", aria_label="Signalen"), bullets(chart))


def _changed(content: Data) -> tuple[str, Html]:
    changes = content["changes"]
    if not changes:
        text = "Dit is de eerste momentopname van dit jaar. Er is geen eerdere stand om mee te vergelijken."
        return "Wat is er veranderd?", el("p", text)
    since, total = changes["since"], changes["total"]
    then, meeting = date.fromisoformat(since["as_of"]), date.fromisoformat(since["meeting"])
    bridge = Bridge(total["before"], plan_step(total), total["bookings"], total["commitments"])
    sentence = bridge_sentence(bridge, since_words(then, meeting))
    inside = joined(
        el("p", sentence),
        bullet_list(told, class_="points") if (told := change_sentences(content)) else None,
        waterfall(waterfall_of(content)),
        web_tables.bridges(content, then, _as_of(content)),
    )
    return f"Wat is er veranderd sinds {labels.day_month(meeting)}?", inside


def _asked(content: Data) -> Html:
    asks = [el("li", ask["text"], _carried_by(ask)) for ask in content["asks"]]
    asked = el("ol", *asks, class_="asks") if asks else el("p", "Er is nu geen besluit nodig.")
    agenda = agenda_sentence(content)
    reasons = [f"{name}: {text}" for name, text in agenda_reasons(content)]
    return joined(
        asked,
        el("p", agenda) if agenda else None,
        bullet_list(reasons, class_="points") if reasons else None,
    )


def _carried_by(ask: Data) -> Html | None:
    amount = "" if ask["amount"] is None else labels.euro(ask["amount"])
    said = f"Het gaat om {amount}." if amount and amount not in ask["text"] else ""
    owner = f"Wie: {ask['owner']}." if ask["owner"] else ""
    words = " ".join(part for part in (said, owner) if part)
    return el("p", words, class_="notice") if words else None


def _money(content: Data) -> Html:
    known = content.get("sources", [])
    rows = with_money(rows_of(content, "source"))
    chart = SourcesChart.of(rows, _as_of(content), _colours(content))
    names = {row.key: row.name for row in rows}
    left = [(names[s["code"]], sentence_case(s["unspent"])) for s in known if s["code"] in names]
    rules = table("Wat gebeurt er met geld dat overblijft?", ("Bron", "Wat overblijft"), left, words=2)
    return joined(sources(chart), rules if left else None)


def _colours(content: Data) -> dict[str, str]:
    """The colour of each source; only a real colour may reach the styles."""
    known = ((source["code"], str(source["colour"])) for source in content.get("sources", []))
    return {code: colour if _COLOUR.fullmatch(colour) else NO_COLOUR for code, colour in known}


def _styles(content: Data, marks: Imprint) -> Html:
    rows: list[Row] = with_money(rows_of(content, "source"))
    hues = SourcesChart.of(rows, _as_of(content), _colours(content)).colours
    light = _variables(LIGHT, "#004699") + _hues([source_colour(hue, False) for hue in hues])
    dark = _variables(DARK, "#8FBDF5") + _hues([source_colour(hue, True) for hue in hues])
    foot = f"{marks.scope} {marks.notice} {marks.status}. Kenmerk {marks.reference}"
    return Html(
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"{_sheet()}"
        "@page { size: A4; margin: 16mm 15mm 20mm; @bottom-left { font: 8pt sans-serif; width: 85%;"
        f' content: "{_css_text(foot)}"; }} @bottom-right {{ font: 8pt sans-serif;'
        ' content: counter(page) " / " counter(pages); } }\n'
    )


@cache
def _sheet() -> str:
    return CSS.read_text(encoding="utf-8")


def _variables(palette: Palette, accent: str) -> str:
    names = (
        "ink", "quiet", "grid", "paper", "realised", "committed", "budget_line", "budget_fill",
        "released", "norm", "forecast", "forecast_ink", "over",
    )  # fmt: skip
    own = "".join(f"--{name.replace('_', '-')}: {getattr(palette, name)}; " for name in names)
    signals = "".join(f"--{colour.value}: {value}; " for colour, value in palette.signal.items())
    return f"{own}{signals}--accent: {accent}; "


def _hues(colours: list[str]) -> str:
    return "".join(f"--source{n}: {colour}; " for n, colour in enumerate(colours))


def _css_text(text: str) -> str:
    """Text within quotes in a style sheet: every sign that is no letter or digit as its number."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06X}" for sign in text)


def _as_of(content: Data) -> date:
    return date.fromisoformat(content["as_of"])
