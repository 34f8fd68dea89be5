"""Ready-made deployments: every assumption said, with its source or as the reader's to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from content.findings import deployments, provenance, ratios
from content.language import quantity
from content.language.messages import Text
from content.pages.inference.uses import item_wh
from content.parts import Beside, Note, Parts, Section, Words
from content.state.form import Value
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.uncertainty import Bounds
from footprint.units import convert

BASE: dict[str, Value] = {
    "energy": "estimated",
    "serving_hardware": None,
    "batch": 64,
    "utilization": 0.1,
    "serving_pue": None,
    "serving_region": None,
    "traffic_growth": 0,
    "retraining": None,
    "development": 1.0,
    "impact": "emissions",
}
DETECTION = "php-object-detection"  # a measured task of the same kind as the fleet's


@dataclass(frozen=True)
class Preset:
    """A deployment and the figures that its text quotes."""

    preset_id: str
    values: dict[str, Value]
    quoted: Callable[[View], dict[str, str]]


def _class(view: View) -> dict[str, str]:
    return {"tokens": provenance.link("you2025")}


def _fleet(view: View) -> dict[str, str]:
    item: Row = catalog.inference_items()[DETECTION]
    measured = quantity.show(convert(item_wh(item), "Wh", "MWh"), "energy", view.t)
    return {"measured": measured.text, "detection": provenance.link(item["source_id"])}


PRESETS = (
    Preset(
        "class",
        {"model": "llama-3.1-70b", "queries": 300, "days": 60, "input": 200, "output": 500},
        _class,
    ),
    Preset(
        "fleet",
        {
            "model": "vit-h-14",
            "queries": 100_000_000,
            "days": 365,
            "input": 200,
            "output": 1,
            "serving_hardware": "l4",
            "serving_pue": 1.0,
            "serving_region": "USA",
        },
        _fleet,
    ),
)


def start(view: View) -> Note:
    """Both in one line, for readers who have no numbers of their own."""
    t = view.t
    names = (f"[{t(f'preset.{preset.preset_id}')}]({_link(place, t)})" for place, preset in enumerate(PRESETS))
    return Note(t("presets.start", deployments=" · ".join(names)))


def links(view: View) -> Parts:
    """The deployments side by side, with what they come to."""
    yield Section(view.t("presets.title"))
    yield Beside([[Words(_text(place, view.t))] for place in range(len(PRESETS))], align="top", boxed=True)


def _view(preset: Preset, t: Text) -> View:
    """What a visitor sees who opens the deployment: the same whatever was set before."""
    return View.of({}, t.language).changed(**BASE | preset.values)


@catalog.shared()
def _link(place: int, t: Text) -> str:
    preset = PRESETS[place]
    # A page link to the page itself would leave the address in the browser as it was.
    return f"inference?{urlencode(_view(preset, t).address('inference'))}"


@catalog.shared()
def _text(place: int, t: Text) -> str:
    """Name, text and link of a deployment."""
    preset = PRESETS[place]
    view = _view(preset, t)
    parts = (
        f"**{t(f'preset.{preset.preset_id}')}**",
        t(f"preset.{preset.preset_id}.text", **preset.quoted(view), **_results(preset, view)),
        f"[{t('presets.open')}]({_link(place, t)})",
    )
    return "\n\n".join(parts)


def _results(preset: Preset, view: View) -> dict[str, str]:
    """What the deployment comes to: a query, its emissions over the period, and its share of the training."""
    t, model_id = view.t, view.state.model
    deployment = deployments.deployment(view, model_id)
    assert deployment is not None, preset.preset_id
    median, low, high = deployment.emissions_range
    emissions = quantity.show(median, "emissions", t, low, high)
    times = Bounds(*deployment.use_over_training.range)
    against = (
        t("presets.times", value=ratios.written(times, t))
        if times.median > 1
        else t("presets.part", value=ratios.share(*times, t))
    )
    return {
        "model": catalog.model_rows()[model_id]["name"],
        "query": quantity.show(convert(deployment.wh_range[0], "Wh", "MWh"), "energy", t).text,
        "emissions": emissions.text,
        "range": emissions.range_text(t),
        "against": " · ".join(line for line in (against, deployments.bases(deployment, t)) if line),
    }
