import io
import re
from dataclasses import replace

import pytest
from lxml import etree
from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from budget.charts.bullets import segments
from budget.charts.colours import LIGHT
from budget.charts.pace import PaceChart
from budget.export.imprint import imprint
from budget.export.pdf.typeface import FONTS
from budget.export.pptx.document import pptx
from budget.export.pptx.parts import FOOT_TOP
from budget.export.stable_zip import unpack_zip
from budget.labels import euro, euro_change, euro_short, percent
from budget.snapshot.content import Steps
from tests.export.format_samples import CONCEPT, SIGNED, hostile, situations, with_domains, with_questions
from tests.export.pdf.made_programmes import of_domains
from tests.snapshot.content_sample import SHA, content

SMALLEST = Pt(11)


def opened(data, *signature):
    return Presentation(io.BytesIO(pptx(data, *(signature or SIGNED))))


@pytest.fixture(scope="module")
def deck():
    return opened(content())


def texts(slide):
    """Every text of a slide, including those in tables."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def titles(found):
    return [slide.shapes.title.text_frame.text for slide in found.slides]


def slide_of(found, begin):
    return next(slide for slide in found.slides if slide.shapes.title.text_frame.text.startswith(begin))


def domains(data):
    return [row for row in data.domains if row.key]


def test_the_deck_opens_with_answer_overview_changes_and_questions(deck):
    found = titles(deck)
    assert found[0] == content().sentences[0]
    assert "domeinen" in found[1]
    assert found[2].startswith("Sinds 29 februari")
    assert "2 besluiten" in found[3]


def test_every_domain_has_a_slide_with_its_message_the_spotlight_first(deck):
    data = content()
    order = ["VEI", *(row.key for row in domains(data) if row.key != "VEI")]
    messages = [PaceChart.of(data.pace[key]).title for key in order]
    assert titles(deck)[4 : 4 + len(order)] == messages
    assert any("In de schijnwerper" in text for text in texts(deck.slides[4]))


def test_the_first_slide_has_all_sentences_and_the_key_figures(deck):
    data, found = content(), "\n".join(texts(deck.slides[0]))
    for sentence in data.sentences:
        assert sentence in found
    total = data.total.measures
    for name in ("budget", "released", "realised", "norm", "committed", "free"):
        assert euro_short(getattr(total, name)) in found
    assert euro_short(total.forecast.p50) in found
    assert percent(total.depletion) in found


def test_the_chart_of_all_domains_can_be_edited_and_has_their_shares(deck):
    (chart,) = charts(deck.slides[1])
    rows = [row for row in domains(content()) if row.measures.budget]
    assert [name.split(" ", 1)[1] for name in chart.plots[0].categories] == [row.name for row in rows]
    series = {found.name: list(found.values) for plot in chart.plots for found in plot.series}
    assert list(series) == ["Besteed", "Verplicht", "Vrije ruimte", "Tekort", "Gepland"]
    for n, row in enumerate(rows):
        pieces = {piece.part.value: piece.end - piece.start for piece in segments(row.measures)}
        assert series["Besteed"][n] == pytest.approx(pieces.get("besteed", 0))
        assert series["Verplicht"][n] == pytest.approx(pieces.get("verplicht", 0))
        assert series["Tekort"][n] == pytest.approx(pieces.get("tekort", 0))
        assert series["Gepland"][n] == pytest.approx(row.measures.norm_share)
    assert chart.part.chart_workbook.xlsx_part is not None


def test_the_plan_is_a_row_of_marks_on_the_same_axes(deck):
    (chart,) = charts(deck.slides[1])
    bars, marks = chart.plots
    assert [series.name for series in marks.series] == ["Gepland"]
    axes = [plot._element.xpath("./c:axId/@val") for plot in (bars, marks)]
    assert axes[0] == axes[1]


@pytest.mark.parametrize("key", [row.key for row in domains(content())])
def test_the_pace_chart_of_a_domain_has_the_frozen_figures(deck, key):
    pace = PaceChart.of(content().pace[key])
    slide = slide_of(deck, pace.title)
    (chart,) = charts(slide)
    series = {found.name: list(found.values) for found in chart.plots[0].series}
    days = sorted({p.day for p in (*pace.planned, *pace.realised, *pace.fan)})
    for name, points in (("Gepland", pace.planned), ("Besteed", pace.realised)):
        for point in points:
            assert round(series[name][days.index(point.day)] * 100) == point.cents
    for point in pace.fan:
        place = days.index(point.day)
        shown = [series[f"Prognose{part}"][place] for part in (" laag", "", " hoog")]
        assert [round(value * 100) for value in shown] == [*vars_of(point.expected)]
    found = "\n".join(texts(slide))
    m = pace.measures
    for amount in (m.budget, m.realised, m.norm, m.committed, m.free, m.forecast.p50):
        assert euro(amount) in found


def vars_of(interval):
    return interval.p10, interval.p50, interval.p90


def test_the_changes_on_the_slide_add_up(deck):
    slide = deck.slides[2]
    rows = next([c.text_frame.text for c in row.cells] for s in slide.shapes if s.has_table
                for row in [s.table.rows[len(s.table.rows) - 1]])  # fmt: skip
    total = content().changes.total
    assert rows == [
        "Totaal",
        euro(total.before),
        euro_change(total.plan),
        euro_change(-total.bookings),
        euro_change(-total.commitments),
        euro(total.after),
    ]
    (chart,) = charts(slide)
    series = {s.name: list(s.values) for s in chart.plots[0].series}
    assert [round(value * 100) for value in series["Stand"]] == [total.before, 0, 0, 0, total.after]
    assert round(sum(series["Meer ruimte"]) * 100) == total.plan
    assert round(sum(series["Minder ruimte"]) * 100) == total.bookings + total.commitments


def test_a_change_that_crosses_zero_is_drawn_on_both_sides():
    changes = replace(content().changes, total=Steps(100_00, 0, 250_00, -30_00, -120_00))
    (chart,) = charts(opened(content(changes=changes)).slides[2])
    series = {s.name: list(s.values) for s in chart.plots[0].series}
    assert series["Minder ruimte"] == [0, 0, 100, 0, 0]
    assert series["Minder ruimte (onder nul)"] == [0, 0, -150, 0, 0]
    assert series["Meer ruimte (onder nul)"] == [0, 0, 0, -30, 0]
    assert series["Onzichtbaar (onder nul)"] == [0, 0, 0, -120, 0]
    assert series["Stand (onder nul)"] == [0, 0, 0, 0, -120]


def test_the_questions_name_amount_and_owner(deck):
    found = "\n".join(texts(deck.slides[3]))
    for ask in content().asks:
        assert ask.text in found
        assert euro(ask.amount) in found
        assert ask.owner in found


@pytest.mark.parametrize("situation", situations())
def test_every_slide_has_scope_notice_status_and_hash(situation):
    data = situations()[situation]
    marks = imprint(data, *CONCEPT)
    for slide in opened(data, *CONCEPT).slides:
        found = "\n".join(texts(slide))
        assert marks.scope in found
        assert marks.notice in found
        assert marks.reference in found
        assert found.count("CONCEPT: nog niet vastgesteld") >= 1


@pytest.mark.wording
def test_a_signed_deck_says_who_signed_and_never_concept(deck):
    for slide in deck.slides:
        found = "\n".join(texts(slide))
        assert "Vastgesteld op 21 juni 2024 door twee personen" in found
        assert "CONCEPT" not in found
    assert any(SHA in text for text in texts(deck.slides[-1]))


def test_the_deck_is_16_by_9_without_notes_and_empty_placeholders(deck):
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    assert len(deck.slide_layouts) == 1
    for slide in deck.slides:
        assert not slide.has_notes_slide
        assert all(place.has_text_frame and place.text_frame.text for place in slide.placeholders)


def test_no_text_is_below_the_minimum_size_and_all_is_dutch(deck):
    for slide in deck.slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        frames += [c.text_frame for s in slide.shapes if s.has_table for r in s.table.rows for c in r.cells]
        runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
        assert runs
        assert all(run.font.size >= SMALLEST for run in runs)
        assert all(run._r.rPr.get("lang") == "nl-NL" for run in runs)


def test_every_shape_lies_within_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_every_chart_and_table_has_a_text_alternative(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.xpath(".//p:cNvPr/@descr")[0]) > 10


def test_hostile_text_is_shown_literally_and_makes_no_formula():
    data = hostile()
    found = opened(data)
    assert data.sentences[0] in "\n".join(titles(found))
    parts = unpack_zip(pptx(data, *SIGNED))
    for name, part in parts.items():
        if name.endswith(".xlsx"):
            inner = unpack_zip(part)
            assert not any(b"<f>" in sheet for n, sheet in inner.items() if "worksheets" in n), name


def test_the_only_time_in_the_file_is_that_of_the_signature():
    parts = unpack_zip(pptx(content(), *SIGNED))
    cores = [parts["docProps/core.xml"]]
    cores += [unpack_zip(p)["docProps/core.xml"] for n, p in parts.items() if n.endswith(".xlsx")]
    for core in cores:
        assert set(re.findall(rb">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {b"2024-06-21T00:00:00Z"}


@pytest.mark.parametrize("number", [1, 7, 10])
def test_the_longest_word_below_a_bar_fits_so_that_names_break_between_words(number):
    found = 0
    for slide in opened(of_domains(number)).slides:
        for shape in slide.shapes:
            if shape.has_chart and "Begroot" not in [series.name for series in shape.chart.plots[0].series]:
                names = [str(name) for name in shape.chart.plots[0].categories]
                longest = max(len(word) for name in names for word in name.split())
                size = shape.chart.category_axis.tick_labels.font.size.pt
                assert size * longest * 0.6 * len(names) <= shape.width.pt
                found += len(names)
    assert found >= number + 5


def test_names_below_bars_can_be_read_across_a_room():
    deck = opened(replace(of_domains(7), software="0.11.0"))
    sizes = [
        shape.chart.category_axis.tick_labels.font.size.pt
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert min(sizes) >= 8.5


@pytest.mark.parametrize(("words", "slides"), [(1, 1), (60, 2)])
def test_all_questions_share_one_slide_unless_the_font_would_shrink(words, slides):
    data = replace(with_questions(), software="0.11.0")
    asks = tuple(replace(data.asks[0], text="Besluit hoe wordt bijgestuurd. " * words) for _ in range(2))
    found = [title for title in titles(opened(replace(data, asks=asks))) if title.startswith("Wij vragen u")]
    assert len(found) == slides


def test_domains_that_do_not_fit_on_one_slide_go_to_the_next():
    data = of_domains(10)
    long = tuple(
        replace(row, name="Programmaorganisatieontwikkeling") if row.key else row for row in data.domains
    )
    deck = opened(with_domains(data, *long))
    found = [slide for slide in deck.slides if "vragen om bijsturen" in titles_of(slide)]
    names = [[str(name) for name in chart.plots[0].categories] for slide in found for chart in charts(slide)]
    assert list(map(len, names)) == [5, 5]


def titles_of(slide):
    return slide.shapes.title.text_frame.text


LETTERS = ImageFont.truetype(str(FONTS / "SourceSans3-Semibold.ttf"), 100)
"""About as wide as Arial."""


def bottom(shape):
    """Where the last line of a text box ends, in inches from the top of the slide."""
    height, width = 0.0, shape.width / 12700
    for paragraph in shape.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs), default=0)
        lines, left = 1, width
        for word in paragraph.text.split(" "):
            taken = LETTERS.getlength(word + " ") * size / 100
            if taken > left:
                lines, left = lines + 1, width
            left -= taken
        height += lines * size * 1.17 + (paragraph.space_after.pt if paragraph.space_after else 0)
    return Emu(shape.top).inches + height / 72


@pytest.mark.parametrize("number", [1, 7, 10])
def test_no_text_runs_over_the_foot_of_its_slide_or_over_the_chart_below_it(number):
    data = replace(of_domains(number), software="0.10.0")
    few = data.sentences[1:] or ("Er is nog niets besteed.",)
    data = replace(data, sentences=(data.sentences[0], *few, *few)[:10])
    for slide in opened(data).slides:
        boxes = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.strip()]
        begins = [shape.top for shape in slide.shapes if shape.has_chart or shape.has_table]
        for shape in boxes:
            if shape == slide.shapes.title or Emu(shape.top).inches >= FOOT_TOP or Emu(shape.top).inches < 1:
                continue
            below = [top for top in begins if top > shape.top]
            assert bottom(shape) <= min([FOOT_TOP + 0.05, *(Emu(top).inches + 0.05 for top in below)]), (
                slide.shapes.title.text_frame.text,
                shape.text_frame.text,
            )


def test_red_marks_shortages_only_and_earlier_releases_keep_their_colours():
    old, new = (opened(replace(content(), software=software)) for software in ("0.9.0", "0.10.0"))
    assert LIGHT.over.lstrip("#") in used(old)
    assert LIGHT.over.lstrip("#") not in used(new)


def used(found):
    """The colours of the bars in the chart of changes, as stored in the file."""
    (chart,) = charts(slide_of(found, "Sinds"))
    shown = [*chart.plots[0].series]
    points = "".join(
        etree.tostring(p, encoding="unicode") for s in shown for p in s._element.findall(qn("c:dPt"))
    )
    whole = "".join(etree.tostring(s._element, encoding="unicode") for s in shown)
    return points or whole
