"""Plots as inline SVG. Places are percent of the width, so that type keeps its size at 320 px.

Each has a name that says what it shows, and stands beside a table with the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.site.markup import escaped, number

HEIGHT = 168
_TOP, _BOTTOM = 12, 28
_AXIS = 44


def _steps(most: float) -> list[float]:
    """Round values for the lines behind a plot, from 0 to at least `most`."""
    if most <= 0:
        return [0, 1]
    size = 10.0 ** (len(str(int(most))) - 1) if most >= 1 else 0.1
    step = next(size * f for f in (0.25, 0.5, 1, 2, 2.5) if size * f * 4 >= most)
    if most >= 4:
        step = max(1.0, float(round(step + 0.49)))
    elif most >= 1:
        step = 1.0
    values = [0.0]
    while values[-1] < most:
        values.append(values[-1] + step)
    return values


def columns(
    name: str,
    values: Sequence[float],
    ticks: Sequence[tuple[float, str]],
    kinds: Sequence[str] = (),
) -> str:
    """Columns side by side.

    Args:
        name: What it shows, in a sentence.
        values: Their heights.
        ticks: Places below the columns (in columns from the left) and what stands there.
        kinds: A class for each column.
    """
    steps = _steps(max(values, default=0))
    width = 100 / max(1, len(values))
    gap = 0.12 * width
    shapes = []
    for place, value in enumerate(values):
        if value:
            top = _y(value, steps[-1])
            kind = kinds[place] if kinds else "bar"
            shapes.append(
                f'<rect class="{kind}" x="{place * width + gap:.2f}%" y="{top:.1f}" '
                f'width="{width - 2 * gap:.2f}%" height="{HEIGHT - _BOTTOM - top:.1f}"/>'
            )
    return _framed(name, steps, shapes, [(at * width, text) for at, text in ticks])


def line(
    name: str, points: Sequence[tuple[float, float]], ticks: Sequence[tuple[float, str]], top: float
) -> str:
    """Points joined by lines.

    Args:
        name: What it shows, in a sentence.
        points: Places from the left (0–100) and values.
        ticks: Places below the plot (0–100) and what stands there.
        top: What the highest line stands for at least.
    """
    steps = _steps(max([top, *(value for _, value in points)]))
    placed = [(3 + 0.94 * x, _y(value, steps[-1])) for x, value in points]
    shapes = [
        f'<line class="join" x1="{a:.2f}%" y1="{b:.1f}" x2="{c:.2f}%" y2="{d:.1f}"/>'
        for (a, b), (c, d) in pairwise(placed)
    ]
    shapes += [f'<circle class="dot" cx="{x:.2f}%" cy="{y:.1f}" r="5"/>' for x, y in placed]
    return _framed(name, steps, shapes, [(3 + 0.94 * at, text) for at, text in ticks])


def _y(value: float, top: float) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _framed(
    name: str,
    steps: Sequence[float],
    shapes: Sequence[str],
    ticks: Sequence[tuple[float, str]],
) -> str:
    digits = 0 if all(step == int(step) for step in steps) else 1
    labels, lines = [], []
    for step in steps:
        y = _y(step, steps[-1])
        labels.append(
            f'<text x="{_AXIS - 8}" y="{y + 5:.1f}" text-anchor="end">{number(step, digits)}</text>'
        )
        lines.append(f'<line class="grid" x1="0" y1="{y:.1f}" x2="100%" y2="{y:.1f}"/>')
    names = []
    for at, text in ticks:
        anchor = "start" if at < 6 else "end" if at > 94 else "middle"
        names.append(
            f'<text x="{at:.2f}%" y="{HEIGHT - 6}" text-anchor="{anchor}">{escaped(text)}</text>'
        )
    return (
        f'<div class="plot" role="img" aria-label="{escaped(name)}">'
        f'<svg class="axis" width="{_AXIS}" height="{HEIGHT}" aria-hidden="true">'
        f"{''.join(labels)}</svg>"
        f'<svg width="100%" height="{HEIGHT}" aria-hidden="true">'
        f"{''.join([*lines, *shapes, *names])}</svg></div>"
    )


def bar(parts: Sequence[tuple[float, str]], whole: float) -> str:
    """A bar below a name in a table, of one part or several; the numbers stand beside it."""
    shapes = []
    at = 0.0
    for value, kind in parts:
        width = 100 * value / whole if whole else 0.0
        if width:
            shapes.append(f'<rect class="{kind}" x="{at:.2f}%" width="{width:.2f}%" height="10"/>')
        at += width
    return (
        '<svg class="line" width="100%" height="10" aria-hidden="true">'
        f'<rect class="rail" width="100%" height="10"/>{"".join(shapes)}</svg>'
    )


def range_(low: float, middle: float, high: float) -> str:
    """The middle half of some scores on a scale from 0 to 100, with its middle."""
    return (
        '<svg class="line" width="100%" height="14" aria-hidden="true">'
        '<rect class="rail" y="5" width="100%" height="4"/>'
        f'<rect class="span" x="{low:.1f}%" y="3" width="{high - low:.1f}%" height="8"/>'
        f'<circle class="dot" cx="{middle:.1f}%" cy="7" r="6"/></svg>'
    )


def sparks(values: Sequence[int], most: int) -> str:
    """Small columns in a table."""
    width = 100 / max(1, len(values))
    shapes = []
    for place, value in enumerate(values):
        height = 26 * value / most if most else 0.0
        top = 28 - max(height, 2)
        kind = "bar" if value else "rail"
        shapes.append(
            f'<rect class="{kind}" x="{(place + 0.1) * width:.2f}%" y="{top:.1f}" '
            f'width="{0.8 * width:.2f}%" height="{28 - top:.1f}"/>'
        )
    return f'<svg class="line" width="100%" height="28" aria-hidden="true">{"".join(shapes)}</svg>'
