"""Claims: famous statements beside their primary source and what the data set says."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from components import catalog, figure, frame, provenance, quantity, results
from components.blocks import growth
from components.blocks.shares import published_share
from components.charts import ranges
from components.figure import Figure
from components.quantity import Shown
from components.view import View
from footprint import equivalence
from footprint.compute import FLOP_PER_PFS_DAY, training_compute_flop
from footprint.factors import DAYS_PER_YEAR
from footprint.growth import doublings

ARTICLE = "press2020achilles"
VERDICT_COLOURS = {"holds": "green", "condition": "blue", "unit": "orange", "misread": "red"}
SEARCH, SEARCH_AS_RUN = (
    "evolved-transformer-nas.emissions_tco2e.strubell2019",
    ("evolved-transformer-nas.emissions_tco2e.patterson2021"),
)
ONE_TRAINING = "transformer-big.emissions_tco2e.strubell2019"
PROJECT, ONE_RUN = "lisa.emissions_tco2e.strubell2019", "lisa.emissions_tco2e.strubell2019.2"
FROM_POUNDS = 3  # significant digits of tonnes that were published in pounds
GPU_DAYS = "lisa.rd_gpu_days.strubell2019"
GPT_3_PROCESSED = "gpt-3-175b.training_tokens.brown2020gpt3"

CHARTED = {"search": SEARCH, "asrun": SEARCH_AS_RUN, "once": ONE_TRAINING}
EVERYDAY = {"car": "strubell-car-lifetime", "american": "strubell-american-year"}


@dataclass(frozen=True)
class Statement:
    """One statement, what became of it, and the figures that show it."""

    statement_id: str
    verdict: str
    figures: Callable[[View], Sequence[Figure]]
    values: Callable[[View], dict[str, str]] = lambda view: {}


def _published(view: View, label: str, fact_id: str, shown: Shown) -> Figure:
    fact = catalog.facts()[fact_id]
    badge = provenance.kind_badge(fact["kind"], view.t)
    return Figure(view.t(label), shown, badge, provenance.fact_link(fact_id), provenance.boundary_text(fact, view.t))


def _derived(view: View, label: str, shown: Shown, *fact_ids: str) -> Figure:
    sources = " · ".join(dict.fromkeys(provenance.fact_link(fact_id, brief=True) for fact_id in fact_ids))
    return Figure(view.t(label), shown, provenance.kind_badge("derived", view.t), sources)


def _value(fact_id: str) -> float:
    return float(catalog.facts()[fact_id]["value"])


def _count(view: View, label: str, fact_id: str, unit: str) -> Figure:
    """Card of a published count in the language's large-number words."""
    text = view.t(unit, value=quantity.compact(_value(fact_id), view.t))
    return _published(view, label, fact_id, Shown(text, ""))


def _tonnes(view: View, label: str, fact_id: str) -> Figure:
    return _published(view, label, fact_id, quantity.show(_value(fact_id), "emissions", view.t, digits=FROM_POUNDS))


def _doubling(view: View) -> list[Figure]:
    claim, stated = catalog.claims()[growth.CLAIM], catalog.claims()["openai-growth"]
    before, since = growth.spans(view)
    return [
        Figure(
            view.t("claims.card.claim"),
            Shown(quantity.plain(claim["value"], view.t), view.t("unit.months.name")),
            provenance.kind_badge("reported", view.t),
            provenance.link(claim["source_id"], claim["locator"]),
        ),
        Figure(
            view.t("claims.card.growth"),
            Shown(view.t("unit.times", value=quantity.plain(stated["value"], view.t)), ""),
            provenance.kind_badge("reported", view.t),
            provenance.link(stated["source_id"], stated["locator"]),
        ),
        growth.span_card(before, view),
        growth.span_card(since, view),
    ]


def _doubling_values(view: View) -> dict[str, str]:
    claim, stated = catalog.claims()[growth.CLAIM], catalog.claims()["openai-growth"]
    _, since = growth.spans(view)
    months = doublings(1.0, stated["value"]) * claim["value"]
    return {"months": quantity.number(months, view.t), "since": quantity.number(since.doubling_months, view.t)}


