"""Emissions of one model: the estimate, what drives its range, and every published value beside it."""

from __future__ import annotations

import streamlit as st

from components import figure, frame
from components.controls import bound
from components.panel import panel
from content.charts import uncertainty as charts
from content.files.export import Numbers, plain_text
from content.findings import estimate_cards, grid_basis, provenance
from content.language import quantity
from content.language.quantity import Shown
from content.parts import Figure, Finding
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.estimate import FACTORS
from footprint.uncertainty import interval, sd_if_known

EMBODIED_SOURCES = ("morrison2025", "ecologits0113")  # behind the distribution embodied-chip-hour


def headline() -> None:
    """The finding of the page."""
    figure.finding(finding(frame.view()))


def finding(view: View) -> Finding:
    """What the chosen model's training emitted, or would have."""
    t, name, estimate = view.t, view.model["short_name"], view.estimate
    if estimate["path"] == "none":
        return Finding(t("emissions.title.none", model=name), (t(f"reason.{estimate['reason']}"),))
    shown = estimate_cards.emissions(estimate, view)
    before = view.published[view.values["model"]]
    if view.what_if and before["path"] != "none":
        title = t(
            "emissions.title.what_if",
            model=name,
            emissions=shown.text,
            before=estimate_cards.emissions(before, view).text,
        )
    else:
        title = t("emissions.title", model=name, emissions=shown.text)
    lines = (
        t("emissions.range", range=shown.range_text(t)) if shown.low else "",
        t(
            "emissions.boundary",
            scope=t(f"scope.{estimate_cards.covers(view.model, estimate)}"),
            scenario=view.assumed(),
        ),
        grid_basis.warning((estimate["grid_origin"], before["grid_origin"]), t) if view.what_if else "",
        estimate_cards.untested(estimate, view),
    )
    return Finding(title, tuple(line for line in lines if line), figure=estimate_cards.headlined(estimate))


def controls() -> None:
    """Which model."""
    names = catalog.model_names()
    bound.menu(frame.view(), "model", names.__getitem__, tuple(names))


def cards() -> None:
    """The chosen model's emissions, energy, published figure and embodied share."""
    view = frame.view()
    t, estimate = view.t, view.estimate
    figures = [estimate_cards.emissions_card(view.values["model"], view, t("emissions.card.estimate"))]
    if estimate["path"] != "none":
        badge = provenance.kind_badge(estimate_cards.kind(estimate), t)
        shown = estimate_cards.energy(estimate, view)
        source, boundary = estimate_cards.main_source(estimate, view), t("emissions.card.energy.boundary")
        figures.append(Figure(t("emissions.card.energy"), shown, badge, source, boundary))
    figures.append(_published())
    if estimate["path"] != "none":
        figures.append(_embodied())
    figure.cards(figures, t)


def _published() -> Figure:
    view = frame.view()
    t, model = view.t, view.model
    label = t("emissions.card.published")
    if not model["emissions_tco2e_fact_id"]:
        return Figure(label, Shown("–", ""), provenance.kind_badge("missing", t), t("emissions.card.published.none"))
    fact = catalog.facts()[model["emissions_tco2e_fact_id"]]
    return Figure(
        label,
        estimate_cards.published_emissions(model, view),
        provenance.kind_badge(fact["kind"], t),
        f"{provenance.fact_link(fact['fact_id'], view.t)} · {provenance.sheet_link(model['model_id'], view)}",
        provenance.boundary_text(fact, t),
    )


def _embodied() -> Figure:
    view = frame.view()
    t, estimate = view.t, view.estimate
    label = t("emissions.card.embodied")
    if not estimate["embodied_tco2e"] > 0:
        return Figure(label, Shown("–", ""), provenance.kind_badge("missing", t), t("emissions.card.embodied.none"))
    shown = quantity.show(
        estimate["embodied_tco2e"],
        "emissions",
        t,
        estimate["embodied_low_tco2e"],
        estimate["embodied_high_tco2e"],
    )
    sources = " · ".join(provenance.link(source_id) for source_id in EMBODIED_SOURCES)
    badge = provenance.kind_badge("estimated", t)
    return Figure(label, shown, badge, sources, t("emissions.card.embodied.source"))


def uncertainty() -> None:
    """Which factor the chosen model's range comes from, and what knowing it would do."""
    uncertainty_of(frame.view().estimate)


def uncertainty_of(estimate: Row) -> None:
    """The same of one of the chosen model's estimates."""
    view = frame.view()
    t, name = view.t, view.model["short_name"]
    total = float(estimate["emissions_sd_log10"])
    if estimate["path"] == "none" or total == 0:
        return
    uncertain = [factor for factor in FACTORS if estimate[f"{factor}_sd_log10"] > 0]
    factors = sorted(uncertain, key=lambda factor: float(estimate[f"{factor}_share"]), reverse=True)
    rows = [_share(factor, estimate, view) for factor in factors]
    figure.chart(
        charts.shares(rows, [quantity.percent(share, t) for share in (0, 0.25, 0.5, 0.75, 1)]),
        key="uncertainty",
        title=t("uncertainty.title", model=name, share=quantity.percent(rows[0].share, t), factor=rows[0].label),
        subtitle=t(
            "uncertainty.subtitle",
            range=_range_factor(total),
            scenario=view.assumed(),
        ),
        source=t("uncertainty.source"),
        columns=lambda: {
            t("table.factor"): [row.label for row in rows],
            t("table.share"): Numbers([row.share for row in rows], "1", lambda share: quantity.percent(share, t)),
            t("table.if_known"): [row.text for row in rows],
            t("steps.source"): [
                plain_text(provenance.origin(estimate[f"{factor}_origin"], t)[1]) for factor in factors
            ],
        },
        t=t,
    )


def _range_factor(sd_log10: float) -> str:
    """Factor of the 90 % range to each side of the median."""
    return f"{interval(1.0, sd_log10)[1]:.2f}"


def _share(factor: str, estimate: Row, view: View) -> charts.Share:
    t = view.t
    share, label = float(estimate[f"{factor}_share"]), t(f"factor.{factor}")
    rest = sd_if_known(float(estimate["emissions_sd_log10"]), float(estimate[f"{factor}_sd_log10"]))
    text = t("uncertainty.known", range=_range_factor(float(rest)))
    return charts.Share(label, share, text, f"<b>{label}</b><br>{quantity.percent(share, t)}<br>{text}")


def method() -> None:
    """Each factor of the chosen model's estimate, and every published value beside it."""
    view = frame.view()
    t, estimate, name = view.t, view.estimate, view.model["short_name"]
    figure.section(t("steps.title", model=name))
    if estimate["path"] == "none":
        st.caption(t(f"reason.{estimate['reason']}"))
    else:
        st.caption(t("steps.intro", path=t(f"path.{estimate['path']}")))
        figure.text(provenance.steps(view, estimate))
    with panel(t("published.title", model=name), "published") as opened:
        if opened:
            st.markdown(provenance.published(view, view.values["model"]))
