"""The controls of a deployment: three in sight, the assumptions of serving behind one line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from content.controls import Button, Control, Menu, Slider, Switch
from content.language import quantity
from content.parts import Beside, Note, Panel, Parts
from content.state.form import Value
from content.state.parameters import SERVING
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View

DOMAINS_WITH_QUERIES = ("language", "multimodal", "code")
BESIDE = 3


def _models(view: View) -> dict[str, str]:
    """Names of the models that are asked something, and of the chosen one."""
    asked, chosen = _asked(), view.state.model
    if chosen in asked:
        return asked
    return {
        model_id: name for model_id, name in catalog.model_names().items() if model_id in asked or model_id == chosen
    }


@catalog.shared()
def _asked() -> dict[str, str]:
    return {model_id: name for model_id, name in catalog.menu().items() if _is_asked(catalog.model_rows()[model_id])}


def _is_asked(model: Row) -> bool:
    """Whether something can be said of a query: computed from the parameters, or published."""
    known = not (math.isnan(model["active_parameters"]) and math.isnan(model["inference_wh_per_query"]))
    return known and model["domain"] in DOMAINS_WITH_QUERIES


def main(view: View) -> Parts:
    """Which model, how often it is asked and for how many days; energy or emissions."""
    t, names = view.t, _models(view)
    yield Beside(
        [
            [Menu("model", catalog.model_names().__getitem__, tuple(names))],
            [Slider("queries", lambda value: quantity.compact(value, t))],
            [Slider("days", lambda value: quantity.days(value, t))],
        ]
    )
    yield Switch("impact", lambda value: t(f"impact.{value}"))


def assumptions(view: View) -> Parts:
    """Everything else, which unfolds; the line tells how much of it was changed."""
    t = view.t
    changed = sum(getattr(view.state, name) != default for name, default in _defaults().items())
    label = t("serving.title.changed", count=changed) if changed else t("serving.title")
    yield Panel("serving", label, lambda: _assumptions(view))


def _defaults() -> dict[str, Value]:
    return {name: catalog.all_parameters()[name].first for name in SERVING}


def _assumptions(view: View) -> Parts:
    yield Note(view.t("serving.intro"))
    for start in range(0, len(SERVING), BESIDE):
        row: list[list[Control]] = [[_control(view, name)] for name in SERVING[start : start + BESIDE]]
        yield Beside([*row, *([] for _ in range(BESIDE - len(row)))])
    yield Button("serving.reset", view.t("serving.reset"), _defaults(), wide=True)


def _control(view: View, name: str) -> Control:
    t = view.t
    regions = catalog.region_names(t.language)
    chips = {chip_id: str(chip["name"]) for chip_id, chip in catalog.accelerators().items()}
    if name == "energy":
        return Menu(name, lambda value: t(f"per_query.{value}"))
    if name == "serving_hardware":
        return Menu(name, _named(chips, t("serving.hardware.assumed")))
    if name == "serving_region":
        return Menu(name, _named(regions, t("serving.region.assumed")), (None, *regions))
    return Slider(name, lambda value: _slider_label(view, name, value))


def _named(names: Mapping[str, str], assumed: str) -> Callable[[str | None], str]:
    return lambda value: assumed if value is None else names[value]


def _slider_label(view: View, name: str, value: Any) -> str:
    t = view.t
    if name in ("input", "output"):
        return t.plural("unit.tokens", value, value=quantity.plain(value, t))
    if name == "serving_pue":
        return t("serving.pue.assumed") if value is None else f"{value:.2f}"
    if name == "traffic_growth":
        return t("serving.growth", value=f"{value:+d}" if value else "0")
    if name == "retraining":
        return t("serving.never") if value is None else t.plural("serving.every", value, months=value)
    if name == "development":
        return t("serving.development", value=quantity.plain(value, t))
    return quantity.percent(value, t) if name == "utilization" else str(value)
