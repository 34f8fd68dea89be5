"""Famous statements: verdict, the figures beside each, and the values of the sentence that explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from content.findings import doubling, growth_points, provenance, published_shares
from content.language import quantity
from content.language.quantity import Displayed
from content.parts import Figure
from content.tables import catalog
from content.tables.catalog import fact_value
from content.view import View
from footprint import equivalence, growth
from footprint.compute import training_compute_flop
from footprint.units import convert

VERDICT_COLOURS = {"holds": "green", "condition": "blue", "unit": "orange", "misread": "red"}
SEARCH = "evolved-transformer-nas.emissions_tco2e.strubell2019"
SEARCH_AS_RUN = "evolved-transformer-nas.emissions_tco2e.patterson2021"
ONE_TRAINING = "transformer-big.emissions_tco2e.strubell2019"
PROJECT, ONE_RUN = "lisa.emissions_tco2e.strubell2019", "lisa.emissions_tco2e.strubell2019.2"
FROM_POUNDS = 3  # significant digits of tonnes that were published in pounds
GPU_DAYS = "lisa.rd_gpu_days.strubell2019"
GPT_3_SIZE, GPT_2_SIZE = "gpt-3-175b.parameters.brown2020gpt3.2", "gpt-2-1.5b.parameters.gpt2_card"
GPT_3_PROCESSED = "gpt-3-175b.training_tokens.brown2020gpt3"
GPT_3_WORK = "gpt-3-175b.training_compute_pfs_days.brown2020gpt3"
GPT_2_WORK = "gpt-2-1.5b.training_compute.epoch2026jul"


@dataclass(frozen=True)
class Statement:
    """One statement, what became of it, and the figures that show it."""

    statement_id: str
    verdict: str
    figures: Callable[[View], Sequence[Figure]]
    values: Callable[[View], dict[str, str]] = lambda view: {}


def _published(view: View, label: str, fact_id: str, amount: Displayed) -> Figure:
    fact = catalog.facts()[fact_id]
    badge = provenance.kind_badge(fact["kind"], view.t)
    return Figure(
        view.t(label), amount, badge, provenance.fact_link(fact_id, view.t), provenance.boundary_text(fact, view.t)
    )


def _derived(view: View, label: str, amount: Displayed, *fact_ids: str) -> Figure:
    sources = " · ".join(dict.fromkeys(provenance.fact_link(fact_id, view.t, brief=True) for fact_id in fact_ids))
    return Figure(view.t(label), amount, provenance.kind_badge("derived", view.t), sources)


def _count(view: View, label: str, fact_id: str, unit: str) -> Figure:
    """Card of a published count in the language's large-number words."""
    text = view.t(unit, value=quantity.compact(fact_value(fact_id), view.t))
    return _published(view, label, fact_id, Displayed(text, ""))


def _tonnes(view: View, label: str, fact_id: str) -> Figure:
    return _published(view, label, fact_id, quantity.show(fact_value(fact_id), "emissions", view.t, digits=FROM_POUNDS))


def _doubling(view: View) -> list[Figure]:
    claim, stated = catalog.claims()[growth_points.CLAIM], catalog.claims()["openai-growth"]
    before, since = growth_points.spans()
    return [
        Figure(
            view.t("claims.card.claim"),
            Displayed(quantity.plain(claim["value"], view.t), view.t("unit.months.name")),
            provenance.kind_badge("reported", view.t),
            provenance.link(claim["source_id"], claim["locator"], view.t),
        ),
        Figure(
            view.t("claims.card.growth"),
            Displayed(view.t("unit.times", value=quantity.plain(stated["value"], view.t)), ""),
            provenance.kind_badge("reported", view.t),
            provenance.link(stated["source_id"], stated["locator"], view.t),
        ),
        doubling.span_card(before, view),
        doubling.span_card(since, view),
    ]


def _doubling_values(view: View) -> dict[str, str]:
    claim, stated = catalog.claims()[growth_points.CLAIM], catalog.claims()["openai-growth"]
    _, since = growth_points.spans()
    months = growth.months_to_grow(stated["value"], claim["value"])
    return {"months": quantity.number(months, view.t), "since": quantity.number(since.doubling_months, view.t)}


