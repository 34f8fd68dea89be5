"""Everything that can stand in the address: its name, its allowed values, its default."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from content.language.messages import DEFAULT_LANGUAGE, LANGUAGES
from content.state import state
from content.state.defaults import pinned
from content.state.form import NONE, Digits, Ids, Value
from content.state.values import Amount, Parameter, Several
from footprint import own
from footprint.backtest import PATHS
from footprint.load import TABLES, Dataset
from footprint.numerals import UNITS

DATA = "data"  # the data version
ASSUMPTIONS = ("hardware", "mfu", "pue", "region", "year")
SECOND = tuple(f"{name}_b" for name in ASSUMPTIONS)  # those of scenario B, beside which the sidebar's are scenario A
SHARED = ("lang", DATA, *ASSUMPTIONS)
# How a model is served, and how its deployment goes on.
SERVING = (
    "energy",
    "input",
    "output",
    "serving_hardware",
    "batch",
    "utilization",
    "serving_pue",
    "serving_region",
    "traffic_growth",
    "retraining",
    "development",
)
DEPLOYMENT = ("queries", "days", *SERVING, "impact")
FIT = ("select", "since", "until", "method", "selfplay")  # what a line is laid through, and how
# Which models and figures a ranking draws; `show` chooses among models, these narrow it.
FILTERS = ("domain", "organization", "since", "until", "kind", "boundary", "accounting")
# Which published figures stand beside the estimates, and what those count, the nearest to the estimates first.
BOUNDARIES = {
    "facility": ("facility",),
    "accelerator": ("it", "accelerator_with_pue", "accelerator"),
    "life_cycle": ("life_cycle",),
    "unknown": ("unknown",),
    "all": ("facility", "it", "accelerator_with_pue", "accelerator", "life_cycle", "unknown"),
}
RANKING = ("show", *FILTERS, "scale", "compare")
PAGE_PARAMETERS: dict[str, tuple[str, ...]] = {
    "": (),
    "growth": ("measure", "unit", "doubling", "domain", "colour", "highlight", *FIT),
    "emissions": ("model", *RANKING),
    "model": ("model", *SECOND, "chain", "development", "water"),
    "regions": ("model", "map_year"),
    "yours": (
        "own_parameters",
        "own_tokens",
        "own_hours",
        "own_energy",
        "own_energy_boundary",
        "own_hardware",
        "own_region",
        "own_pue",
    ),
    "claims": (),
    "method": ("path",),
    "data": ("domain", "show", "model", "table"),
    "inference": ("model", *DEPLOYMENT),
    "tour": ("step", "draft", "guess"),
    "present": (
        "slide",
        "measure",
        "unit",
        "doubling",
        "colour",
        "highlight",
        "select",
        "method",
        "selfplay",
        "model",
        *RANKING,
        *DEPLOYMENT,
        "path",
    ),
    "teach": (),
}
# The models of the 2020 press article, and the landmarks that readers ask for beside them.
LANDMARKS = (
    "transformer-big",
    "elmo",
    "bert-base",
    "bert-large",
    "gpt-2-1.5b",
    "xlnet-large",
    "evolved-transformer-nas",
    "lisa",
    "t5-11b",
    "meena",
    "gpt-3-175b",
    "switch-c",
    "gopher-280b",
    "palm-540b",
    "opt-175b",
    "bloom-176b",
    "llama-65b",
    "llama-2-70b",
    "gpt-4",
    "deepseek-v3",
    "llama-3.1-405b",
)
COMPARED = 6  # models side by side at most
POSITIONS = 101  # of the slider with which a guess is made
MIDDLE = state.State.model_fields["draft"].default  # where it stands at first
TOUR_STEPS = 8
SLIDES = state.words("slide")  # the charts of the presenter view, in their order
DOMAINS = state.words("domain")
MEASURES = state.words("measure")
ERA = "2012"  # of deep learning, from AlexNet on: lines and filters begin here unless a visitor goes back
# Number of the reader's own model -> column of a table of own models, whose bounds and unit it has.
OWN = {
    "own_parameters": "parameters",
    "own_tokens": "tokens",
    "own_hours": "chip_hours",
    "own_energy": "energy_mwh",
}
# What the page of a reader's own model starts from, so that it shows something; none of it is the reader's.
EXAMPLE = {name: state.State.model_fields[name].default for name in ("own_parameters", "own_tokens")}


def organization_id(name: str) -> str:
    """Id of an organization: its name in lower case with dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _steps(first: int, last: int, parts: int) -> tuple[float, ...]:
    """Evenly spaced numbers, so many parts of 1 apart; bounds in such parts."""
    return tuple(value / parts for value in range(first, last + 1))


