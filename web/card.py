"""The picture of a preview: a card in the colours of the dashboard with the finding, its chart and what it rests on."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from content.files.lettering import LEADING, wrapped
from web import sketch
from web.lettering import write
from web.preview import SIZE, Preview
from web.sketch import INK, PAPER, QUIET

ACCENT = "#0f6b5c"  # of the light theme, as are the colours of the sketch (.streamlit/config.toml)
MARGIN, BAND, GAP = 72, 18, 22  # [px]
LETTERS = ((68, 32), (60, 32), (54, 30), (48, 28), (42, 26), (38, 25), (34, 23), (30, 22))  # of title and text [px]
SMALL_SIZE = 26
SKETCH_WIDTH = 400  # [px]
TOP, FOOT = MARGIN + SMALL_SIZE * LEADING + GAP, SIZE[1] - MARGIN  # between them stands the finding
ROOM = FOOT - GAP - TOP
PICTURES_KEPT = 256  # of 20 to 40 kB each


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
        rows = sum(len(one) for one in self.text)
        title = len(self.title) * self.title_size * LEADING
        return title + GAP + rows * self.text_size * LEADING + len(self.text) * GAP / 2


def layout(title: str, lines: tuple[str, ...], width: float, room: float) -> Layout:
    """Layout for a width and height; in the smallest letters what does not fit is left out whole."""
    for title_size, text_size in LETTERS:
        found = Layout(
            wrapped(title, "bold", title_size, width),
            title_size,
            [wrapped(line, "regular", text_size, width) for line in lines],
            text_size,
        )
        if found.height <= room:
            break
    while found.text and found.height > room:
        found.text.pop()
    return found


def text_width(found: Preview) -> float:
    """Width of title and text beside the sketch [px]."""
    return SIZE[0] - 2 * MARGIN - (SKETCH_WIDTH + 2 * GAP if found.sketch else 0)


@lru_cache(maxsize=PICTURES_KEPT)
def draw(found: Preview) -> bytes:
    """PNG of a preview."""
    width, _ = SIZE
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    top, right = TOP, width - MARGIN
    pen.rectangle((0, 0, width, BAND), fill=ACCENT)
    write(pen, f"{found.name} · {found.page_title}", MARGIN, MARGIN + SMALL_SIZE, SMALL_SIZE, ACCENT, "bold")
    if found.sketch:
        sketch.draw(found.sketch, image, (right - SKETCH_WIDTH, round(top), right, FOOT - GAP))
    arranged = layout(found.title, found.lines, text_width(found), ROOM)
    for line in arranged.title:
        write(pen, line, MARGIN, top + arranged.title_size, arranged.title_size, INK, "bold")
        top += arranged.title_size * LEADING
    top += GAP
    for rows in arranged.text:
        for row in rows:
            write(pen, row, MARGIN, top + arranged.text_size, arranged.text_size, INK)
            top += arranged.text_size * LEADING
        top += GAP / 2
    pen.line((MARGIN, FOOT, right, FOOT), fill=QUIET, width=1)
    write(pen, found.source, MARGIN, FOOT + GAP / 2 + SMALL_SIZE, SMALL_SIZE, QUIET)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
