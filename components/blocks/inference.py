"""Training and inference: energy over the days of deployment for a chosen model."""

from __future__ import annotations

import math

import streamlit as st

from components import catalog, figure, frame, provenance, quantity, results, serving
from components.charts import inference as charts
from components.charts import style
from components.controls import bound
from components.figure import Figure, Finding
from components.i18n import Text
from components.quantity import Shown
from components.serving import Deployment
from components.view import View
from footprint import inference

DOMAINS_WITH_QUERIES = ("language", "multimodal", "code")
PER_QUERY = (
    "gemini-median",
    "gemini-median-narrow",
    "epoch-gpt4o",
    "altman",
    "oviedo-median",
    "devries-chatgpt",
)


def headline() -> None:
    """The finding of the page."""
    figure.finding(finding(frame.view()))


def finding(view: View) -> Finding:
    """The day on which inference overtakes training."""
    t, name = view.t, view.model["short_name"]
    found = serving.deployment(view, view.values["model"])
    if found is None:
        return Finding(t("inference.title.none", model=name), (t("inference.none"),))
    title = t(_verdict(found), model=name, days=quantity.days(found.break_even_range[0], t))
    scenario = t(
        "inference.scenario",
        hardware=_hardware(found),
        pue=f"{found.pue:.2f}",
        scenario=view.scenario_text(),
    )
    return Finding(title, (_range(found, t), scenario))


def _range(found: Deployment, t: Text) -> str:
    """Range of the day, and the deployment that it holds for."""
    low, high = (quantity.days(bound, t) for bound in found.break_even_range[1:])
    queries = quantity.compact(found.queries_per_day, t)
    if found.fact_id:
        return t("inference.range.published", low=low, high=high, queries=queries)
    return t("inference.range", low=low, high=high, queries=queries, tokens=quantity.plain(found.tokens, t))


def _verdict(found: Deployment) -> str:
    return "inference.title" if found.break_even_range[0] <= found.days else "inference.title.later"


def _hardware(found: Deployment) -> str:
    return str(catalog.accelerators()[found.accelerator_id]["name"])


def controls() -> None:
    """Which model, how often it is asked, how long its texts are, and for how many days."""
    view = frame.view()
    t = view.t
    names = {
        model_id: model["name"]
        for model_id, model in catalog.model_rows().items()
        if model_id == view.values["model"]
        or (model["domain"] in DOMAINS_WITH_QUERIES and not math.isnan(model["active_parameters"]))
    }
    ordered = tuple(sorted(names, key=lambda model_id: names[model_id].lower()))
    first, second, third = st.columns([2, 2, 2], vertical_alignment="bottom")
    with first:
        bound.menu(view, "model", names.__getitem__, ordered)
    with second:
        bound.slider(view, "queries", lambda value: quantity.compact(float(value), t))
    with third:
        bound.slider(view, "days", lambda value: quantity.days(float(value), t))
    first, second, third = st.columns([2, 2, 2], vertical_alignment="bottom")
    with first:
        bound.switch(view, "energy", lambda value: t(f"per_query.{value}"))
    with second:
        bound.slider(view, "input", lambda value: t("unit.tokens", value=quantity.plain(float(value), t)))
    with third:
        bound.slider(view, "output", lambda value: t("unit.tokens", value=quantity.plain(float(value), t)))


def cards() -> None:
    """Energy and emissions of a query, the break-even day, the share of inference, and emissions over the period."""
    view = frame.view()
    t = view.t
    found = serving.deployment(view, view.values["model"])
    if found is None:
        return
    figures = [
        _per_query(found, view),
        break_even_card(view, view.values["model"]),
        Figure(
            t("inference.card.share", days=quantity.days(found.days, t)),
            Shown(quantity.percent(found.share_range[0], t), "", *_share_range(found, view)),
            provenance.kind_badge("estimated", t),
            results.main_source(found.training, view),
            t("inference.card.share.source"),
        ),
        Figure(
            t("inference.card.emissions", days=quantity.days(found.days, t)),
            quantity.show(found.emissions_range[0], "emissions", t, *found.emissions_range[1:]),
            provenance.kind_badge("estimated", t),
            provenance.origin(found.grid_origin, t)[1],
        ),
    ]
    figure.cards(figures, t)


def _share_range(found: Deployment, view: View) -> tuple[str, str]:
    return quantity.percent(found.share_range[1], view.t), quantity.percent(found.share_range[2], view.t)


def _per_query(found: Deployment, view: View) -> Figure:
    t = view.t
    shown = quantity.show(found.wh_range[0] / 1e6, "energy", t, found.wh_range[1] / 1e6, found.wh_range[2] / 1e6)
    if found.fact_id:
        fact = catalog.facts()[found.fact_id]
        return Figure(
            t("inference.card.query"),
            shown,
            provenance.kind_badge(fact["kind"], t),
            provenance.fact_link(found.fact_id),
            t("inference.card.query.published"),
        )
    return Figure(
        t("inference.card.query"),
        shown,
        provenance.kind_badge("estimated", t),
        t("inference.card.query.source", factor=f"{found.wh_range[2] / found.wh_range[0]:.1f}"),
        t("inference.card.query.note", hardware=_hardware(found), utilization=f"{found.utilization:.1f}"),
    )


