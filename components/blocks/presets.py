"""Ready-made deployments: every assumption said, with its source or as the reader's to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from components import catalog, frame, provenance, quantity, serving
from components.blocks import queries
from components.catalog import Row
from components.parameters import ASSUMED, NEVER, PUBLISHED
from components.view import View
from footprint.scenario import AS_PUBLISHED

BASE = {
    **dict.fromkeys(("hardware", "mfu", "pue", "region", "year"), PUBLISHED),
    "energy": "estimated",
    "serving_hardware": ASSUMED,
    "batch": "64",
    "utilization": "0.10",
    "serving_pue": ASSUMED,
    "serving_region": ASSUMED,
    "traffic_growth": "0",
    "retraining": NEVER,
    "development": "1.0",
    "impact": "emissions",
}
DETECTION = "php-object-detection"  # a measured task of the same kind as the fleet's


@dataclass(frozen=True)
class Preset:
    """A deployment and the figures that its text quotes."""

    preset_id: str
    values: Mapping[str, str]
    quoted: Callable[[View], dict[str, str]]


def _class(view: View) -> dict[str, str]:
    return {"tokens": provenance.link("you2025")}


def _fleet(view: View) -> dict[str, str]:
    item: Row = catalog.inference_items()[DETECTION]
    measured = quantity.show(queries.item_wh(item) / queries.WH_PER_MWH, "energy", view.t)
    return {"measured": measured.text, "detection": provenance.link(item["source_id"])}


PRESETS = (
    Preset(
        "class",
        {"model": "llama-3.1-70b", "queries": "300", "days": "60", "input": "200", "output": "500"},
        _class,
    ),
    Preset(
        "fleet",
        {
            "model": "vit-h-14",
            "queries": "100000000",
            "days": "365",
            "input": "200",
            "output": "1",
            "serving_hardware": "l4",
            "serving_pue": "1.00",
            "serving_region": "USA",
        },
        _fleet,
    ),
)


def address(preset: Preset, view: View) -> dict[str, str]:
    """Address of the deployment: every value explicit, so that the link reproduces it to the digit."""
    return view.address("inference") | BASE | dict(preset.values)


def links() -> None:
    """The deployments side by side, with what they come to."""
    view = frame.view()
    t = view.t
    st.subheader(t("presets.title"), anchor=False)
    for column, preset in zip(st.columns(len(PRESETS)), PRESETS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{t(f'preset.{preset.preset_id}')}**")
            st.markdown(t(f"preset.{preset.preset_id}.text", **preset.quoted(view), **_results(preset, view)))
            # A page link to the page itself would leave the address in the browser as it was.
            st.markdown(f"[{t('presets.open')}](inference?{urlencode(address(preset, view))})")


def _results(preset: Preset, view: View) -> dict[str, str]:
    """What the deployment comes to: a query, its emissions over the period, and its share of the training."""
    t, values = view.t, {**view.values, **address(preset, view)}
    found = serving.deployment(replace(view, values=values, scenario=AS_PUBLISHED), values["model"])
    assert found is not None, preset.preset_id
    median, low, high = found.emissions_range
    shown = quantity.show(median, "emissions", t, low, high)
    training = float(found.training_by(found.days).median)
    return {
        "model": catalog.model_rows()[values["model"]]["name"],
        "query": quantity.show(found.wh_range[0] / queries.WH_PER_MWH, "energy", t).text,
        "emissions": shown.text,
        "range": shown.range_text(t),
        "share": quantity.percent(median / training, t),
    }
