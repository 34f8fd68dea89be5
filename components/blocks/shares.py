"""How the life of a model divides, beside the shares of inference that vendors and operators published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import figure, frame
from components.blocks import inference
from content.charts import inference as charts
from content.charts import rows, style
from content.files.export import Numbers, plain_text
from content.findings import deployments, provenance, ratios
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog
from footprint.deployment import Deployment

# Published shares of inference by what was measured: the rows of the table `shares` by source and measure.
SHARES = {
    "nvidia": ("hpcwire2019", "cost"),
    "aws": ("patterson2021", "demand"),
    "meta_fleet": ("wu2022sustainable", "power capacity"),
    "meta_translation": ("wu2022sustainable", "carbon / resources"),
    "google": ("patterson2022", "energy"),
    "meta_ranking": ("wu2022sustainable", "carbon"),
    "meta_rm1": ("wu2022sustainable", "energy"),
}
FOOTPRINT = ("google", "meta_rm1", "meta_translation", "meta_ranking")  # energy or carbon; the others are not
ASKED = 0.8  # the low end of the vendor's remark: how many queries would it take? [1]
TICKS = (0, 0.25, 0.5, 0.75, 1)


def split() -> None:
    """Training, inference and, in emissions, the chips as parts of the total."""
    view = frame.view()
    t, name = view.t, view.model["short_name"]
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return
    shares = found.shares
    parts = _parts(shares, found, t)
    figure.chart(
        charts.split(parts, [quantity.percent(share, t) for share in TICKS]),
        key="split",
        title=t(
            f"split.title.{found.impact}",
            model=name,
            share=ratios.share(*found.share_range, t),
            days=quantity.days(found.period.days, t),
        ),
        subtitle=t(
            f"split.subtitle.{found.impact}",
            share=quantity.percent(shares["inference"], t),
            boundary=inference.boundary(found, found.impact, t),
        ),
        source=inference.source(found, t),
        columns=lambda: {
            t("table.share_of"): [part.label for part in parts],
            t("table.share"): _numbers([part.share for part in parts], t),
        },
        t=t,
    )


def _parts(shares: Mapping[str, float], found: Deployment, t: Text) -> list[charts.Part]:
    """The parts of the total; of training, research and development by itself where it was set to count."""
    labels = {"inference": "series.inference", "final_runs": "series.training", "embodied": "series.embodied"}
    if found.period.development != 1:
        labels = {**labels, "final_runs": "split.final", "development": "split.development"}
    order = [part for part in ("inference", "final_runs", "development", "embodied") if part in labels.keys() & shares]
    return [
        charts.Part(
            t(labels[part]),
            shares[part],
            quantity.percent(shares[part], t),
            inference.COLOURS["training" if part in ("final_runs", "development") else part][0],
            hatched=part == "development",
        )
        for part in order
    ]


@dataclass(frozen=True)
class PublishedShare:
    """A share of inference as an operator or vendor published it."""

    low: float  # [1]
    high: float  # [1]
    text: str
    source: str


def published_share(key: str, t: Text) -> PublishedShare:
    """Published share of inference, one of SHARES."""
    return _published(t.language)[key]


def _read(key: str, t: Text) -> PublishedShare:
    source_id, measure = SHARES[key]
    table = catalog.dataset().shares
    table = table[(table["source_id"] == source_id) & (table["measure"] == measure)]
    low, high = float(table["inference"].min()), float(table["inference"].max())
    return PublishedShare(low, high, _span(low, high, t), provenance.link(source_id, str(table["locator"].iloc[0]), t))


@catalog.shared()
def _published(language: str) -> dict[str, PublishedShare]:
    return {key: _read(key, Text(language)) for key in SHARES}


def measured() -> float:
    """The only published share of inference that was measured in energy over all of an operator's models [1]."""
    return published_share("google", Text()).low


def claims() -> None:
    """What others published as the share of inference, what each really measured, and the reader's deployment."""
    view = frame.view()
    t = view.t
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return
    published = _published(t.language)
    # How many queries a day it takes until inference has the share that the vendor named.
    needed = [quantity.compact(quantity.significant(queries), t) for queries in found.queries_for(ASKED)]
    yours = t("share.yours")
    median, low, high = found.share_range
    about = t(f"share.of.{found.impact}", boundary=inference.boundary(found, found.impact, t))
    text = f"{quantity.percent(median, t)} ({_span(low, high, t)})"
    hover = f"<b>{yours}</b><br>{text}<br>{t('kind.estimated')} · {about}"
    points = _points(t)
    others = [points[key] for key in SHARES if key not in FOOTPRINT]
    note = t(f"share.yours.note.{found.impact}")
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
    figure.chart(
        rows.drawn(series, [yours, *(point.label for point in points.values())], axis),
        key="claims",
        title=t(
            f"claims_chart.title.{found.impact}",
            model=view.model["short_name"],
            share=quantity.percent(ASKED, t),
            days=quantity.days(found.period.days, t),
            queries=t("ratio", times=needed[0], low=needed[1], high=needed[2]) if needed[1] != needed[2] else needed[0],
        ),
        subtitle=t("claims_chart.subtitle", share=quantity.percent(ASKED, t)),
        source="  \n".join(
            line
            for line in (
                " · ".join(dict.fromkeys(share.source for share in published.values())),
                deployments.mixed_grids(found, t),
            )
            if line
        ),
        columns=lambda: {
            t("table.share_of"): [yours, *(point.label for point in points.values())],
            t("table.measured_as"): [about, *(points[key].about for key in SHARES)],
            t("table.inference_share"): [text, *(share.text for share in published.values())],
            t("table.low"): _numbers([low, *(share.low for share in published.values())], t),
            t("table.high"): _numbers([high, *(share.high for share in published.values())], t),
            t("steps.source"): [t("kind.estimated"), *(plain_text(share.source) for share in published.values())],
        },
        t=t,
    )


def _numbers(shares: Sequence[float], t: Text) -> Numbers:
    return Numbers(shares, "1", lambda share: quantity.percent(share, t))


@catalog.shared()
def _points(t: Text) -> dict[str, rows.Point]:
    return {key: _point(key, share, t) for key, share in _published(t.language).items()}


def _point(key: str, share: PublishedShare, t: Text) -> rows.Point:
    label, measured_as = t(f"share.{key}"), t(f"share.{key}.measured")
    if key in FOOTPRINT:  # a share of cost, demand or capacity has no boundary; these have one, which nobody printed
        measured_as = f"{measured_as} · {t('boundary.unknown')}"
    hover = f"<b>{label}</b><br>{share.text}<br>{measured_as}"
    bounds = (math.nan, math.nan) if math.isclose(share.low, share.high) else (share.low, share.high)
    middle = (share.low + share.high) / 2
    return rows.Point(label, middle, hover, measured_as, *bounds, text=share.text, note=t(f"share.{key}.note"))


def _span(low: float, high: float, t: Text) -> str:
    low_text, high_text = quantity.percent(low, t), quantity.percent(high, t)
    return low_text if low_text == high_text else f"{low_text} – {high_text}"
