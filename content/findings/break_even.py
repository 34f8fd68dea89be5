"""The day of a deployment on which inference has used as much as training, and what both count."""

from __future__ import annotations

import math

from content.findings import deployments, estimate_cards, provenance
from content.language import quantity
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Figure
from content.tables import catalog
from content.view import View
from footprint.deployment import Deployment


def card(view: View, model_id: str) -> Figure:
    """The break-even day of a model, with its range."""
    t = view.t
    label = t("inference.card.break_even", model=catalog.model_rows()[model_id]["short_name"])
    deployment = deployments.deployment(view, model_id)
    if deployment is None:
        return Figure(label, Displayed("–", ""), provenance.kind_badge("missing", t), t("inference.none"))
    median, low, high = (day(days, t) for days in deployment.break_even_range)
    queries = quantity.compact(deployment.period.queries_per_day, t)
    note = f"{t('inference.card.break_even.note', queries=queries)} · {boundary(deployment, deployment.impact, t)}"
    return Figure(
        label,
        Displayed(median, "", low, high),
        provenance.kind_badge("estimated", t),
        estimate_cards.main_source(view.estimates[model_id], view),
        with_bases(note, deployment, t),
    )


def with_bases(note: str, deployment: Deployment, t: Text) -> str:
    """A note of a card that sets use against training, with the bases of their grids where these differ."""
    return "  \n".join(line for line in (note, deployments.bases(deployment, t)) if line)


def day(days: float, t: Text) -> str:
    """A day of the deployment in words, also where it never comes."""
    return quantity.days(days, t, 2) if math.isfinite(days) else t("inference.never")


def boundary(deployment: Deployment, impact: str, t: Text) -> str:
    """Boundary of a result: of its training and, where that is narrower, of the published energy of its use."""
    covered = t("boundary.facility")
    if deployment.fact_id:
        use = t(f"boundary.{catalog.facts()[deployment.fact_id]['boundary']}")
        covered = use if use == covered else t("inference.boundary.mixed", training=covered, use=use)
    return covered if impact == "energy" else f"{covered} · {t('accounting.location')}"
