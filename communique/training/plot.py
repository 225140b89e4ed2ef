"""The reliability plot: how often the coder is right against how sure it says it is, as an SVG picture."""

from collections.abc import Sequence

SIDE, EDGE = 360, 48
STYLE = """<style>text{font:12px sans-serif;fill:#444}.axis{stroke:#888;stroke-width:1}.even{stroke:#888;stroke-dasharray:4 4}
.bar{fill:#2b6cb0;fill-opacity:.75}@media(prefers-color-scheme:dark){text{fill:#ccc}.bar{fill:#63a4e8}}</style>"""


def reliability_svg(bins: Sequence[tuple[float, float, int]], title: str) -> str:
    """A picture of bins as (mean confidence, share right, cases): a bar each, and the line on which both are the same."""
    most = max((count for *_, count in bins), default=1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 2 * EDGE} {SIDE + 2 * EDGE}" role="img" aria-label="{title}">',
        STYLE,
        f'<text x="{EDGE}" y="{EDGE - 20}">{title}</text>',
        f'<line class="axis" x1="{EDGE}" y1="{EDGE + SIDE}" x2="{EDGE + SIDE}" y2="{EDGE + SIDE}"/>',
        f'<line class="axis" x1="{EDGE}" y1="{EDGE}" x2="{EDGE}" y2="{EDGE + SIDE}"/>',
        f'<line class="even" x1="{EDGE}" y1="{EDGE + SIDE}" x2="{EDGE + SIDE}" y2="{EDGE}"/>',
    ]
    for mean, right, count in bins:
        x, y = EDGE + SIDE * mean, EDGE + SIDE * (1 - right)
        width = 6 + 22 * (count / most) ** 0.5
        parts.append(
            f'<rect class="bar" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" height="{EDGE + SIDE - y:.1f}">'
            f"<title>{count} cases: said {mean:.2f}, right {right:.2f}</title></rect>"
        )
        parts.append(f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle">{count}</text>')
    for tick in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{EDGE + SIDE * tick:.0f}" y="{EDGE + SIDE + 16}" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="{EDGE - 6}" y="{EDGE + SIDE * (1 - tick) + 4:.0f}" text-anchor="end">{tick}</text>')
    parts.append(f'<text x="{EDGE + SIDE / 2:.0f}" y="{EDGE + SIDE + 36}" text-anchor="middle">confidence said</text>')
    parts.append(
        f'<text x="14" y="{EDGE + SIDE / 2:.0f}" text-anchor="middle" transform="rotate(-90 14 {EDGE + SIDE / 2:.0f})">share right</text>'
    )
    return "\n".join([*parts, "</svg>", ""])
