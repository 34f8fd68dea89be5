"""Everything that can stand in the address: its name, its allowed values, its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.i18n import LANGUAGES
from footprint.backtest import PATHS
from footprint.load import TABLES, Dataset
from footprint.scenario import Scenario

PUBLISHED = "published"
DATA = "data"  # the data version
SHARED = ("lang", DATA, "hardware", "mfu", "pue", "region", "year")
FIT = ("select", "since", "until", "method", "selfplay")  # what a line is laid through, and how
PAGE_PARAMETERS: dict[str, tuple[str, ...]] = {
    "": (),
    "growth": ("measure", "unit", "doubling", "domain", "colour", "highlight", *FIT),
    "emissions": ("model", "show", "boundary"),
    "claims": (),
    "method": ("path",),
    "data": ("domain", "show", "model", "table"),
    "inference": ("model", "queries", "days", "energy", "input", "output"),
    "tour": ("step", "guess"),
    "present": (
        "slide",
        "measure",
        "unit",
        "doubling",
        "domain",
        "colour",
        "highlight",
        *FIT,
        "model",
        "show",
        "boundary",
        "queries",
        "days",
        "energy",
        "input",
        "output",
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
NO_GUESS = "none"
NOBODY = "none"  # no model stands out
SELECTIONS = ("all", "records", "top3", "top10", "chart2018")
POSITIONS = 101  # of the slider with which a guess is made
TOUR_STEPS = 8
# The charts of the presenter view, in their order.
SLIDES = ("article", "growth", "search", "ranking", "uncertainty", "days", "split", "right")
DOMAINS = ("language", "multimodal", "vision", "games", "speech", "science", "code")
MEASURES = ("compute", "energy", "emissions")


@dataclass(frozen=True)
class Parameter:
    """One value of the address, drawn from a closed list of ids."""

    name: str
    default: str
    options: tuple[str, ...]
    decimals: int | None = None  # numeric ids are written with this many decimals
    allowed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "allowed", frozenset(self.options))

    def parse(self, text: str) -> str | None:
        """The id that `text` means, or None when it means none."""
        if self.decimals is not None and text != PUBLISHED:
            try:
                text = f"{float(text):.{self.decimals}f}"
            except (ValueError, OverflowError):
                return None
        return text if text in self.allowed else None


def _steps(first: int, last: int, step: int, decimals: int) -> tuple[str, ...]:
    """Evenly spaced numbers as ids; bounds and step in units of the last decimal."""
    return tuple(f"{value / 10**decimals:.{decimals}f}" for value in range(first, last + 1, step))


def _one_two_five(last_exponent: int) -> tuple[str, ...]:
    """1, 2, 5, 10, 20, 50 … up to the given power of ten."""
    steps = [m * 10**e for e in range(last_exponent) for m in (1, 2, 5)] + [10**last_exponent]
    return tuple(str(step) for step in steps)


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
    token_steps = _one_two_five(5)
    parameters = (
        Parameter("lang", "en", tuple(LANGUAGES)),
        Parameter("hardware", PUBLISHED, (PUBLISHED, *chips.loc[complete, "accelerator_id"])),
        Parameter("mfu", PUBLISHED, (PUBLISHED, *_steps(5, 70, 1, 2)), decimals=2),
        Parameter("pue", PUBLISHED, (PUBLISHED, *_steps(100, 200, 1, 2)), decimals=2),
        Parameter("region", PUBLISHED, (PUBLISHED, *regions)),
        Parameter("year", PUBLISHED, (PUBLISHED, *(str(year) for year in years)), decimals=0),
        Parameter("measure", "compute", MEASURES),
        Parameter("unit", "flop", ("flop", "pfs_days")),
        Parameter("colour", "domain", ("domain", "organization")),
        Parameter("doubling", "6.0", _steps(10, 360, 1, 1), decimals=1),
        Parameter("domain", "all", ("all", *DOMAINS)),
        Parameter("model", "gpt-3-175b", models),
        Parameter("show", "landmarks", ("landmarks", PUBLISHED, "all")),
        Parameter("boundary", "facility", ("facility", "all")),
        Parameter("table", "models", TABLES),
        Parameter("path", PATHS[0], PATHS),
        Parameter("highlight", NOBODY, (NOBODY, *models)),
        Parameter("select", "all", SELECTIONS),
        Parameter("since", released[0], released),
        Parameter("until", released[-1], released),
        Parameter("method", "least_squares", ("least_squares", "quantile_90")),
        Parameter("selfplay", "counted", ("counted", "left_out")),
        Parameter("step", "1", tuple(str(step + 1) for step in range(TOUR_STEPS))),
        Parameter("guess", NO_GUESS, (NO_GUESS, *(str(position) for position in range(POSITIONS)))),
        Parameter("slide", SLIDES[0], SLIDES),
        Parameter("energy", "estimated", ("estimated", PUBLISHED)),
        Parameter("queries", "10000000", _one_two_five(10), decimals=0),
        Parameter("input", "200", token_steps, decimals=0),
        Parameter("output", "500", token_steps, decimals=0),
        Parameter("days", "365", DAYS, decimals=0),
    )
    return {parameter.name: parameter for parameter in parameters}


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


def read(address: Mapping[str, str], known: Mapping[str, Parameter], defaults: Mapping[str, str]) -> dict[str, str]:
    """Values that an address states; an unknown or impossible one means the default."""
    return {name: known[name].parse(text) or defaults[name] for name, text in address.items() if name in known}


def scenario(values: Mapping[str, str]) -> Scenario:
    """The estimator's scenario for the address values."""

    def given(name: str) -> str | None:
        return None if values[name] == PUBLISHED else values[name]

    mfu, pue, year = given("mfu"), given("pue"), given("year")
    return Scenario(
        accelerator_id=given("hardware"),
        mfu=None if mfu is None else float(mfu),
        pue=None if pue is None else float(pue),
        grid_id=given("region"),
        year=None if year is None else int(year),
    )