def _size(view: View) -> list[Figure]:
    large, small = "gpt-3-175b.parameters.brown2020gpt3.2", "gpt-2-1.5b.parameters.gpt2_card"
    ratio = Shown(view.t("unit.times", value=quantity.number(_value(large) / _value(small), view.t)), "")
    return [
        _count(view, "claims.card.gpt3", large, "unit.parameters"),
        _count(view, "claims.card.gpt2", small, "unit.parameters"),
        _derived(view, "claims.card.ratio", ratio, large, small),
    ]


def _work(view: View) -> list[Figure]:
    large, small = "gpt-3-175b.training_compute_pfs_days.brown2020gpt3", "gpt-2-1.5b.training_compute.epoch2026jul"
    unit = "petaflop/s-days"
    days = Shown(quantity.number(_value(small) / FLOP_PER_PFS_DAY, view.t), unit)
    return [
        _published(view, "claims.card.gpt3", large, Shown(quantity.plain(_value(large), view.t), unit)),
        _derived(view, "claims.card.gpt2", days, small),
    ]


def _work_values(view: View) -> dict[str, str]:
    model = catalog.model_rows()["gpt-3-175b"]
    flop = training_compute_flop(model["active_parameters"], model["training_tokens"])
    return {"recomputed": f"{quantity.number(float(flop) / FLOP_PER_PFS_DAY, view.t, 3)} petaflop/s-days"}


def _cars(view: View) -> list[Figure]:
    car = catalog.equivalences()["strubell-car-lifetime"]
    cars = equivalence.count(_value(SEARCH), car["kgco2e_per_unit"])
    return [
        _tonnes(view, "claims.card.search", SEARCH),
        _derived(view, "claims.card.cars", Shown(quantity.number(cars, view.t), ""), SEARCH),
        _tonnes(view, "claims.card.asrun", SEARCH_AS_RUN),
        _tonnes(view, "claims.card.once", ONE_TRAINING),
    ]


def _times_less(view: View) -> str:
    """The famous estimate over the search as it ran: its measured energy x the grid of its site."""
    as_run = view.published["evolved-transformer-nas"]["emissions_tco2e"]
    return quantity.number(_value(SEARCH) / as_run, view.t)


def _cars_values(view: View) -> dict[str, str]:
    return {
        "times": _times_less(view),
        "once": quantity.show(_value(ONE_TRAINING), "emissions", view.t).text,
        "american": quantity.show(_american_kg() / 1000, "emissions", view.t, digits=FROM_POUNDS).text,
    }


def _american_kg() -> float:
    """Emissions of a year of an average American's life [kg CO2e]."""
    return float(catalog.equivalences()["strubell-american-year"]["kgco2e_per_unit"])


def _words(view: View) -> list[Figure]:
    return [
        _count(view, "claims.card.bert", "bert-large.dataset_words.devlin2018bert", "unit.words"),
        _count(view, "claims.card.xlnet", "xlnet-large.training_tokens.yang2019xlnet.2", "unit.pieces"),
        _count(view, "claims.card.gpt2text", "gpt-2-1.5b.dataset_gb.radford2019", "unit.gigabytes"),
        _count(view, "claims.card.gpt3dataset", "gpt-3-175b.dataset_tokens.brown2020gpt3", "unit.tokens"),
        _count(view, "claims.card.gpt3tokens", GPT_3_PROCESSED, "unit.tokens"),
    ]


def _words_values(view: View) -> dict[str, str]:
    return {
        "gpt2_words": quantity.compact(_value("gpt-2-1.5b.dataset_words.epoch2026jul"), view.t),
        "processed": quantity.compact(_value(GPT_3_PROCESSED), view.t),
    }


def _project(view: View) -> list[Figure]:
    jobs, days = "lisa.experiments_count.strubell2019", GPU_DAYS
    years = equivalence.count(_value(PROJECT), _american_kg())
    return [
        _published(view, "claims.card.jobs", jobs, Shown(quantity.plain(_value(jobs), view.t), "")),
        _published(view, "claims.card.gpudays", days, Shown(quantity.plain(_value(days), view.t), "")),
        _tonnes(view, "claims.card.project", PROJECT),
        _derived(view, "claims.card.years", Shown(quantity.number(years, view.t), ""), PROJECT),
    ]


