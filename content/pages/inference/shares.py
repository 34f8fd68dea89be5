"""How the life of a model divides, compared with the shares of inference that vendors and operators published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from content.charts import inference as charts
from content.charts import rows, style
from content.columns import Numbers
from content.files.export import plain_text
from content.findings import deployments, published_shares, ratios
from content.findings.break_even import boundary
from content.findings.published_shares import FOOTPRINT, SHARES, PublishedShare, span
from content.language import quantity
from content.language.messages import Text
from content.pages.inference.break_even import source
from content.parts import Chart, Parts
from content.tables import catalog
from content.view import View
from footprint.deployment import Deployment

ASKED = 0.8  # the low end of the vendor's remark: how many queries would it take? [1]
TICKS = (0, 0.25, 0.5, 0.75, 1)


def split(view: View) -> Parts:
    """Training, inference and, in emissions, the chips as parts of the total."""
    t, name = view.t, view.model["short_name"]
    deployment = deployments.deployment(view, view.state.model)
    if deployment is None:
        return
    shares = deployment.shares
    parts = _parts(shares, deployment, t)
    yield Chart(
        "split",
        charts.split(parts, [quantity.percent(share, t) for share in TICKS]),
        title=t(
            f"split.title.{deployment.impact}",
            model=name,
            share=ratios.share(*deployment.share_range, t),
            days=quantity.days(deployment.period.days, t),
        ),
        subtitle=t(
            f"split.subtitle.{deployment.impact}",
            share=quantity.percent(shares["inference"], t),
            boundary=boundary(deployment, deployment.impact, t),
        ),
        source=source(deployment, t),
        columns=lambda: {
            t("table.share_of"): [part.label for part in parts],
            t("table.share"): _numbers([part.share for part in parts], t),
        },
    )


def _parts(shares: Mapping[str, float], deployment: Deployment, t: Text) -> list[charts.Part]:
    """The parts of the total; of training, research and development by itself where it was set to count."""
    labels = {"inference": "series.inference", "final_runs": "series.training", "embodied": "series.embodied"}
    if deployment.period.development != 1:
        labels = {**labels, "final_runs": "split.final", "development": "split.development"}
    order = [part for part in ("inference", "final_runs", "development", "embodied") if part in labels.keys() & shares]
    return [
        charts.Part(
            t(labels[part]),
            shares[part],
            quantity.percent(shares[part], t),
            charts.COLOURS["training" if part in ("final_runs", "development") else part][0],
            hatched=part == "development",
        )
        for part in order
    ]


def published(view: View) -> Parts:
    """What others published as the share of inference, what each really measured, and the reader's deployment."""
    t = view.t
    deployment = deployments.deployment(view, view.state.model)
    if deployment is None:
        return
    stated = published_shares.shares(t)
    # How many queries a day it takes until inference has the share that the vendor named.
    needed = [quantity.compact(quantity.significant(queries), t) for queries in deployment.queries_for(ASKED)]
    yours = t("share.yours")
    median, low, high = deployment.share_range
    about = t(f"share.of.{deployment.impact}", boundary=boundary(deployment, deployment.impact, t))
    text = f"{quantity.percent(median, t)} ({span(low, high, t)})"
    hover = f"<b>{yours}</b><br>{text}<br>{t('kind.estimated')} · {about}"
    points = _points(t)
    others = [points[key] for key in SHARES if key not in FOOTPRINT]
    note = t(f"share.yours.note.{deployment.impact}")
    reader = rows.Point(yours, median, hover, about, low, high, text=quantity.percent(median, t), note=note)
    series = (
        rows.Series(t("share.series.yours"), style.ESTIMATED, "circle-open", [reader]),
        rows.Series(t("share.series.footprint"), style.REPORTED, "circle", [points[key] for key in FOOTPRINT]),
        rows.Series(t("share.series.other"), style.CLAIM, "diamond", others),
    )
    axis = {
        "range": [0, 1.02],
        "tickmode": "array",
        "tickvals": list(TICKS),
        "ticktext": [quantity.percent(share, t) for share in TICKS],
        "zeroline": False,
    }
    yield Chart(
        "claims",
        rows.drawn(series, [yours, *(point.label for point in points.values())], axis),
        title=t(
            f"claims_chart.title.{deployment.impact}",
            model=view.model["short_name"],
            share=quantity.percent(ASKED, t),
            days=quantity.days(deployment.period.days, t),
            queries=t("ratio", times=needed[0], low=needed[1], high=needed[2]) if needed[1] != needed[2] else needed[0],
        ),
        subtitle=t("claims_chart.subtitle", share=quantity.percent(ASKED, t)),
        source="  \n".join(
            line
            for line in (
                " · ".join(dict.fromkeys(share.source for share in stated.values())),
                deployments.mixed_grids(deployment, t),
            )
            if line
        ),
        columns=lambda: {
            t("table.share_of"): [yours, *(point.label for point in points.values())],
            t("table.measured_as"): [about, *(points[key].about for key in SHARES)],
            t("table.inference_share"): [text, *(share.text for share in stated.values())],
            t("table.low"): _numbers([low, *(share.low for share in stated.values())], t),
            t("table.high"): _numbers([high, *(share.high for share in stated.values())], t),
            t("steps.source"): [t("kind.estimated"), *(plain_text(share.source) for share in stated.values())],
        },
    )


def _numbers(shares: Sequence[float], t: Text) -> Numbers:
    return Numbers(shares, "1", lambda share: quantity.percent(share, t))


@catalog.shared()
def _points(t: Text) -> dict[str, rows.Point]:
    return {key: _point(key, share, t) for key, share in published_shares.shares(t).items()}


def _point(key: str, share: PublishedShare, t: Text) -> rows.Point:
    label, measured_as = t(f"share.{key}"), t(f"share.{key}.measured")
    if key in FOOTPRINT:  # a share of cost, demand or capacity has no boundary; these have one, which nobody printed
        measured_as = f"{measured_as} · {t('boundary.unknown')}"
    hover = f"<b>{label}</b><br>{share.text}<br>{measured_as}"
    bounds = (math.nan, math.nan) if math.isclose(share.low, share.high) else (share.low, share.high)
    middle = (share.low + share.high) / 2
    return rows.Point(label, middle, hover, measured_as, *bounds, text=share.text, note=t(f"share.{key}.note"))
