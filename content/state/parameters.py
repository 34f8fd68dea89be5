"""Everything that can stand in the address: its name, its allowed values, its default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from content.language.messages import LANGUAGES
from content.state.values import NONE, Amount, Parameter, Several
from footprint import own
from footprint.backtest import PATHS
from footprint.load import TABLES, Dataset
from footprint.numerals import UNITS
from footprint.scenario import Scenario

PUBLISHED = "published"
DATA = "data"  # the data version
ASSUMPTIONS = ("hardware", "mfu", "pue", "region", "year")
SECOND = tuple(f"{name}_b" for name in ASSUMPTIONS)  # those of scenario B, beside which the sidebar's are scenario A
SHARED = ("lang", DATA, *ASSUMPTIONS)
ASSUMED = "assumed"  # as the dashboard assumes where nothing else is said
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
CHAINS = ("best", "chip_hours", "compute")  # what the steps of an estimate start from
NO_GUESS = "none"
NEVER = "never"  # no retraining
NOBODY = "none"  # no model stands out
COMPARED = 6  # models side by side at most
SELECTIONS = ("all", "records", "top3", "top10", "chart2018")
POSITIONS = 101  # of the slider with which a guess is made
MIDDLE = "50"  # where it stands at first
TOUR_STEPS = 8
# The charts of the presenter view, in their order.
SLIDES = (
    "article",
    "growth",
    "search",
    "ranking",
    "uncertainty",
    "days",
    "split",
    "shares",
    "queries",
    "tasks",
    "right",
)
DOMAINS = ("language", "multimodal", "vision", "games", "speech", "science", "code")
MEASURES = ("compute", "energy", "emissions")


# What the page of a reader's own model starts from, so that it shows something; none of it is the reader's.
EXAMPLE = {"own_parameters": "7e9", "own_tokens": "2e12"}
MEASURED = ("facility", "it", "accelerator")  # what a measured energy counts; links without a word mean the facility


def organization_id(name: str) -> str:
    """Id of an organization: its name in lower case with dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _steps(first: int, last: int, step: int, decimals: int) -> tuple[str, ...]:
    """Evenly spaced numbers as ids; bounds and step in units of the last decimal."""
    return tuple(f"{value / 10**decimals:.{decimals}f}" for value in range(first, last + 1, step))


def _one_two_five(last_exponent: int) -> tuple[str, ...]:
    """1, 2, 5, 10, 20, 50 … up to the given power of ten."""
    steps = [m * 10**e for e in range(last_exponent) for m in (1, 2, 5)] + [10**last_exponent]
    return tuple(str(step) for step in steps)


def _well_known_year(grids: pd.DataFrame) -> str:
    """Newest year of which nearly as many countries are known as of the best one."""
    counts = grids[grids["level"] == "country"].groupby("year")["grid_id"].nunique()
    return str(counts[counts > 0.9 * counts.max()].index.max())


def _own(name: str, default: str, column: str) -> Amount:
    """A number of the reader's own, with bounds and unit of its column in a table of own models."""
    least, most = own.BOUNDS[column]
    return Amount(name, default, (NONE,), least=least, most=most, unit=UNITS[column])


