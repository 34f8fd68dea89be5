"""Where the range of an estimate comes from: the share of each factor, and what knowing one would leave."""

from __future__ import annotations

from collections.abc import Iterator

from content.charts import uncertainty as charts
from content.columns import Numbers
from content.files.export import plain_text
from content.findings import provenance
from content.language import quantity
from content.parts import Chart
from content.view import View
from footprint.estimate import FACTORS
from footprint.records import Estimate
from footprint.uncertainty import interval, sd_if_known


def chart(estimate: Estimate, view: View) -> Iterator[Chart]:
    """Which factor the range of one of the chosen model's estimates comes from, and what knowing it would do."""
    t, name = view.t, view.model["short_name"]
    total = estimate.emissions.sd
    if not estimate.known or total == 0:
        return
    uncertain = [factor for factor in FACTORS if estimate.sd(factor) > 0]
    factors = sorted(uncertain, key=lambda factor: estimate.factors[factor].share, reverse=True)
    rows = [_share(factor, estimate, view) for factor in factors]
    yield Chart(
        "uncertainty",
        charts.shares(rows, [quantity.percent(share, t) for share in (0, 0.25, 0.5, 0.75, 1)]),
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
            t("steps.source"): [plain_text(provenance.origin(estimate.origin(factor), t)[1]) for factor in factors],
        },
    )


def _range_factor(sd_log10: float) -> str:
    """Factor of the 90 % range to each side of the median."""
    return f"{interval(1.0, sd_log10)[1]:.2f}"


def _share(factor: str, estimate: Estimate, view: View) -> charts.Share:
    t = view.t
    share, label = estimate.factors[factor].share, t(f"factor.{factor}")
    rest = sd_if_known(estimate.emissions.sd, estimate.sd(factor))
    text = t("uncertainty.known", range=_range_factor(float(rest)))
    return charts.Share(label, share, text, f"<b>{label}</b><br>{quantity.percent(share, t)}<br>{text}")
