"""What a thousand uses take by task: text, images, video and speech, from published figures."""

from __future__ import annotations

from content.charts import rows, style
from content.charts.encoding import Lasting
from content.findings import deployments, provenance
from content.language import quantity
from content.language.messages import Text
from content.pages.inference import uses
from content.parts import Chart, Parts
from content.tables import catalog
from content.view import View
from footprint.deployment import Amount, cost_of_uses

USES = 1000
# Items of the table `inference`, by what goes in or comes out.
TASKS = (
    "php-text-classification",
    "php-extractive-question-answering",
    "php-token-classification",
    "php-text-generation",
    "php-summarization",
    "gemini-median",
    "php-image-classification",
    "php-object-detection",
    "php-image-captioning",
    "mlenergy-stable-diffusion-3.5-medium",
    "mlenergy-stable-diffusion-3.5-large",
    "php-image-generation",
    "mlenergy-cogvideox1.5-5b",
    "mlenergy-hunyuanvideo",
    "asr-whisperx-tiny-jetson",
    "asr-whisperx-medium-jetson",
    "asr-whisper-turbo-igpu",
    "asr-whisper-turbo-cpu",
)
TEXT, IMAGE = "php-text-classification", "php-image-generation"  # compared in the title
MARKS = {"facility": "circle", "it": "square", "accelerator": "diamond", "unknown": "triangle-up"}  # by boundary


def chart(view: View) -> Parts:
    """Energy, or emissions on the grid that serves, of a thousand uses."""
    t, impact = view.t, view.state.impact
    grid, grid_origin = deployments.serving_grid(view.estimate, view)
    comparison = _compared(t, impact, grid)
    yield Chart(
        "tasks",
        comparison.figure,
        title=comparison.title,
        subtitle=t(f"tasks.subtitle.{impact}", grid=_place(grid_origin, grid, t), **_grams(grid, t)),
        source=_sources(t),
        columns=lambda: uses.columns(comparison.points, impact, t),
    )


@catalog.shared(catalog.SCENARIOS_KEPT)
def _compared(t: Text, impact: str, grid: Amount) -> uses.Comparison:
    amounts = {item_id: _amount(item_id, impact, grid) for item_id in _known()}
    points = {item_id: _point(item_id, amount, impact, t) for item_id, amount in amounts.items()}
    energy = impact == "energy"
    series = [
        rows.Series(
            t(f"boundary.{boundary}"),
            style.REPORTED if energy else style.ESTIMATED,
            mark if energy else f"{mark}-open",
            [point for item_id, point in points.items() if _boundary(item_id) == boundary],
        )
        for boundary, mark in MARKS.items()
    ]
    low, high = style.decades([value for point in points.values() for value in (point.value, point.low, point.high)])
    axis = style.log_axis(low, high, quantity.ticks(impact, low, high, t, most=3))
    text, image = amounts[TEXT].median, amounts[IMAGE].median
    title = t(
        f"tasks.title.{impact}",
        image=quantity.show(image, impact, t).text,
        text=quantity.show(text, impact, t).text,
        times=quantity.number(image / text, t),
    )
    drawn = rows.drawn(series, [point.label for point in points.values()], axis)
    return uses.Comparison(Lasting(drawn), title, tuple(points.values()))


def _known() -> list[str]:
    """Tasks of which the data version in use holds a figure."""
    return [item_id for item_id in TASKS if item_id in catalog.inference_items()]


def _grams(grid: Amount, t: Text) -> dict[str, str]:
    """Emissions of the two tasks that the title compares."""
    tonnes = {name: _amount(item_id, "emissions", grid) for name, item_id in {"image": IMAGE, "text": TEXT}.items()}
    return {name: quantity.show(float(amount.median), "emissions", t).text for name, amount in tonnes.items()}


def _boundary(item_id: str) -> str:
    return str(catalog.inference_items()[item_id]["boundary_kind"])


def _amount(item_id: str, impact: str, grid: Amount) -> Amount:
    """A thousand uses in MWh, or in t CO2e with the spread of the grid."""
    return cost_of_uses(Amount(uses.item_wh(catalog.inference_items()[item_id]), 0.0), impact, grid, USES)


def _point(item_id: str, amount: Amount, impact: str, t: Text) -> rows.Point:
    item = catalog.inference_items()[item_id]
    name = item_id.replace(".", "-")
    about = [t("kind.derived"), t("accounting.location")] if impact == "emissions" else []
    about += [t(f"boundary.{item['boundary_kind']}"), t(f"basis.{item['basis']}"), t(f"task.{name}.about")]
    return uses.point(t(f"task.{name}"), amount, " · ".join(about), impact, t)


def _place(origin: str, grid: Amount, t: Text) -> str:
    """Which grid, in words."""
    intensity = f"{quantity.number(float(grid.median), t, 3)} gCO₂e/kWh"
    head, _, vintage = origin.partition(":")
    if head != "grid":
        return intensity
    row = catalog.grid_rows()[vintage]
    place = catalog.region_names(t.language).get(row["grid_id"]) or str(row["name"])
    return f"{place} {row['year']}, {intensity}"


@catalog.shared()
def _sources(t: Text) -> str:
    items = catalog.inference_items()
    links = dict.fromkeys(provenance.link(items[item_id]["source_id"]) for item_id in _known())
    return t("tasks.source", sources=" · ".join(links))
