"""Overview: what this is, the headline figures computed from the data, and the way on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import urlencode

from content.charts import ranges
from content.files import html_file
from content.findings import break_even, doubling, estimate_cards, provenance, ranking, ratios
from content.language import quantity
from content.page import Page
from content.parts import Cards, Chart, Figure, Finding, Markup, Parts, Section
from content.tables import catalog
from content.view import View
from footprint.scenario import Scenario

GPT_3, BERT = "gpt-3-175b", "bert-base"
ARTICLE = ("bert-base", "bert-large", "gpt-2-1.5b", "xlnet-large", GPT_3, "evolved-transformer-nas", "lisa")
WAYS = ("growth", "emissions", "inference", "claims", "example", "tour")
# The question that readers ask first: another chip, another country.
EXAMPLE = Scenario(accelerator_id="h100-sxm5", grid_id="FRA")


def parts(view: View) -> Parts:
    """The page."""
    yield finding(view)
    yield Cards(cards(view))
    yield chart(view)
    yield Section(view.t("overview.ways_on"))
    # One element: words and a link of Streamlit's own for each would be half of all that the page draws.
    yield Markup(html_file.macro("ways", [_way(name, view) for name in WAYS]))


def finding(view: View) -> Finding:
    """How GPT-3 compares with BERT under the scenario."""
    t = view.t
    large_emissions, small_emissions = (
        estimate_cards.emissions(view.estimates[model_id], view) for model_id in (GPT_3, BERT)
    )
    title = t(
        "overview.title.what_if" if view.what_if else "overview.title",
        emissions=large_emissions.text,
        small=small_emissions.text,
    )
    tables = catalog.dataset()
    lines = (
        t("overview.range", large=large_emissions.range_text(t), small=small_emissions.range_text(t)),
        t("overview.scenario", scenario=view.scenario_text()),
        t("overview.intro", models=quantity.plain(len(tables.models), t), facts=quantity.plain(len(tables.facts), t)),
    )
    return Finding(title, lines, figure=estimate_cards.headlined(view.estimates[GPT_3]))


def cards(view: View) -> list[Figure]:
    """Four figures, each computed from the data under the scenario."""
    return [
        estimate_cards.emissions_card(GPT_3, view, view.t("overview.card.gpt3")),
        _largest_published(view),
        doubling.since_first(view),
        break_even.card(view.at_defaults("inference"), GPT_3),
    ]


def _largest_published(view: View) -> Figure:
    """The largest location-based figure that a model's own authors published."""
    own = [
        model
        for model in catalog.model_rows().values()
        if model["emissions_tco2e_kind"] == "reported" and model["emissions_accounting"] == "location"
    ]
    model = max(own, key=lambda model: model["emissions_tco2e"])
    fact_id = model["emissions_tco2e_fact_id"]
    return Figure(
        view.t("overview.card.largest", model=model["short_name"]),
        estimate_cards.published_emissions(model, view),
        provenance.kind_badge("reported", view.t),
        f"{provenance.fact_link(fact_id, view.t, brief=True)} · {provenance.sheet_link(model['model_id'], view)}",
        estimate_cards.published_boundary(model, view),
    )


def chart(view: View) -> Chart:
    """The models of the press article that this dashboard grew out of."""
    view = view.at_defaults("emissions")
    rows = ranking.rows(ARTICLE, view)
    words = _compared(rows, view)
    return Chart(
        "article",
        ranking.chart(rows, view),
        title=words.title,
        subtitle=words.lines[0],
        source=ranking.with_left_out(view.t("emissions.chart.source"), ARTICLE, rows, view),
        columns=lambda: ranking.columns(rows, view),
    )


def chart_finding(view: View) -> Finding:
    """Title and quantity of the chart."""
    return _compared(ranking.rows(ARTICLE, view), view)


def _compared(rows: Sequence[ranges.Row], view: View) -> Finding:
    """The largest and the smallest as published, and how they compare under the scenario."""
    t, published = view.t, ranking.rows(ARTICLE, ratios.as_published(view))
    first, last = (published[place] for place in (0, -1))
    known = {row.model_id: row for row in rows if math.isfinite(row.estimate)}
    lost = [row.label for row in (first, last) if row.model_id not in known]
    if lost:
        title = t("overview.chart.title.lost", models=t("mark.list").join(lost), first=first.label, last=last.label)
        return Finding(title, (ranking.subtitle(view),))
    times = ratios.text(ranking.bounds(known[first.model_id]), ranking.bounds(known[last.model_id]), t)
    title = t("overview.chart.title", first=first.label, times=times, last=last.label)
    return Finding(title, (ranking.subtitle(view),))


def _way(name: str, view: View) -> dict[str, str]:
    t, page = view.t, "model" if name == "example" else name
    address = view.under(EXAMPLE).address(page, model=GPT_3) if name == "example" else view.address(page)
    return {
        "title": t(f"overview.way.{name}"),
        "text": t(f"overview.way.{name}.text"),
        "label": t(f"page.{page}"),
        "address": f"{page}?{urlencode(address)}",
    }


PAGE = Page("overview", parts, finding)
