"""The controls of a deployment: three in sight, the assumptions of serving behind one line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import streamlit as st

from components.controls import bound
from components.panel import panel
from content.language import quantity
from content.state.parameters import ASSUMED, NEVER, SERVING
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View

DOMAINS_WITH_QUERIES = ("language", "multimodal", "code")
BESIDE = 3


def _models(view: View) -> dict[str, str]:
    """Names of the models that are asked something, and of the chosen one."""
    asked, chosen = _asked(), view.values["model"]
    if chosen in asked:
        return asked
    return {
        model_id: name for model_id, name in catalog.model_names().items() if model_id in asked or model_id == chosen
    }


@catalog.shared()
def _asked() -> dict[str, str]:
    return {
        model_id: name for model_id, name in catalog.model_names().items() if _is_asked(catalog.model_rows()[model_id])
    }


def _is_asked(model: Row) -> bool:
    """Whether something can be said of a query: computed from the parameters, or published."""
    known = not (math.isnan(model["active_parameters"]) and math.isnan(model["inference_wh_per_query"]))
    return known and model["domain"] in DOMAINS_WITH_QUERIES


def main(view: View) -> None:
    """Which model, how often it is asked and for how many days; energy or emissions."""
    t, names = view.t, _models(view)
    first, second, third = st.columns(3, vertical_alignment="bottom")
    with first:
        bound.menu(view, "model", names.__getitem__, tuple(names))
    with second:
        bound.slider(view, "queries", lambda value: quantity.compact(float(value), t))
    with third:
        bound.slider(view, "days", lambda value: quantity.days(float(value), t))
    bound.switch(view, "impact", lambda value: t(f"impact.{value}"))


def assumptions(view: View) -> None:
    """Everything else, drawn once it is opened; the line tells how much of it was changed."""
    t, known = view.t, catalog.all_parameters()
    changed = sum(view.values[name] != known[name].default for name in SERVING)
    label = t("serving.title.changed", count=changed) if changed else t("serving.title")
    with panel(label, "serving") as opened:
        if not opened:
            return
        st.caption(t("serving.intro"))
        for start in range(0, len(SERVING), BESIDE):
            columns = st.columns(BESIDE, vertical_alignment="bottom")
            for column, name in zip(columns, SERVING[start : start + BESIDE], strict=False):
                with column:
                    _control(view, name)
        bound.button(view, "serving.reset", {name: known[name].default for name in SERVING}, wide=True)


def _control(view: View, name: str) -> None:
    t = view.t
    regions = catalog.region_names(t.language)
    chips = {chip_id: str(chip["name"]) for chip_id, chip in catalog.accelerators().items()}
    if name == "energy":
        bound.menu(view, name, lambda value: t(f"per_query.{value}"))
    elif name == "serving_hardware":
        bound.menu(view, name, _named(chips, t("serving.hardware.assumed")))
    elif name == "serving_region":
        bound.menu(view, name, _named(regions, t("serving.region.assumed")), (ASSUMED, *regions))
    else:
        bound.slider(view, name, lambda value: _slider_label(view, name, value))


def _named(names: Mapping[str, str], assumed: str) -> Callable[[str], str]:
    return lambda value: assumed if value == ASSUMED else names[value]


def _slider_label(view: View, name: str, value: str) -> str:
    t = view.t
    if name in ("input", "output"):
        return t("unit.tokens", value=quantity.plain(float(value), t))
    if name == "serving_pue":
        return t("serving.pue.assumed") if value == ASSUMED else value
    if name == "traffic_growth":
        return t("serving.growth", value=f"{int(value):+d}" if value != "0" else value)
    if name == "retraining":
        return t("serving.never") if value == NEVER else t("serving.every", months=value)
    if name == "development":
        return t("serving.development", value=quantity.plain(float(value), t))
    return quantity.percent(float(value), t) if name == "utilization" else value