def _one_two_five(last_exponent: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50 … up to the given power of ten."""
    return (*(m * 10**e for e in range(last_exponent) for m in (1, 2, 5)), 10**last_exponent)


def _well_known_year(grids: pd.DataFrame) -> str:
    """Newest year of which nearly as many countries are known as of the best one."""
    counts = grids[grids["level"] == "country"].groupby("year")["grid_id"].nunique()
    return str(counts[counts > 0.9 * counts.max()].index.max())


def build(dataset: Dataset) -> dict[str, Parameter]:
    """All parameters for a data set but its version, by name: the fields of the state and what each may be."""
    grids = dataset.grids
    usable = grids[~grids["suspect"]]
    years = range(int(usable["year"].min()), int(usable["year"].max()) + 1)
    dates = [date for date in dataset.models["release_date"] if date is not None]
    released = range(min(dates).year, max(dates).year + 1)
    defaults = {
        **state.defaults(),
        "lang": DEFAULT_LANGUAGE,
        "map_year": _well_known_year(usable),
        "since": max(str(released[0]), ERA),
        "until": str(released[-1]),
    }
    options = _options(dataset, usable, years, released)
    known = {name: _parameter(name, default, options.get(name)) for name, default in defaults.items()}
    second = {second: replace(known[name], name=second) for name, second in zip(ASSUMPTIONS, SECOND, strict=True)}
    return _pinned(known | second, dataset.version)


def _pinned(known: dict[str, Parameter], version: str) -> dict[str, Parameter]:
    """Parameters with the defaults of a data version, as far as its data know them."""
    defaults = {name: text for name, text in pinned(version).items() if name in known and known[name].knows(text)}
    return known | {name: replace(known[name], default=text) for name, text in defaults.items()}


def _parameter(name: str, default: str, options: Iterable[Value] | None) -> Parameter:
    """A field with its values; what it may be is said by its type where no options are given."""
    form = state.form(name)
    if isinstance(form, Digits):
        least, most = own.BOUNDS[OWN[name]]
        return Amount(name, default, (NONE,), form, least=least, most=most, unit=UNITS[OWN[name]])
    first = () if form.none is None else (form.none,)
    if isinstance(form, Ids):
        return Several(name, default, (*first, *map(str, options or ())), form, places=COMPARED)
    given = state.words(name) if options is None else options
    return Parameter(name, default, (*first, *(form.text(value) for value in given)), form)


def _options(
    dataset: Dataset, usable: pd.DataFrame, years: Iterable[int], released: Iterable[int]
) -> dict[str, Iterable[Value]]:
    """What the fields may be whose type does not say it, besides nothing."""
    chips = dataset.accelerators
    complete = chips["peak_flop_per_s"].notna() & chips["system_power_w"].notna()
    hardware = tuple(chips.loc[complete, "accelerator_id"])
    regions, models = tuple(dict.fromkeys(usable["grid_id"])), tuple(dataset.models["model_id"])
    tokens = _one_two_five(5)
    return {
        "lang": tuple(LANGUAGES),
        "hardware": hardware,
        "mfu": _steps(5, 70, 100),
        "pue": _steps(100, 200, 100),
        "region": regions,
        "year": years,
        "map_year": years,
        "doubling": _steps(10, 360, 10),
        "model": models,
        "organization": sorted({organization_id(name) for name in dataset.models["organization"]}),
        "compare": models,
        "table": TABLES,
        "path": PATHS,
        "highlight": models,
        "since": released,
        "until": released,
        "own_hardware": hardware,
        "own_region": regions,
        "own_pue": _steps(100, 200, 100),
        "step": range(1, TOUR_STEPS + 1),
        "draft": range(POSITIONS),
        "guess": range(POSITIONS),
        "queries": QUERIES,
        "input": tokens,
        "output": tokens,
        "days": DAYS,
        "serving_hardware": hardware,
        "batch": (8, 16, 32, 64, 128, 256, 512),
        "utilization": _steps(1, 70, 100),
        "serving_pue": _steps(100, 200, 100),
        "serving_region": regions,
        "traffic_growth": (-20, -10, -5, 0, 2, 5, 10, 15, 20, 30, 50),
        "retraining": (1, 2, 3, 4, 6, 9, 12, 18, 24, 36),
        "development": DEVELOPMENT,
    }


# Research and development with the final run, over the final run: 1 is the final run alone. Published cases lie at 1.5
# (OLMo), 2 (OPT), 2.7 (BLOOM), 3.4 (LLaMA), 5.6 (OLMo 3) and about 2,000 (LISA).
DEVELOPMENT = (
    1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5, 2.7, 3.0, 3.4, 4.0, 5.0, 5.6, 7.0, 10.0, 20.0, 50.0,
    100.0, 200.0, 500.0, 1000.0, 2000.0,
)  # fmt: skip
# 1, 2, 3, 5, 10 … up to 10 billion.
QUERIES = (*(step * 10**exponent for exponent in range(10) for step in (1, 2, 3, 5)), 10**10)
# A week, a month, a quarter, then years: enough to place a break-even day without 3,650 stops.
DAYS = (1, 7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730, 1095, 1460, 1825, 3650)
