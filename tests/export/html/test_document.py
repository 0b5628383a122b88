import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from budget.charts import PaceChart
from budget.charts.bullets import describe_row
from budget.charts.colours import DARK, LIGHT
from budget.export.html.document import html, public_html
from budget.export.imprint import imprint
from budget.labels import TERMS, euro, euro_change, euro_short, percent, room
from budget.model import By
from tests.export.format_samples import CONCEPT, PERSONS, SIGNED, SUPPLIER, hostile, named, situations
from tests.export.pdf.made_programmes import two_years, usual
from tests.snapshot.content_sample import SHA, content

VOID = {"meta", "br", "img", "input", "link"}


class Page(HTMLParser):
    """An HTML parser: elements in order, texts, and whether every element is closed correctly."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.open, self.errors = [], [], [], []
        self.feed(data.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.errors.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def words(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def page():
    return Page(html(content(), *SIGNED))


@pytest.mark.parametrize("write", [html, public_html])
@pytest.mark.parametrize("situation", situations())
def test_every_element_is_closed_and_every_name_is_unique(write, situation):
    found = Page(write(situations()[situation], *SIGNED))
    assert found.errors == []
    assert found.open == []
    names = [a["id"] for _, a in found.elements if "id" in a]
    assert len(names) == len(set(names))
    assert {a["href"][1:] for a in found.all("a")} <= set(names)
    assert {a["aria-labelledby"] for a in found.all("section")} <= set(names)


def test_the_page_is_dutch_with_one_title_landmarks_and_a_skip_link(page):
    assert page.all("html") == [{"lang": "nl"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("header")) == 1
    assert len(page.all("footer")) == len(page.all("title")) == 1
    assert page.all("nav") == [{"aria-label": "Inhoud"}]
    assert page.all("a")[0] == {"href": "#inhoud", "class": "skip"}
    assert page.all("main")[0]["id"] == "inhoud"


def test_headings_skip_no_level(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_page_is_self_contained_and_has_no_script(page):
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert not [
        a for _, a in page.elements for name in a if name.startswith("on") or name in ("src", "style")
    ]
    text = html(content(), *SIGNED).decode()
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    patterns = {f"#{a['id']}" for a in page.all("pattern")}
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= patterns
    policy = next(a for a in page.all("meta") if "http-equiv" in a)
    assert policy["content"].startswith("default-src 'none'")


def test_every_table_has_a_caption_and_column_and_row_headers(page):
    tables = page.all("table")
    assert len(tables) == len(page.all("caption")) > 10
    assert all(a["scope"] in ("col", "row") for a in page.all("th"))
    assert all(a["data-label"] for a in page.all("td"))
    regions = [a for a in page.all("div") if a.get("role") == "region"]
    assert len(regions) == len(tables)
    assert all(a["tabindex"] == "0" and a["aria-label"] for a in regions)


def test_every_drawing_is_labelled_or_hidden_from_screen_readers(page):
    for drawing in page.all("svg"):
        assert drawing.get("aria-hidden") == "true" or (drawing["role"] == "img" and drawing["aria-label"])


def test_the_charts_have_every_figure_of_every_domain(page):
    data = content()
    told = {drawing["aria-label"] for drawing in page.all("svg") if "aria-label" in drawing}
    for row in data.with_money(By.DOMAIN):
        if row.measures.budget > 0:
            assert describe_row(row) in told
    for pace in data.pace.values():
        assert PaceChart.of(pace).alt in told


def test_the_page_has_sentences_key_figures_and_questions(page):
    data = content()
    for sentence in data.sentences:
        assert words(sentence) in page.text
    total = data.total.measures
    for name in ("budget", "released", "realised", "norm", "committed", "free"):
        assert words(euro_short(getattr(total, name))) in page.text
    for ask in data.asks:
        assert words(ask.text) in page.text
        assert ask.owner in page.text


@pytest.mark.parametrize("by", [by for by in By if by is not By.PROGRAMME])
def test_the_tables_have_every_figure_of_every_row(page, by):
    for row in content().with_money(by):
        m = row.measures
        amounts = (euro(m.realised), euro(m.committed), room(m.free), euro(m.forecast.p50))
        shares = (percent(m.depletion), percent(m.norm_share))
        assert words(" ".join((*amounts, *shares))) in page.text, row.name


def test_the_changes_of_free_room_add_up(page):
    total = content().changes.total
    effects = (total.plan, -total.bookings, -total.commitments)
    shown = (room(total.before), *map(euro_change, effects), room(total.after))
    assert words(" ".join(("Totaal", *shown))) in page.text
    assert total.before + sum(effects) == total.after


def test_every_term_is_explained_on_the_page(page):
    for text in TERMS.values():
        assert text in page.text
    summaries = page.text
    assert "Begroot Het geld dat in" in summaries


@pytest.mark.parametrize("write", [html, public_html])
def test_scope_notice_and_state_are_shown_at_both_ends_and_on_every_printed_page(write):
    data = content()
    marks = imprint(data, *CONCEPT)
    found = Page(write(data, *CONCEPT))
    assert found.text.count(marks.scope) == 2
    assert found.text.count(marks.notice) == 2
    assert found.text.count("CONCEPT: nog niet vastgesteld") == 2
    assert SHA in found.text
    foot = re.search(r'@bottom-left \{.*?content: "([^"]*)"', write(data, *CONCEPT).decode(), re.S).group(1)
    printed = re.sub(r"\\([0-9A-F]{6})", lambda code: chr(int(code.group(1), 16)), foot)
    assert printed.startswith(f"{marks.scope} {marks.notice} CONCEPT")


def test_a_signed_page_names_both_persons_and_the_public_one_neither():
    assert "Hanneke Smit en Carla van Dijk" in Page(html(content(), *SIGNED)).text
    assert "door twee personen." in Page(public_html(content(), *SIGNED)).text


def test_light_and_dark_have_their_own_colours_and_paper_is_light():
    text = html(content(), *SIGNED).decode()
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)", 1)
    assert f"--realised: {LIGHT.realised}" in light
    assert f"--realised: {DARK.realised}" in dark.split("\n")[0]


@pytest.mark.parametrize("write", [html, public_html])
def test_hostile_texts_stay_text(write):
    found = Page(write(hostile(), *SIGNED))
    assert found.errors == []
    assert not found.all("script")
    assert not found.all("img")
    assert "<script>alert(1)</script>" in found.text
    assert not [a for _, a in found.elements if any(name.startswith("on") for name in a)]


def test_an_invalid_colour_does_not_reach_the_style_sheet():
    first, *others = content().sources
    sources = (replace(first, colour="red;} body{display:none"), *others)
    assert "display:none" not in html(content(sources=sources), *SIGNED).decode()


def test_the_public_page_names_no_person_and_no_supplier():
    text = public_html(named(), *SIGNED).decode().lower()
    for name in (*PERSONS, SUPPLIER, "budgethouder "):
        assert name.lower() not in text, name
    assert "bereikt door [naam]" in text


def test_the_public_page_has_the_same_figures_apart_from_those_per_budget_holder():
    own, shown = (Page(write(content(), *SIGNED)) for write in (html, public_html))
    amounts, public_amounts = (set(re.findall(r"€ ?[−\d.,]+", found.text)) for found in (own, shown))
    holders = [row.measures for row in content().rows[By.BUDGET_HOLDER]]
    per_person = {euro(getattr(m, name)) for m in holders for name in MEASURES}
    per_person |= {euro(m.forecast.p50) for m in holders}
    assert public_amounts <= amounts
    assert amounts - public_amounts <= set(map(words, per_person))


MEASURES = ("budget", "released", "realised", "committed", "free", "norm")


@pytest.mark.parametrize("write", [html, public_html])
def test_results_follow_the_euros_and_open_questions_follow_the_answer(write):
    data = usual()
    found = Page(write(data, *SIGNED))
    text = words(found.text)
    for result in data.results.values():
        assert f"vrij. Resultaat: {result}." in text
    said, more = data.summary_and_rest
    asked = f"{data.asks[0].text.split(':')[0]}: besluit"
    order = [text.index(words(one)) for one in (*said, asked, *more)]
    assert order == sorted(order)


@pytest.mark.parametrize("write", [html, public_html])
def test_a_page_embeds_its_fonts_unless_it_was_frozen_by_an_earlier_release(write):
    found = write(usual(), *SIGNED).decode()
    assert found.count("src: url(data:font/woff2;base64,d09GMg") == 2  # wOF2: the sign of a woff2 file
    assert "font-src data:" in found
    before = write(usual(software="0.10.0"), *SIGNED).decode()
    assert "woff2" not in before
    assert "font-src" not in before


def test_long_parts_unfold_and_print_except_in_pages_of_earlier_releases():
    part = re.compile(r'<section id="(\w+)"[^>]*><h2[^>]*>[^<]*</h2><details class="fold prints">')

    def folded(software):
        return set(part.findall(html(usual(software=software), *SIGNED).decode()))

    assert {"begrippen", "signalen"} <= folded("0.12.0")
    assert not {"begrippen", "signalen"} & folded("0.11.0")


@pytest.mark.wording
def test_all_years_are_shown_side_by_side_with_their_sources():
    shown = Page(html(usual(years=two_years()), SHA, None, None)).text
    assert "Hoe staan alle jaren ervoor?" in shown
    for row in ("2024 € 8.111 € 7.222* € 3.333 € 444 € 7.555", "Coalitiemiddelen 2025 € 9.666 onbekend"):
        assert row in words(shown)
    one = tuple(row for row in two_years() if row.year != 2025)
    assert html(usual(years=one), SHA, None, None) == html(usual(), SHA, None, None)