def _project_values(view: View) -> dict[str, str]:
    years = _value(GPU_DAYS) / DAYS_PER_YEAR
    return {
        "once": quantity.show(_value(ONE_RUN), "emissions", view.t).text,
        "years": quantity.number(years, view.t),
    }


def _inference(view: View) -> list[Figure]:
    figures = []
    for key in ("nvidia", "google"):
        share = published_share(key, view.t)
        badge = provenance.kind_badge("reported", view.t)
        figures.append(Figure(view.t(f"claims.card.{key}"), Shown(share.text, ""), badge, share.source))
    return figures


STATEMENTS = (
    Statement("doubling", "condition", _doubling, _doubling_values),
    Statement("size", "holds", _size),
    Statement("work", "holds", _work, _work_values),
    Statement("cars", "misread", _cars, _cars_values),
    Statement("words", "unit", _words, _words_values),
    Statement("project", "condition", _project, _project_values),
    Statement("inference", "misread", _inference),
)


def headline() -> None:
    """How many of the statements hold."""
    t = frame.view().t
    verdicts = [statement.verdict for statement in STATEMENTS]
    holds, condition = verdicts.count("holds"), verdicts.count("condition")
    wrong = len(verdicts) - holds - condition
    figure.headline(
        t("claims.title", count=len(verdicts), holds=holds, condition=condition, wrong=wrong),
        t("claims.intro", source=provenance.link(ARTICLE)),
    )


def chart() -> None:
    """The famous estimate, the search as it ran and one training, beside a car and a year of life."""
    view = frame.view()
    t = view.t
    rows = [_fact_row(view, t(f"claims.chart.{key}"), fact_id) for key, fact_id in CHARTED.items()]
    rows += [_everyday_row(view, t(f"claims.chart.{key}"), everyday) for key, everyday in EVERYDAY.items()]
    rows.sort(key=lambda row: row.value, reverse=True)
    figure.chart(
        results.ranking_chart(rows, view),
        key="search",
        title=t("claims.chart.title", times=_times_less(view)),
        subtitle=t("claims.chart.subtitle"),
        source=" · ".join(dict.fromkeys(provenance.fact_link(fact_id) for fact_id in CHARTED.values())),
        columns=lambda: {
            t("table.model"): [row.label for row in rows],
            t("table.published"): [quantity.show(row.published, "emissions", t).text for row in rows],
        },
        t=t,
    )


def _fact_row(view: View, label: str, fact_id: str) -> ranges.Row:
    fact, t = catalog.facts()[fact_id], view.t
    about = f"{t('kind.' + fact['kind'])} · {provenance.boundary_text(fact, t)}"
    return _row(label, float(fact["value"]), f"{about}<br>{provenance.short_citation(fact['source_id'])}", view)


def _everyday_row(view: View, label: str, equivalence_id: str) -> ranges.Row:
    row = catalog.equivalences()[equivalence_id]
    about = f"{view.t('kind.reported')}<br>{provenance.short_citation(row['source_id'])}"
    return _row(label, float(row["kgco2e_per_unit"]) / 1000, about, view)


def _row(label: str, tonnes: float, about: str, view: View) -> ranges.Row:
    hover = f"<b>{label}</b><br>{quantity.show(tonnes, 'emissions', view.t, digits=FROM_POUNDS).text}<br>{about}"
    return ranges.Row(label, math.nan, math.nan, math.nan, "", tonnes, hover)


def statements() -> None:
    """Each statement with its verdict, the reason and the figures."""
    view = frame.view()
    t = view.t
    for statement in STATEMENTS:
        with st.container(key=f"claim-{statement.statement_id}"):
            st.subheader(t(f"claim.{statement.statement_id}"), anchor=False)
            verdict = f":{VERDICT_COLOURS[statement.verdict]}-badge[{t(f'verdict.{statement.verdict}')}]"
            st.markdown(f"{verdict} {t(f'claim.{statement.statement_id}.why', **statement.values(view))}")
            figure.cards(statement.figures(view), t)