def break_even_card(view: View, model_id: str) -> Figure:
    """Card of the day on which inference has used as much energy as training."""
    t = view.t
    name = catalog.model_rows()[model_id]["short_name"]
    label = t("inference.card.break_even", model=name)
    found = serving.deployment(view, model_id)
    if found is None:
        return Figure(label, Shown("–", ""), provenance.kind_badge("missing", t), t("inference.none"))
    shown = Shown(
        quantity.days(found.break_even_range[0], t),
        "",
        quantity.days(found.break_even_range[1], t),
        quantity.days(found.break_even_range[2], t),
    )
    note = t("inference.card.break_even.note", queries=quantity.compact(found.queries_per_day, t))
    return Figure(label, shown, provenance.kind_badge("estimated", t), results.main_source(found.training, view), note)


def chart() -> None:
    """Cumulative energy of training and of inference over the days."""
    view = frame.view()
    t, name = view.t, view.model["short_name"]
    found = serving.deployment(view, view.values["model"])
    if found is None:
        return
    training = found.training_mwh[0]
    total = [inference.cumulative_energy_mwh(wh, found.queries_per_day, found.days) for wh in found.wh_range]
    shown = quantity.show(max(training, float(total[0])), "energy", t)
    scale = quantity.size("energy", max(training, float(total[0])))
    steps = [found.days * step / serving.CHART_STEPS for step in range(serving.CHART_STEPS + 1)]
    median, low, high = (
        [float(inference.cumulative_energy_mwh(wh, found.queries_per_day, day)) / scale for day in steps]
        for wh in found.wh_range
    )
    ends = [0.0, found.days]
    bands = (
        charts.Band(
            t("series.training"),
            style.TRAINING,
            style.TRAINING_BAND,
            ends,
            *([v / scale] * 2 for v in found.training_mwh),
        ),
        charts.Band(t("series.inference"), style.INFERENCE, style.INFERENCE_BAND, steps, median, low, high),
    )
    crossing = None
    if found.break_even_range[0] <= found.days:
        crossing = (
            found.break_even_range[0],
            training / scale,
            t("inference.crossing", days=quantity.days(found.break_even_range[0], t)),
        )
    total_text = quantity.show(float(total[0]), "energy", t).text
    training_text = quantity.show(training, "energy", t).text
    figure.chart(
        charts.cumulative(bands, crossing, t("axis.days"), shown.unit),
        key="cumulative",
        title=t(
            "inference.chart.title",
            days=quantity.days(found.days, t),
            inference=total_text,
            training=training_text,
        ),
        subtitle=t("inference.chart.subtitle", model=name, scenario=view.scenario_text()),
        source=t("inference.chart.source"),
        columns=lambda: _table(bands, steps, shown.unit, view),
        t=t,
    )


def _table(bands: tuple[charts.Band, charts.Band], steps: list[float], unit: str, view: View) -> dict[str, list[str]]:
    """Ten days of the chart as a table."""
    t = view.t
    training, serving_band = bands
    chosen = range(0, len(steps), max(1, len(steps) // 10))
    return {
        t("axis.days"): [quantity.number(steps[i], t, 3) for i in chosen],
        f"{t('series.training')} [{unit}]": [quantity.number(training.values[0], t) for _ in chosen],
        f"{t('series.inference')} [{unit}]": [quantity.number(serving_band.values[i], t) for i in chosen],
        t("table.low"): [quantity.number(serving_band.low[i], t) for i in chosen],
        t("table.high"): [quantity.number(serving_band.high[i], t) for i in chosen],
    }


def per_query() -> None:
    """What others published for a query, each with its boundary."""
    view = frame.view()
    t = view.t
    items = [catalog.inference_items()[item_id] for item_id in PER_QUERY]
    values = [float(item["value"]) for item in items]
    st.subheader(t("per_query.title", times=quantity.number(max(values) / min(values), t)), anchor=False)
    st.caption(t("per_query.intro"))
    columns = ("subject", "value", "boundary", "source")
    lines = [
        "| " + " | ".join(t(f"per_query.{column}") for column in columns) + " |",
        "|---" * len(columns) + "|",
    ]
    for row in items:
        cells = (
            provenance.escape(row["subject"]),
            f"{quantity.plain(row['value'], t)} {row['unit']}",
            provenance.escape(row["boundary"]),
            provenance.link(row["source_id"]),
        )
        lines.append("| " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))
    with st.expander(t("published.title", model=view.model["short_name"])):
        provenance.published(view, view.values["model"])