def _size(view: View) -> list[Figure]:
    large, small = GPT_3_SIZE, GPT_2_SIZE
    ratio = Displayed(view.t("unit.times", value=quantity.number(fact_value(large) / fact_value(small), view.t)), "")
    return [
        _count(view, "claims.card.gpt3", large, "unit.parameters"),
        _count(view, "claims.card.gpt2", small, "unit.parameters"),
        _derived(view, "claims.card.ratio", ratio, large, small),
    ]


def _work(view: View) -> list[Figure]:
    large, small = GPT_3_WORK, GPT_2_WORK
    unit = "petaflop/s-days"
    days = Displayed(quantity.number(convert(fact_value(small), "FLOP", "pfs-days"), view.t), unit)
    return [
        _published(view, "claims.card.gpt3", large, Displayed(quantity.plain(fact_value(large), view.t), unit)),
        _derived(view, "claims.card.gpt2", days, small),
    ]


def _work_values(view: View) -> dict[str, str]:
    model = catalog.model_rows()["gpt-3-175b"]
    flop = training_compute_flop(model["active_parameters"], model["training_tokens"])
    return {"recomputed": f"{quantity.number(convert(float(flop), 'FLOP', 'pfs-days'), view.t, 3)} petaflop/s-days"}


def _cars(view: View) -> list[Figure]:
    car = catalog.equivalences()["strubell-car-lifetime"]
    cars = equivalence.count(fact_value(SEARCH), car["kgco2e_per_unit"])
    return [
        _tonnes(view, "claims.card.search", SEARCH),
        _derived(view, "claims.card.cars", Displayed(quantity.number(cars, view.t), ""), SEARCH),
        _tonnes(view, "claims.card.asrun", SEARCH_AS_RUN),
        _tonnes(view, "claims.card.once", ONE_TRAINING),
    ]


def times_less(view: View) -> str:
    """The famous estimate over the search as it ran: its measured energy x the grid of its site."""
    as_run = view.published["evolved-transformer-nas"].emissions.median
    return quantity.number(fact_value(SEARCH) / as_run, view.t)


def _cars_values(view: View) -> dict[str, str]:
    return {
        "times": times_less(view),
        "once": quantity.show(fact_value(ONE_TRAINING), "emissions", view.t).text,
        "american": quantity.show(convert(_american_kg(), "kg", "t"), "emissions", view.t, digits=FROM_POUNDS).text,
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
        "gpt2_words": quantity.compact(fact_value("gpt-2-1.5b.dataset_words.epoch2026jul"), view.t),
        "processed": quantity.compact(fact_value(GPT_3_PROCESSED), view.t),
    }


def _project(view: View) -> list[Figure]:
    jobs, days = "lisa.experiments_count.strubell2019", GPU_DAYS
    years = equivalence.count(fact_value(PROJECT), _american_kg())
    return [
        _published(view, "claims.card.jobs", jobs, Displayed(quantity.plain(fact_value(jobs), view.t), "")),
        _published(view, "claims.card.gpudays", days, Displayed(quantity.plain(fact_value(days), view.t), "")),
        _tonnes(view, "claims.card.project", PROJECT),
        _derived(view, "claims.card.years", Displayed(quantity.number(years, view.t), ""), PROJECT),
    ]


def _project_values(view: View) -> dict[str, str]:
    years = convert(fact_value(GPU_DAYS), "day", "year")
    return {
        "once": quantity.show(fact_value(ONE_RUN), "emissions", view.t).text,
        "years": quantity.number(years, view.t),
    }


def _inference(view: View) -> list[Figure]:
    figures = []
    for key in ("nvidia", "google"):
        share = published_shares.share(key, view.t)
        badge = provenance.kind_badge("reported", view.t)
        figures.append(Figure(view.t(f"claims.card.{key}"), Displayed(share.text, ""), badge, share.source))
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


def reason(statement: Statement, view: View) -> str:
    """Verdict and why, as one line of Markdown."""
    verdict = f":{VERDICT_COLOURS[statement.verdict]}-badge[{view.t(f'verdict.{statement.verdict}')}]"
    return f"{verdict} {view.t(f'claim.{statement.statement_id}.why', **statement.values(view))}"
