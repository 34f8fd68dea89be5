"""Growth: training compute (or energy, or emissions) against publication date."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import catalog, figure, frame, provenance, quantity
from components.charts import growth as charts
from components.charts import style
from components.controls import bound
from components.figure import Figure
from components.parameters import DOMAINS
from components.quantity import Shown
from components.view import View
from footprint import growth

FIRST = "alexnet"  # where OpenAI's chart, and so the 3.4-month claim, begins
CLAIM, TWO_YEARS = "openai-doubling", "two-year-doubling"
LABELLED = ("alexnet", "alphago-zero", "gpt-3-175b", "gpt-4", "grok-4")
COLUMNS = {"compute": "training_compute_flop", "energy": "energy_mwh", "emissions": "emissions_tco2e"}


@dataclass(frozen=True)
class Span:
    """Growth between two models."""

    first: pd.Series
    last: pd.Series

    @property
    def months(self) -> float:
        """Time between the two publications [month]."""
        return growth.months_between(self.first["release_date"], self.last["release_date"])

    @property
    def times(self) -> float:
        """How many times larger the later one is."""
        return float(self.last["measure"] / self.first["measure"])

    @property
    def doubling_months(self) -> float:
        """Doubling time that joins the two [month]."""
        return growth.implied_doubling_months(self.first["measure"], self.last["measure"], self.months)


def _models(view: View, measure: str, domain: str = "all") -> pd.DataFrame:
    """Dated models that have the measure, oldest first, with the measure as a column."""
    estimates = view.published if measure == "compute" else view.estimates
    table = catalog.models().assign(measure=estimates[COLUMNS[measure]], path=estimates["path"])
    if measure == "compute":
        table["origin"] = estimates["compute_origin"]
    known = table[table["measure"].notna() & table["release_date"].notna()]
    if domain != "all":
        known = known[known["domain"] == domain]
    return known.sort_values("release_date")


def _span(table: pd.DataFrame) -> Span | None:
    """From AlexNet (else the oldest model) to the largest one; None where nothing grew."""
    if table.empty:
        return None
    first = table.loc[FIRST] if FIRST in table.index else table.iloc[0]
    last = table.loc[table["measure"].idxmax()]
    return Span(first, last) if last["release_date"] > first["release_date"] else None


def headline() -> None:
    """How much the largest run grew, and how fast."""
    view = frame.view()
    t, measure = view.t, view.values["measure"]
    span = _span(_models(view, measure, view.values["domain"]))
    if span is None:
        figure.headline(t("growth.title.none"), t("growth.none"))
        return
    title = t(
        f"growth.title.{measure}",
        times=quantity.times(span.times, t),
        first=span.first["short_name"],
        first_year=span.first["release_date"].year,
        last=span.last["short_name"],
        last_year=span.last["release_date"].year,
    )
    note = "growth.subtitle.compute" if measure == "compute" else "growth.subtitle.scenario"
    figure.headline(
        title,
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
        t(note, scenario=view.scenario_text()),
    )


def controls() -> None:
    """What is drawn, for which field, and the reader's own curve."""
    view = frame.view()
    t = view.t
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        bound.switch(view, "measure", lambda value: t(f"measure.{value}"))
    with middle:
        bound.menu(view, "domain", lambda value: t(f"domain.{value}"))
    with right:
        bound.slider(view, "doubling", lambda value: t("unit.months", value=value))


def chart() -> None:
    """Models as points, doublings as curves."""
    view = frame.view()
    t, measure, domain = view.t, view.values["measure"], view.values["domain"]
    table = _models(view, measure, domain)
    span = _span(table)
    if span is None:
        return
    figure.chart(
        charts.scatter(_groups(table, view), _curves(span, view), _ticks(table, view), t(f"axis.{measure}")),
        key="growth",
        title=t("growth.chart.title", count=len(table), doubling=view.values["doubling"]),
        subtitle=t(
            f"growth.chart.subtitle.{measure}", scenario=view.scenario_text(), first=span.first["short_name"]
        ),
        source=t("growth.chart.source", claim=provenance.link(catalog.claims().at[CLAIM, "source_id"])),
        columns=_columns(table, view),
        t=t,
    )


def _solid(model: pd.Series | dict[str, object], measure: str) -> bool:
    """Whether the authors published it: solid points; all others are hollow."""
    if measure == "compute":
        return model["training_compute_flop_kind"] == "reported" and str(model["origin"]).startswith("fact:")
    return model["path"] == "reported_energy"


