"""What the training of the chosen model emitted, or would have: the finding of several pages."""

from __future__ import annotations

from content.findings import estimate_cards, grid_basis
from content.parts import Finding
from content.view import View


def finding(view: View) -> Finding:
    """What the chosen model's training emitted, or would have."""
    t, name, estimate = view.t, view.model["short_name"], view.estimate
    if not estimate.known:
        return Finding(t("emissions.title.none", model=name), (t(f"reason.{estimate.reason}"),))
    displayed = estimate_cards.emissions(estimate, view)
    before = view.published[view.state.model]
    if view.what_if and before.known:
        title = t(
            "emissions.title.what_if",
            model=name,
            emissions=displayed.text,
            before=estimate_cards.emissions(before, view).text,
        )
    else:
        title = t("emissions.title", model=name, emissions=displayed.text)
    lines = (
        t("emissions.range", range=displayed.range_text(t)) if displayed.low else "",
        t(
            "emissions.boundary",
            scope=t(f"scope.{estimate_cards.covers(view.model, estimate)}"),
            scenario=view.assumed(),
        ),
        grid_basis.warning((estimate.origin("grid"), before.origin("grid")), t) if view.what_if else "",
        estimate_cards.untested(estimate, view),
    )
    return Finding(title, tuple(line for line in lines if line), figure=estimate_cards.headlined(estimate))
