"""Flows of money on screen: sources on the left, targets on the right, each with its name above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from budget import labels
from budget.charts.colours import Palette, faded, palette, source_colour
from budget.charts.flows import FlowsChart
from budget.charts.plotly.canvas import SIDE, SMALL, Canvas, Figure, Look, lines, safe

NAME_LENGTH = 20
LINE = 17
GAP = 10
TOP = 4
FLOW_HEIGHT = 300
LEAST_HEIGHT = 240
NODE_WIDTH = 12
FROM, TO = "van/", "naar/"
SAMPLES = 24
PATTERNS = ("", "/", ".", "x", "-", "\\", "+", "|")


@dataclass(frozen=True, slots=True)
class Node:
    """A source or a target, in px from the top: its words, and below them its piece of the column."""

    name: tuple[str, ...]
    cents: int
    share: float
    top: float
    height: float

    @property
    def words(self) -> float:
        """The height of the words, in px."""
        return (len(self.name) + 1) * LINE + 3

    @property
    def start(self) -> float:
        """The top of the piece of the column, in px."""
        return self.top + self.words

    @property
    def end(self) -> float:
        """The bottom of the piece, in px."""
        return self.start + self.height


def draw_flows(chart: FlowsChart, dark: bool = False) -> Figure:
    """Bands as thick as their amounts, from sources to targets; negative amounts are named, not drawn.

    customdata of a source or target is its name after FROM or TO.
    """
    colours = palette(dark)
    drawn = tuple(tuple(max(cents, 0) for cents in row) for row in chart.cents)
    sources = [source.name for source in chart.sources]
    total = sum(map(sum, drawn)) or 1
    columns = (sources, chart.by_source, _sums(drawn, 0)), (chart.targets, chart.by_target, _sums(drawn, 1))
    depth = max(LEAST_HEIGHT, *(_depth(names, total, thick) for names, _, thick in columns))
    left, right = (_column(names, sums, thick, total, depth) for names, sums, thick in columns)
    below = _note_room(chart)
    canvas = Canvas(colours, int(depth) + 12 + below, top=8, bottom=4 + below, depth=depth)
    canvas.xaxis.update(range=[0, 1], visible=False)
    hues = [source_colour(source.colour, dark) for source in chart.sources]
    _add_bands(canvas, chart, drawn, left, right, hues, FLOW_HEIGHT / total)
    _add_nodes(canvas, left, hues, 0, sources)
    _add_nodes(canvas, right, [colours.budget_line] * len(right), 1, chart.targets)
    _label_column(canvas, left, 0, colours)
    _label_column(canvas, right, 1, colours)
    _note_negative(canvas, chart, colours)
    return canvas.figure()


def _sums(matrix: tuple[tuple[int, ...], ...], axis: int) -> list[int]:
    return [sum(row) for row in (matrix if axis else zip(*matrix, strict=True))]


def _words(name: str) -> tuple[str, ...]:
    return tuple(wrap(name, NAME_LENGTH, break_long_words=False)) or ("",)


def _depth(names: Sequence[str], total: int, thick: Sequence[int]) -> float:
    """The height of a column in px."""
    words = sum((len(_words(name)) + 1) * LINE + 3 + GAP for name in names)
    return TOP + words + FLOW_HEIGHT * sum(thick) / total


def _column(
    names: Sequence[str], sums: Sequence[int], thick: Sequence[int], total: int, depth: float
) -> list[Node]:
    """The nodes of one column, spread over the whole height."""
    spare = (depth - _depth(names, total, thick)) / max(len(names), 1)
    nodes: list[Node] = []
    for name, cents, size in zip(names, sums, thick, strict=True):
        top = nodes[-1].end + GAP + spare if nodes else TOP + spare / 2
        nodes.append(Node(_words(name), cents, cents / (sum(sums) or 1), top, FLOW_HEIGHT * size / total))
    return nodes


def _add_bands(
    canvas: Canvas,
    chart: FlowsChart,
    cells: tuple[tuple[int, ...], ...],
    left: list[Node],
    right: list[Node],
    hues: list[str],
    scale: float,
) -> None:
    """One band per amount; both ends are stacked in the order of the other column."""
    starts = [node.start for node in left]
    for t, node in enumerate(right):
        end = node.start
        for s, cents in enumerate(cells[t]):
            if cents:
                thick = cents * scale
                hover = _hover(chart.sources[s].name, chart.targets[t], chart, cents)
                _add_band(canvas, starts[s], end, thick, hues[s], PATTERNS[s % len(PATTERNS)], hover)
                starts[s] += thick
                end += thick


def _add_band(
    canvas: Canvas, start: float, end: float, thick: float, hue: str, pattern: str, hover: str
) -> None:
    steps = [n / SAMPLES for n in range(SAMPLES + 1)]
    upper = [start + (end - start) * x * x * (3 - 2 * x) for x in steps]
    canvas.add_scatter(
        x=steps + steps[::-1],
        y=upper + [y + thick for y in reversed(upper)],
        fill="toself",
        mode="lines",
        line={"width": 0.75, "color": hue},
        fillcolor=faded(hue, 0.3),
        hoveron="fills",
        text=hover,
        hoverinfo="text",
        showlegend=False,
        **_pattern(pattern, hue),
    )


def _pattern(shape: str, hue: str) -> Look:
    if not shape:
        return {}
    look = {"bgcolor": faded(hue, 0.18), "fgcolor": faded(hue, 0.55), "fgopacity": 1, "fillmode": "replace"}
    return {"fillpattern": {"shape": shape, "size": 7, "solidity": 0.22} | look}


def _hover(source: str, target: str, chart: FlowsChart, cents: int) -> str:
    return lines(
        (f"<b>{safe(source)}</b>", f"naar <b>{safe(target)}</b>", f"{labels.euro(cents)} {chart.kind.value}")
    )


def _add_nodes(canvas: Canvas, nodes: list[Node], hues: list[str], x: int, names: Sequence[str]) -> None:
    for node, hue, name in zip(nodes, hues, names, strict=True):
        canvas.add_scatter(
            x=[x] * 3,
            y=[node.start, (node.start + node.end) / 2, max(node.end, node.start + 2)],
            mode="lines+markers",
            line={"width": NODE_WIDTH, "color": hue},
            # A line cannot be clicked; a marker can, even an invisible one.
            marker={"size": 2 * NODE_WIDTH, "symbol": "square", "opacity": 0},
            customdata=[f"{TO if x else FROM}{name}"] * 3,
            hovertext=f"<b>{safe(name)}</b><br>{labels.euro(node.cents)}",
            hoverinfo="text",
            showlegend=False,
            cliponaxis=False,
        )


def _label_column(canvas: Canvas, nodes: list[Node], x: int, colours: Palette) -> None:
    side = "right" if x else "left"
    shift = NODE_WIDTH / 2 if x else -NODE_WIDTH / 2
    for node in nodes:
        amount = f"{labels.euro_short(node.cents)} · {labels.percent(node.share)}"
        text = f"<b>{lines(map(safe, node.name))}</b><br>{amount}"
        place = {"xanchor": side, "align": side, "xshift": shift, "yanchor": "top", "borderpad": 0}
        look = {"font": {"size": SMALL, "color": colours.ink}, "bgcolor": faded(colours.paper, 0.8)}
        canvas.add_note(text, x, node.top - 2, xref="paper", **place, **look)


def _note_room(chart: FlowsChart) -> int:
    return 2 * LINE + 4 if chart.negative else 0


def _note_negative(canvas: Canvas, chart: FlowsChart, colours: Palette) -> None:
    if chart.negative:
        amounts = labels.count(len(chart.negative), "negatief bedrag", "negatieve bedragen")
        text = f"Niet getekend: {amounts},<br>samen {labels.euro(sum(chart.negative))}. Zie de tabel."
        place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
        canvas.add_note(text, 0, 0, font={"size": SMALL, "color": colours.quiet}, xshift=-SIDE / 2, **place)
