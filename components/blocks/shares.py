"""The split between training and inference beside the shares that a vendor and an operator published."""

from __future__ import annotations

import math
from dataclasses import dataclass

from components import catalog, figure, frame, provenance, quantity, serving
from components.charts import inference as charts
from components.charts import style
from components.i18n import Text
from components.serving import Deployment
from components.view import View
from footprint import inference

# Published shares of inference: the vendor's remark on cost, and the only one measured in energy.
SHARES = {"nvidia": ("hpcwire2019", "cost"), "google": ("patterson2022", "energy")}


def split() -> None:
    """The split of the energy beside the two published shares."""
    view = frame.view()
    t, name = view.t, view.model["short_name"]
    found = serving.deployment(view, view.values["model"])
    if found is None:
        return
    shares = {key: published_share(key, t) for key in SHARES}
    labels = {key: t(f"share.{key}", share=share.text) for key, share in shares.items()}
    colours = {"nvidia": style.CLAIM, "google": style.READER}
    marks = [charts.Mark(labels[key], share.low, share.high, colours[key]) for key, share in shares.items()]
    sources = [f"{labels[key]}: {share.source}" for key, share in shares.items()]
    figure.chart(
        charts.split(
            found.share_range[0],
            t("series.training"),
            t("series.inference"),
            marks,
            [quantity.percent(share, t) for share in (0, 0.25, 0.5, 0.75, 1)],
        ),
        key="split",
        title=t(
            "split.title",
            model=name,
            share=quantity.percent(found.share_range[0], t),
            days=quantity.days(found.days, t),
        ),
        subtitle=t(
            "split.subtitle",
            queries60=_queries_for(found, marks[-1].low, view),
            share60=quantity.percent(marks[-1].low, t),
        ),
        source=t("split.source", sources=" · ".join(sources)),
        columns=lambda: {
            t("table.share_of"): [t("table.this_case"), *(mark.label for mark in marks)],
            t("table.inference_share"): [
                quantity.percent(found.share_range[0], t),
                *(_span(mark.low, mark.high, t) for mark in marks),
            ],
        },
        t=t,
    )


@dataclass(frozen=True)
class PublishedShare:
    """A share of inference as an operator or vendor published it."""

    low: float  # [1]
    high: float  # [1]
    text: str
    source: str


def published_share(key: str, t: Text) -> PublishedShare:
    """Published share of inference: `nvidia` (in cost) or `google` (in energy)."""
    source_id, measure = SHARES[key]
    rows = catalog.dataset().shares
    rows = rows[(rows["source_id"] == source_id) & (rows["measure"] == measure)]
    low, high = float(rows["inference"].min()), float(rows["inference"].max())
    return PublishedShare(low, high, _span(low, high, t), provenance.link(source_id, str(rows["locator"].iloc[0])))


def measured() -> float:
    """The only published share of inference that was measured in energy [1]."""
    return published_share("google", Text()).low


def _queries_for(found: Deployment, share: float, view: View) -> str:
    needed = inference.queries_for_share(share, found.training_mwh[0], found.wh_range[0]) / found.days
    return quantity.compact(float(needed), view.t)


def _span(low: float, high: float, t: Text) -> str:
    low_text, high_text = quantity.percent(low, t), quantity.percent(high, t)
    return low_text if math.isclose(low, high) else f"{low_text} – {high_text}"
