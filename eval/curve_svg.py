"""The risk–coverage curves of a run as one drawing, a line for each question set."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT, EDGE = 640, 400, 56
_COLOURS = ("#1b6ca8", "#c0392b", "#2e7d32", "#8e44ad", "#b9770e", "#455a64")
_TEXT = "font-family:sans-serif;font-size:13px;fill:#333"


def draw_curves(summary: Mapping[str, Mapping[str, Any]]) -> str:
    """Return an SVG of the curves in ``eval.summary.summarize``'s figures; a dot marks where the program stands."""
    curves = {name: figures["coverage_risk"] for name, figures in summary.items() if figures["coverage_risk"]}
    highest = max((point[2] for figures in curves.values() for point in figures["curve"]), default=0.0)
    top = max(0.1, -(-highest * 10 // 1) / 10)  # up to the next tenth
    parts = [*_axes(top)]
    for number, (name, figures) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_place(c, r, top) for _, c, r in figures["curve"]))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        now = figures["operating"]
        if now["risk"] is not None:
            x, y = _place(now["coverage"], now["risk"], top)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
        label = escape(f"{name}: area {100 * figures['area']:.1f} %")
        parts.append(f'<text x="{EDGE + 12}" y="{EDGE + 18 * number}" style="{_TEXT};fill:{colour}">{label}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def _place(coverage: float, risk: float, top: float) -> tuple[float, float]:
    return EDGE + coverage * (WIDTH - 2 * EDGE), HEIGHT - EDGE - risk / top * (HEIGHT - 2 * EDGE)


def _axes(top: float) -> Iterator[str]:
    for step in range(6):
        share = step / 5
        x, bottom = _place(share, 0, top)
        left, y = _place(0, share * top, top)
        yield f'<path d="M{left} {y:.1f}H{WIDTH - EDGE}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 20:.1f}" text-anchor="middle" style="{_TEXT}">{share:.0%}</text>'
        yield f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" style="{_TEXT}">{share * top:.0%}</text>'
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle" style="{_TEXT}">coverage: answered</text>'
    yield f'<text x="{EDGE}" y="{EDGE - 24}" style="{_TEXT}">risk: answers that are wrong</text>'