def build(dataset: Dataset) -> dict[str, Parameter]:
    """All parameters for a data set, by name."""
    grids = dataset.grids
    usable = grids[~grids["suspect"]]
    years = range(int(usable["year"].min()), int(usable["year"].max()) + 1)
    chips = dataset.accelerators
    complete = chips["peak_flop_per_s"].notna() & chips["system_power_w"].notna()
    regions = tuple(dict.fromkeys(usable["grid_id"]))
    models = tuple(dataset.models["model_id"])
    dates = [date for date in dataset.models["release_date"] if date is not None]
    released = tuple(str(year) for year in range(min(dates).year, max(dates).year + 1))
    organizations = tuple(sorted({organization_id(name) for name in dataset.models["organization"]}))
    token_steps = _one_two_five(5)
    parameters = (
        Parameter("lang", "en", tuple(LANGUAGES)),
        Parameter("hardware", PUBLISHED, (PUBLISHED, *chips.loc[complete, "accelerator_id"])),
        Parameter("mfu", PUBLISHED, (PUBLISHED, *_steps(5, 70, 1, 2)), decimals=2),
        Parameter("pue", PUBLISHED, (PUBLISHED, *_steps(100, 200, 1, 2)), decimals=2),
        Parameter("region", PUBLISHED, (PUBLISHED, *regions)),
        Parameter("year", PUBLISHED, (PUBLISHED, *(str(year) for year in years)), decimals=0),
        Parameter("map_year", _well_known_year(usable), tuple(str(year) for year in years), decimals=0),
        Parameter("measure", "compute", MEASURES),
        Parameter("unit", "flop", ("flop", "pfs_days")),
        Parameter("colour", "domain", ("domain", "organization")),
        Parameter("doubling", "6.0", _steps(10, 360, 1, 1), decimals=1),
        Parameter("domain", "all", ("all", *DOMAINS)),
        Parameter("model", "gpt-3-175b", models),
        Parameter("show", "landmarks", ("landmarks", PUBLISHED, "all")),
        Parameter("boundary", "facility", tuple(BOUNDARIES)),
        Parameter("organization", "all", ("all", *organizations)),
        Parameter("kind", "both", ("both", "reported", "estimated")),
        Parameter("accounting", "location", ("location", "market")),
        Parameter("scale", "log", ("log", "linear")),
        Several("compare", NONE, (NONE, *models), places=COMPARED),
        Parameter("table", "models", TABLES),
        Parameter("path", PATHS[0], PATHS),
        Parameter("highlight", NOBODY, (NOBODY, *models)),
        Parameter("select", "all", SELECTIONS),
        Parameter("since", released[0], released),
        Parameter("until", released[-1], released),
        Parameter("method", "least_squares", ("least_squares", "quantile_90")),
        Parameter("selfplay", "counted", ("counted", "left_out")),
        _own("own_parameters", EXAMPLE["own_parameters"], "parameters"),
        _own("own_tokens", EXAMPLE["own_tokens"], "tokens"),
        _own("own_hours", NONE, "chip_hours"),
        _own("own_energy", NONE, "energy_mwh"),
        Parameter("own_energy_boundary", MEASURED[0], MEASURED),
        Parameter("own_hardware", "h100-sxm5", (NONE, *chips.loc[complete, "accelerator_id"])),
        Parameter("own_region", NONE, (NONE, *regions)),
        Parameter("own_pue", NONE, (NONE, *_steps(100, 200, 1, 2)), decimals=2),
        Parameter("step", "1", tuple(str(step + 1) for step in range(TOUR_STEPS))),
        Parameter("draft", MIDDLE, tuple(str(position) for position in range(POSITIONS))),
        Parameter("guess", NO_GUESS, (NO_GUESS, *(str(position) for position in range(POSITIONS)))),
        Parameter("slide", SLIDES[0], SLIDES),
        Parameter("energy", "estimated", ("estimated", "regression", PUBLISHED)),
        Parameter("queries", "10000000", QUERIES, decimals=0),
        Parameter("input", "200", token_steps, decimals=0),
        Parameter("output", "500", token_steps, decimals=0),
        Parameter("days", "365", DAYS, decimals=0),
        Parameter("serving_hardware", ASSUMED, (ASSUMED, *chips.loc[complete, "accelerator_id"])),
        Parameter("batch", "64", ("8", "16", "32", "64", "128", "256", "512"), decimals=0),
        Parameter("utilization", "0.10", _steps(1, 70, 1, 2), decimals=2),
        Parameter("serving_pue", ASSUMED, (ASSUMED, *_steps(100, 200, 1, 2)), decimals=2),
        Parameter("serving_region", ASSUMED, (ASSUMED, *regions)),
        Parameter("traffic_growth", "0", ("-20", "-10", "-5", "0", "2", "5", "10", "15", "20", "30", "50"), decimals=0),
        Parameter("retraining", NEVER, (NEVER, "1", "2", "3", "4", "6", "9", "12", "18", "24", "36")),
        Parameter("development", "1.0", DEVELOPMENT, decimals=1),
        Parameter("impact", "energy", ("energy", "emissions")),
        Parameter("chain", "best", CHAINS),
        Parameter("water", "hidden", ("hidden", "shown")),
    )
    known = {parameter.name: parameter for parameter in parameters}
    second = {second: replace(known[name], name=second) for name, second in zip(ASSUMPTIONS, SECOND, strict=True)}
    return known | second


# Research and development with the final run, over the final run: 1 is the final run alone. Published cases lie at 1.5
# (OLMo), 2 (OPT), 2.7 (BLOOM), 3.4 (LLaMA), 5.6 (OLMo 3) and about 2,000 (LISA).
DEVELOPMENT = (
    "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.8", "2.0", "2.2", "2.5", "2.7", "3.0", "3.4", "4.0", "5.0",
    "5.6", "7.0", "10.0", "20.0", "50.0", "100.0", "200.0", "500.0", "1000.0", "2000.0",
)  # fmt: skip
# 1, 2, 3, 5, 10 … up to 10 billion.
QUERIES = (*(str(step * 10**exponent) for exponent in range(10) for step in (1, 2, 3, 5)), str(10**10))
# A week, a month, a quarter, then years: enough to place a break-even day without 3,650 stops.
DAYS = (
    "1",
    "7",
    "14",
    "30",
    "60",
    "90",
    "120",
    "180",
    "270",
    "365",
    "545",
    "730",
    "1095",
    "1460",
    "1825",
    "3650",
)


def scenario(values: Mapping[str, str], names: tuple[str, ...] = ASSUMPTIONS) -> Scenario:
    """The estimator's scenario for the address values; `names` are those of its five assumptions."""
    hardware, mfu, pue, region, year = (None if values[name] == PUBLISHED else values[name] for name in names)
    return Scenario(
        accelerator_id=hardware,
        mfu=None if mfu is None else float(mfu),
        pue=None if pue is None else float(pue),
        grid_id=region,
        year=None if year is None else int(year),
    )
