"""The picture of a preview: a card in the colours of the dashboard with the finding, its chart and what it rests on."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from content.files.lettering import LEADING, wrapped
from content.files.svg import picture
from content.files.svg.theme import LIGHT
from content.parts import Chart
from runtime.caches import Cache
from web import preview, raster
from web.letters import write
from web.preview import SIZE, Preview

ACCENT = "#0f6b5c"  # of the light theme (.streamlit/config.toml)
MARGIN, BAND, GAP = 72, 18, 22  # [px]
LETTERS = (
    (68, 32),
    (60, 32),
    (54, 30),
    (48, 28),
    (42, 26),
    (38, 25),
    (34, 23),
    (30, 22),
    (28, 20),
    (26, 18),
)  # of title and text [px]
SMALL_SIZE = 26
CHART_WIDTH = 500  # [px]
ENLARGED = 1.5  # letters and marks of the chart, as the card is seen small [1]
TOP, FOOT = MARGIN + SMALL_SIZE * LEADING + GAP, SIZE[1] - MARGIN  # between them stands the finding
ROOM = FOOT - GAP - TOP
COLOURS = 128  # of the picture's palette
PICTURES_KEPT = 256  # of 20 to 50 kB each

PICTURES: Cache[bytes] = Cache("pictures of previews", PICTURES_KEPT)


@dataclass(frozen=True)
class Layout:
    """Lines of a card in the largest letters in which all of it fits."""

    title: list[str]
    title_size: int
    text: list[list[str]]
    text_size: int

    @property
    def height(self) -> float:
        """Height of title and text [px]."""
        rows = sum(len(lines) for lines in self.text)
        title = len(self.title) * self.title_size * LEADING
        return title + GAP + rows * self.text_size * LEADING + len(self.text) * GAP / 2


def layout(title: str, lines: tuple[str, ...], width: float, room: float) -> Layout:
    """Layout for a width and height; in the smallest letters what does not fit is left out whole."""
    for title_size, text_size in LETTERS:
        arranged = Layout(
            wrapped(title, "bold", title_size, width),
            title_size,
            [wrapped(line, "regular", text_size, width) for line in lines],
            text_size,
        )
        if arranged.height <= room:
            break
    while arranged.text and arranged.height > room:
        arranged.text.pop()
    return arranged


def text_width(chart: Chart | None) -> float:
    """Width of title and text next to the chart [px]."""
    return SIZE[0] - 2 * MARGIN - (CHART_WIDTH + 2 * GAP if chart else 0)


def draw(described: Preview) -> bytes:
    """PNG of a preview."""
    return PICTURES.get(described, lambda: _drawn(described))


def _drawn(described: Preview) -> bytes:
    chart = preview.chart(described)
    image = Image.new("RGB", SIZE, LIGHT.paper)
    pen, right = ImageDraw.Draw(image), SIZE[0] - MARGIN
    pen.rectangle((0, 0, SIZE[0], BAND), fill=ACCENT)
    name = f"{described.name} · {described.page_title}"
    write(pen, name, MARGIN, MARGIN + SMALL_SIZE, SMALL_SIZE, ACCENT, "bold")
    if chart:
        _draw_chart(chart, image)
    _write(layout(described.title, described.lines, text_width(chart), ROOM), pen)
    pen.line((MARGIN, FOOT, right, FOOT), fill=LIGHT.quiet, width=1)
    write(pen, described.source, MARGIN, FOOT + GAP / 2 + SMALL_SIZE, SMALL_SIZE, LIGHT.quiet)
    file = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _write(arranged: Layout, pen: ImageDraw.ImageDraw) -> None:
    """Title and text from top to bottom."""
    top: float = TOP
    for line in arranged.title:
        write(pen, line, MARGIN, top + arranged.title_size, arranged.title_size, LIGHT.ink, "bold")
        top += arranged.title_size * LEADING
    top += GAP
    for lines in arranged.text:
        for line in lines:
            write(pen, line, MARGIN, top + arranged.text_size, arranged.text_size, LIGHT.ink)
            top += arranged.text_size * LEADING
        top += GAP / 2


def chart_svg(chart: Chart) -> tuple[str, float, float]:
    """The chart as SVG, its width and its height before it is enlarged [px]; no higher than it is on its page."""
    width = CHART_WIDTH / ENLARGED
    tall = min(ROOM / ENLARGED, picture.height(chart.figure, width))
    return picture.part(chart.figure, width, tall, LIGHT), width, tall


def _draw_chart(chart: Chart, image: Image.Image) -> None:
    """The chart right of the text."""
    markup, _, tall = chart_svg(chart)
    corner, size = (SIZE[0] - MARGIN - CHART_WIDTH, round(TOP)), (CHART_WIDTH, round(tall * ENLARGED))
    raster.draw(image, markup, corner, size, ENLARGED)