def _groups(table: pd.DataFrame, view: View) -> dict[str, tuple[str, list[charts.Point]]]:
    t, measure = view.t, view.values["measure"]
    groups: dict[str, tuple[str, list[charts.Point]]] = {name: (t(f"domain.{name}"), []) for name in DOMAINS}
    for model in table.to_dict("records"):
        solid = _solid(model, measure)
        kind = t("series.by_authors") if solid else t("series.by_others")
        groups[model["domain"]][1].append(
            charts.Point(
                date=model["release_date"],
                value=model["measure"],
                hover=f"<b>{model['name']}</b> · {model['organization']}<br>{t.date(model['release_date'])}<br>"
                f"{_text(model['measure'], view)}<br>{kind}",
                solid=solid,
                label=model["short_name"] if model["model_id"] in LABELLED else "",
            )
        )
    return groups


def _curves(span: Span, view: View) -> list[charts.Line]:
    """The reader's curve; for compute also the claim and a doubling every two years."""
    t, claims = view.t, catalog.claims()
    months = range(int(span.months) + 18)
    start: datetime.date = span.first["release_date"]
    dates = [(pd.Timestamp(start) + pd.DateOffset(months=month)).date() for month in months]

    def curve(doubling: float) -> list[float]:
        first = span.first["measure"]
        return [float(growth.doubling_curve(first, month, doubling)) for month in months]

    own = view.values["doubling"]
    curves = [charts.Line(t("growth.line.reader", months=own), style.READER, dates, curve(float(own)))]
    if view.values["measure"] == "compute":
        claim, two_years = claims.loc[CLAIM], claims.loc[TWO_YEARS]
        until = datetime.date(int(claim["until_year"]), 12, 31)
        name = t("growth.line.claim", months=claim["value"])
        curves.append(charts.Line(name, style.CLAIM, dates, curve(claim["value"]), until, "left"))
        name = t("growth.line.two_years", months=quantity.number(two_years["value"], t))
        curves.append(charts.Line(name, style.MOORE, dates, curve(two_years["value"]), label="below"))
    return curves


def _text(value: float, view: View) -> str:
    measure = view.values["measure"]
    if measure == "compute":
        return f"{quantity.power_of_ten(value, view.t)} FLOP"
    return quantity.show(value, measure, view.t).text


def _ticks(table: pd.DataFrame, view: View) -> list[tuple[float, str]]:
    low, high = style.decades(list(table["measure"]), head_room=4)
    return quantity.ticks(view.values["measure"], low, high, view.t)


def _columns(table: pd.DataFrame, view: View) -> dict[str, list[str]]:
    t, measure = view.t, view.values["measure"]
    solid = [_solid(model, measure) for model in table.to_dict("records")]
    return {
        t("table.model"): list(table["name"]),
        t("table.date"): [day.isoformat() for day in table["release_date"]],
        t(f"measure.{measure}"): [_text(value, view) for value in table["measure"]],
        t("table.kind"): [t("series.by_authors") if one else t("series.by_others") for one in solid],
    }


def cards() -> None:
    """The claim beside what the data set says before and after it."""
    view = frame.view()
    t = view.t
    claim = catalog.claims().loc[CLAIM]
    table = _models(view, "compute")
    cut = datetime.date(int(claim["until_year"]), 12, 31)
    before = _span(table[table["release_date"] <= cut])
    whole = _span(table)
    figures = [
        Figure(
            t("growth.card.claim"),
            Shown(quantity.plain(claim["value"], t), t("unit.months.name")),
            provenance.kind_badge("reported", t),
            provenance.link(claim["source_id"], claim["locator"]),
            t("growth.card.claim.note"),
        )
    ]
    if before is not None and whole is not None:
        figures.append(_span_card(before, view))
        figures.append(_span_card(Span(before.last, whole.last), view))
    figure.cards(figures, t)


def _span_card(span: Span, view: View) -> Figure:
    t = view.t
    return Figure(
        t("growth.card.span", first=span.first["short_name"], last=span.last["short_name"]),
        Shown(quantity.number(span.doubling_months, t), t("unit.months.name")),
        provenance.kind_badge("derived", t),
        _both_sources(span),
        t(
            "growth.card.span.note",
            times=quantity.times(span.times, t),
            years=quantity.number(span.months / 12, t),
        ),
    )


def _both_sources(span: Span) -> str:
    facts = (model["training_compute_flop_fact_id"] for model in (span.first, span.last))
    return " · ".join(dict.fromkeys(provenance.fact_link(fact, brief=True) for fact in facts))


def since_first(view: View) -> Figure:
    """Card of the growth of training compute since AlexNet, for the overview."""
    t = view.t
    span = _span(_models(view, "compute"))
    if span is None:
        raise ValueError("the data set has no two dated models with training compute")
    return Figure(
        t("growth.card.since", first=span.first["short_name"], last=span.last["short_name"]),
        Shown(t("unit.times", value=quantity.times(span.times, t)), ""),
        provenance.kind_badge("derived", t),
        _both_sources(span),
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
    )
