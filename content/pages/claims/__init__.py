"""Claims: famous statements beside their primary source and what the data set says."""

from __future__ import annotations

import math

from content.charts import ranges
from content.columns import Numbers
from content.findings import provenance, ranking
from content.language import quantity
from content.page import Page
from content.pages.claims.statements import (
    FROM_POUNDS,
    ONE_TRAINING,
    SEARCH,
    SEARCH_AS_RUN,
    STATEMENTS,
    reason,
    times_less,
)  # fmt: skip
from content.parts import Box, Cards, Chart, Finding, Parts, Section, Words
from content.tables import catalog
from content.view import View
from footprint.units import convert

ARTICLE = "press2020achilles"
CHARTED = {"search": SEARCH, "asrun": SEARCH_AS_RUN, "once": ONE_TRAINING}
EVERYDAY = {"car": "strubell-car-lifetime", "american": "strubell-american-year"}


def parts(view: View) -> Parts:
    """The page."""
    yield opening(view)
    yield chart(view)
    for statement in STATEMENTS:
        words = Section(view.t(f"claim.{statement.statement_id}")), Words(reason(statement, view))
        yield Box([*words, Cards(statement.figures(view))], f"claim-{statement.statement_id}", border=False)


def opening(view: View) -> Finding:
    """The finding of the page, with a link to the article."""
    return Finding(finding(view).title, (view.t("claims.intro", source=provenance.link(ARTICLE)),))


def finding(view: View) -> Finding:
    """How many of the statements hold."""
    t = view.t
    verdicts = [statement.verdict for statement in STATEMENTS]
    holds, condition = verdicts.count("holds"), verdicts.count("condition")
    wrong = len(verdicts) - holds - condition
    title = t("claims.title", count=len(verdicts), holds=holds, condition=condition, wrong=wrong)
    return Finding(title, (t("claims.intro", source=provenance.short_citation(ARTICLE)),))


def chart(view: View) -> Chart:
    """The famous estimate, the search as it ran and one training, beside a car and a year of life."""
    view = view.at_defaults("emissions")
    t, rows, words = view.t, charted(view), chart_finding(view)
    return Chart(
        "search",
        ranking.chart(rows, view),
        title=words.title,
        subtitle=words.lines[0],
        source=" · ".join(dict.fromkeys(provenance.fact_link(fact_id, t) for fact_id in CHARTED.values())),
        columns=lambda: {
            t("table.model"): [row.label for row in rows],
            t("table.published"): Numbers(
                [row.published for row in rows],
                "t CO2e",
                lambda tonnes: quantity.show(tonnes, "emissions", t, digits=FROM_POUNDS).text,
            ),
            t("steps.source"): [row.source for row in rows],
        },
    )


def chart_finding(view: View) -> Finding:
    """Title and quantity of the chart."""
    return Finding(view.t("claims.chart.title", times=times_less(view)), (view.t("claims.chart.subtitle"),))


def charted(view: View) -> list[ranges.Row]:
    """What the chart holds, largest first."""
    t = view.t
    rows = [_fact_row(view, t(f"claims.chart.{key}"), fact_id) for key, fact_id in CHARTED.items()]
    rows += [_everyday_row(view, t(f"claims.chart.{key}"), everyday) for key, everyday in EVERYDAY.items()]
    return sorted(rows, key=lambda row: row.value, reverse=True)


def _fact_row(view: View, label: str, fact_id: str) -> ranges.Row:
    fact, t = catalog.facts()[fact_id], view.t
    about = f"{t('kind.' + fact['kind'])} · {provenance.boundary_text(fact, t)}"
    return _row(label, float(fact["value"]), about, fact["source_id"], view)


def _everyday_row(view: View, label: str, equivalence_id: str) -> ranges.Row:
    row = catalog.equivalences()[equivalence_id]
    tonnes = convert(float(row["kgco2e_per_unit"]), "kg", "t")
    return _row(label, tonnes, view.t("kind.reported"), row["source_id"], view)


def _row(label: str, tonnes: float, about: str, source_id: str, view: View) -> ranges.Row:
    source = provenance.short_citation(source_id)
    text = quantity.show(tonnes, "emissions", view.t, digits=FROM_POUNDS).text
    hover = f"<b>{label}</b><br>{text}<br>{about}<br>{source}"
    return ranges.Row(label, math.nan, math.nan, math.nan, "", tonnes, hover, source=source)


PAGE = Page("claims", parts, finding, opening=opening)
