"""What is said of the reader's own model: what was understood, what of it counts, what does not and why."""

from __future__ import annotations

import math

from content.findings import own_models
from content.language import quantity
from content.language.messages import Text
from content.state.form import DIGITS
from content.state.parameters import EXAMPLE
from content.state.state import State
from content.tables import catalog
from content.view import View
from footprint.records import Estimate

AMOUNTS = ("own_parameters", "own_tokens", "own_hours", "own_energy")
COMPUTED = ("parameters_tokens", "compute_year")  # paths from parameters and tokens
# What each path takes of what a reader states, and why it leaves the rest; `own_pue` as the boundary has it.
TAKEN: dict[str | None, tuple[str, ...]] = {
    "reported_energy": ("own_energy",),
    "chip_hours": ("own_hours", "own_hardware", "own_pue"),
    "parameters_tokens": ("own_parameters", "own_tokens", "own_hardware", "own_pue"),
    "compute_year": ("own_parameters", "own_tokens"),
    None: (),
}
WORDS_TO = 1e16  # from which a count in trillions (or in 亿) has too many digits to be read
FIRST = {"reported_energy": "energy_first", "chip_hours": "hours_first"}
INPUTS = (*AMOUNTS, "own_hardware", "own_pue")


def understood(name: str, number: float | None, t: Text) -> str:
    """A number of the reader's own in words, with its unit and all its digits: 1.5 trillion tokens."""
    if number is None:
        return ""
    if name == "own_energy":
        return quantity.show(number, "energy", t, digits=DIGITS).text
    return t(f"amount.{name}", value=_counted(number, t))


def _counted(number: float, t: Text) -> str:
    """A count with all its digits: with a word from a million on, as a power of ten where words end."""
    if number >= WORDS_TO:
        return quantity.power_of_ten(number, t, DIGITS)
    return quantity.compact(number, t, DIGITS) if number >= quantity.WORDS_FROM else quantity.number(number, t, DIGITS)


def is_example(state: State, estimate: Estimate) -> bool:
    """Whether a figure rests on the parameters and tokens that the page starts from, which are nobody's model."""
    return estimate.path in COMPUTED and own_models.holds_example(state)


def untouched(view: View) -> bool:
    """Whether nothing at all has been entered."""
    known = catalog.all_parameters()
    return all(getattr(view.state, name) == known[name].first for name in own_models.TYPED)


def label(estimate: Estimate, view: View) -> str:
    """What the model is called in charts."""
    return view.t("yours.example.label" if is_example(view.state, estimate) else "yours.label")


def taken(state: State, estimate: Estimate) -> tuple[str, ...]:
    """Stated values that the figure rests on."""
    names = TAKEN[estimate.path]
    if estimate.path == "reported_energy" and state.own_energy_boundary != "facility":
        names = (*names, "own_pue")
    return tuple(name for name in names if getattr(state, name) is not None)


def left(state: State, estimate: Estimate) -> dict[str, str]:
    """Stated values that it does not rest on, each with why."""
    used = taken(state, estimate)
    stated = (name for name in INPUTS if getattr(state, name) is not None)
    return {name: _reason(name, state, estimate) for name in stated if name not in used}


def _reason(name: str, state: State, estimate: Estimate) -> str:
    path = estimate.path
    if name == "own_pue" and path in ("reported_energy", "compute_year"):
        return "facility" if path == "reported_energy" else "trend"
    if path in ("reported_energy", *COMPUTED) and name == "own_hours" and math.isfinite(estimate.total.median):
        return "manufacture"
    if path in FIRST:
        return FIRST[path]
    if name == "own_hours":
        return "no_chip"
    if own_models.replaced(state) and name in EXAMPLE:
        return "example"
    return {"own_parameters": "no_tokens", "own_tokens": "no_parameters"}.get(name, "nothing")


def inputs(view: View, estimate: Estimate) -> list[str]:
    """Lines on what counts and on what does not."""
    t, state = view.t, view.state
    lines = []
    if used := taken(state, estimate):
        lines.append(t("yours.used", list=t("mark.list").join(_stated(name, view) for name in used)))
    unused: dict[str, list[str]] = {}
    for name, reason in left(state, estimate).items():
        unused.setdefault(reason, []).append(_stated(name, view))
    if unused:
        parts = (
            t("yours.unused.item", stated=t("mark.list").join(stated), reason=t(f"yours.unused.{reason}"))
            for reason, stated in unused.items()
        )
        lines.append(t("yours.unused", list=t("yours.unused.list").join(parts)))
    return lines


def _stated(name: str, view: View) -> str:
    """A stated value with what it is."""
    t = view.t
    if name == "own_hardware":
        return str(catalog.accelerators()[str(view.state.own_hardware)]["name"])
    if name == "own_pue":
        return t("scenario.pue", value=view.state.text(name))
    words = understood(name, getattr(view.state, name), t)
    if name == "own_energy":
        return t("yours.measured.of", energy=words, boundary=t(f"boundary.{view.state.own_energy_boundary}"))
    return words


def path(estimate: Estimate, view: View) -> str:
    """How the estimate came about; with host and PUE where measured energy lacks them."""
    if estimate.path == "reported_energy" and (boundary := view.state.own_energy_boundary) != "facility":
        return view.t(f"yours.path.measured.{boundary}")
    return own_models.path(estimate.path, view.t)


def missing(state: State, t: Text) -> str:
    """What an estimate needs that is not stated."""
    no_chip = state.own_hours is not None and state.own_hardware is None
    return t("yours.missing.chip" if no_chip else "yours.missing")


def measured(estimate: Estimate, view: View) -> bool:
    """Whether the energy is the reader's own figure as it stands."""
    return bool(estimate.path == "reported_energy" and view.state.own_energy_boundary == "facility")
