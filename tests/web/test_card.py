"""The picture of a preview: the page's own chart next to its finding, nothing cut off in either language."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from content.files import lettering
from content.findings import growth_points
from content.language import quantity
from content.language.messages import LANGUAGES, Text
from content.parts import Chart
from content.site import PAGES
from content.state.parameters import SLIDES
from content.tables import catalog
from content.view import View
from tests.charts import charts
from tests.content.svg import reader
from tests.releases import MODEL
from web import card, preview

FRANCE = {"model": "gpt-3-175b", "region": "FRA"}


def charted(page: str, **state: str) -> Chart:
    chart = preview.chart(preview.preview(page, state, "en"))
    assert chart is not None
    return chart


def drawn(chart: Chart) -> ET.Element:
    markup, width, tall = card.chart_svg(chart)
    return reader.parse(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall}">{markup}</svg>')


def values(chart: Chart) -> dict[str, float]:
    """Estimate of each row by its label."""
    trace = chart.figure["data"][0]
    return dict(zip(trace["y"], trace["x"], strict=True))


def bold(chart: Chart) -> str:
    """Label of the row that stands out, which the picture shows."""
    (label,) = [name for name in chart.figure["layout"]["yaxis"]["categoryarray"] if name.startswith("<b>")]
    assert label.removeprefix("<b>").removesuffix("</b>").split()[0] in reader.text(drawn(chart))
    return str(label)


def test_long_titles_are_told_whole() -> None:
    title = "A very long finding that needs many words to be told " * 3
    layout = card.layout(title, ("A line.", "Another line."), width=1056, room=380)
    assert " ".join(layout.title).split() == title.split()
    assert len(layout.text) == 2
    assert layout.height <= 380


def test_lines_break_as_each_script_does() -> None:
    chinese = lettering.wrapped("训练排放约为五百吨，另一个模型为六百千克。" * 4, "bold", 60, 1000)
    assert len(chinese) > 1
    assert not any(line[0] in "，。" for line in chinese)
    english = lettering.wrapped("Training emitted about 550\u00a0t of it", "bold", 60, 300)
    assert "550\u00a0t" in " ".join(english).split(" ")


@pytest.mark.parametrize("page", PAGES)
def test_pages_with_a_chart_have_it_in_their_picture(page: str) -> None:
    assert (preview.chart(preview.preview(page, {}, "en")) is not None) == bool(charts(page))


def test_the_picture_draws_the_values_of_the_page() -> None:
    chart = charted("emissions", **FRANCE)
    assert values(chart)[bold(chart)] == View.of(FRANCE).estimate.emissions.median
    cloud = charted("growth", domain="vision", unit="pfs_days").figure
    points = growth_points.drawn(View.of({"domain": "vision"}))
    (dots,) = [trace for trace in cloud["data"] if len(trace.get("customdata", ())) == len(points)]
    assert dots["y"] == [point.value for point in points]


@pytest.mark.parametrize("state", [{}, {"region": "FRA"}, {"region": "SWE"}])
@pytest.mark.parametrize("page", ["emissions", "regions", "yours"])
def test_the_row_that_stands_out_is_the_number_of_the_title(page: str, state: dict[str, str]) -> None:
    chart = charted(page, **state)
    amount = quantity.show(values(chart)[bold(chart)], "emissions", Text("en")).text
    assert amount in preview.preview(page, state, "en").title


def test_a_presented_chart_unfolds_with_its_own_finding() -> None:
    assert preview.preview("present", {"slide": "growth"}, "en").title == preview.preview("growth", {}, "en").title
    shown = charted("present", slide="ranking", show="all").figure
    first = shown["layout"]["yaxis"]["categoryarray"][-1].split("  ")[0]
    assert first in preview.preview("present", {"slide": "ranking", "show": "all"}, "en").title


def test_a_question_of_the_tour_keeps_its_answer_until_it_was_guessed() -> None:
    asked, guessed = (preview.preview("tour", {"step": "5", "guess": guess}, "en") for guess in ("none", "70"))
    amount = quantity.show(View.of({"model": MODEL}).estimate.emissions.median, "emissions", Text("en")).text
    assert amount not in asked.title + asked.text
    assert preview.chart(asked) is None
    assert amount in guessed.title
    assert amount in reader.text(drawn(charted("tour", step="5", guess="70")))


@pytest.mark.parametrize("slide", SLIDES)
def test_marks_and_their_names_stay_above_the_foot(slide: str) -> None:
    picture = Image.open(io.BytesIO(card.draw(preview.preview("present", {"slide": slide}, "en")))).convert("RGB")
    rule = [picture.getpixel((x, card.FOOT)) for x in range(card.MARGIN, preview.SIZE[0] - card.MARGIN)]
    assert len(set(rule)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_chart_is_cut_off(language: str) -> None:
    states = [*((page, {}) for page in PAGES if charts(page)), ("tour", {"step": "3", "guess": "2"})]
    states += [("present", {"slide": slide}) for slide in SLIDES]
    for page, state in states:
        root = drawn(charted(page, **state, lang=language))
        width, tall = (float(root.get(side, "0")) for side in ("width", "height"))
        words = reader.words(root)
        assert len(words) > 3
        for word in words:
            assert max(-word.left, word.right - width, -word.top, word.bottom - tall) <= 1, (page, state, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_out_of_any_model_s_picture(language: str) -> None:
    for model in catalog.model_rows():
        described = preview.preview("emissions", {"model": model, "region": "FRA", "lang": language}, "en")
        width = card.text_width(preview.chart(described))
        arranged = card.layout(described.title, described.lines, width, card.ROOM)
        assert len(arranged.text) == len(described.lines), model
