"""State of a view: every setting that an address can hold, as a typed field.

A field says its type, its default and how the address writes it; which values it may have in a data set is said by
parameters.py, which checks what comes from outside. Four defaults depend on the data set or the visitor and have none
here: language, data version, and the first and last year of the models and of the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from content.state.form import AMOUNT, ID, LIST, NONE, Form, Number
from footprint.backtest import PATHS
from footprint.scenario import Scenario

PUBLISHED = "published"
ASSUMED = "assumed"  # as the dashboard assumes where nothing else is said
ALL = "all"

Domain = Literal["language", "multimodal", "vision", "games", "speech", "science", "code", "other"]
Measure = Literal["compute", "energy", "emissions"]
Slide = Literal[
    "article", "growth", "search", "ranking", "uncertainty", "days", "split", "shares", "queries", "tasks", "right"
]
Selection = Literal["all", "records", "top3", "top10", "chart2018"]
Boundary = Literal["facility", "accelerator", "life_cycle", "unknown", "all"]
MeasuredEnergy = Literal["facility", "it", "accelerator"]  # what a measured energy counts
Start = Literal["best", "chip_hours", "compute"]  # what the steps of an estimate start from

AsPublished = Annotated[str | None, Form(PUBLISHED)]  # None: as published
AsAssumed = Annotated[str | None, Form(ASSUMED)]  # None: as the dashboard assumes
OwnNumber = Annotated[float | None, AMOUNT]
Hundredths = Annotated[float | None, Number(PUBLISHED, 2)]
PublishedYear = Annotated[int | None, Number(PUBLISHED)]
Whole = Annotated[int, Number()]


class State(BaseModel):
    """One value of each setting; None where the visitor sets nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    lang: Annotated[str, ID]
    data: Annotated[str, ID]
    # The assumptions that all pages share, and those of scenario B next to them.
    hardware: AsPublished = Field(None, description="Accelerator of the training")
    mfu: Hundredths = Field(None, description="Effective model FLOP utilisation [1]")
    pue: Hundredths = Field(None, description="Power usage effectiveness of the facility [1]")
    region: AsPublished = Field(None, description="Electricity grid")
    year: PublishedYear = Field(None, description="Year of the grid")
    hardware_b: AsPublished = None
    mfu_b: Hundredths = None
    pue_b: Hundredths = None
    region_b: AsPublished = None
    year_b: PublishedYear = None
    map_year: Whole
    # Growth over the years: what is drawn, and what the line is laid through.
    measure: Measure = Field("compute", description="Quantity that grows")
    unit: Literal["flop", "pfs_days"] = "flop"
    colour: Literal["domain", "organization"] = "domain"
    doubling: Annotated[float, Number(decimals=1)] = 6.0  # [months]
    highlight: Annotated[str | None, Form(NONE)] = None  # a model that stands out
    select: Selection = Field("all", description="Which of the models count")
    since: Whole = Field(description="First year; else the first of the data set")
    until: Whole = Field(description="Last year; else the last of the data set")
    method: Literal["least_squares", "quantile_90"] = Field("least_squares", description="How the line is laid")
    selfplay: Literal["counted", "left_out"] = Field("counted", description="Games against itself")
    # The chosen model, and which models and figures are drawn next to it; None: all.
    model: Annotated[str, ID] = Field("gpt-3-175b", description="Model that is estimated")
    domain: Annotated[Domain | None, Form(ALL)] = Field(None, description="Field of the models")
    show: Literal["landmarks", "published", "all"] = "landmarks"
    boundary: Boundary = "facility"
    organization: Annotated[str | None, Form(ALL)] = None
    kind: Literal["both", "reported", "estimated"] = "both"
    accounting: Literal["location", "market"] = "location"
    scale: Literal["log", "linear"] = "log"
    compare: Annotated[tuple[str, ...], LIST] = ()
    table: Annotated[str, ID] = "models"
    path: Annotated[str, ID] = PATHS[0]
    chain: Start = "best"
    water: Literal["hidden", "shown"] = "hidden"
    # The reader's own model; it starts from an example, so that its page shows something.
    own_parameters: OwnNumber = 7e9
    own_tokens: OwnNumber = 2e12
    own_hours: OwnNumber = None
    own_energy: OwnNumber = None  # [MWh]
    own_energy_boundary: MeasuredEnergy = "facility"  # links without a word mean the facility
    own_hardware: Annotated[str | None, Form(NONE)] = "h100-sxm5"
    own_region: Annotated[str | None, Form(NONE)] = None
    own_pue: Annotated[float | None, Number(NONE, 2)] = None
    # The tour and the presenter view.
    step: Whole = 1
    draft: Whole = 50  # position of the slider with which a guess is made
    guess: Annotated[int | None, Number(NONE)] = None
    slide: Slide = "article"
    # How a model is served, and how its deployment goes on.
    energy: Literal["estimated", "regression", "published"] = "estimated"
    queries: Whole = 10_000_000  # a day
    input: Whole = 200  # [tokens]
    output: Whole = 500  # [tokens]
    days: Whole = 365
    serving_hardware: AsAssumed = None
    batch: Whole = 64
    utilization: Annotated[float, Number(decimals=2)] = 0.1
    serving_pue: Annotated[float | None, Number(ASSUMED, 2)] = None
    serving_region: AsAssumed = None
    traffic_growth: Whole = 0  # [% a month]
    retraining: Annotated[int | None, Number("never")] = None  # every so many months
    development: Annotated[float, Number(decimals=1)] = 1.0  # with the final run, over the final run
    impact: Literal["energy", "emissions"] = "energy"

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """The state that checked texts mean; fields that they leave out have their defaults.

        Raises
        ------
        pydantic.ValidationError where a field without a default is left out, or a text is none of its values.
        """
        return cls.model_validate({name: form(name).value(text) for name, text in texts.items()})

    def text(self, name: str) -> str:
        """How the address writes a field."""
        return form(name).text(getattr(self, name))

    def texts(self) -> dict[str, str]:
        """How the address writes all fields."""
        return {name: form(name).text(value) for name, value in self}

    def replace(self, **changes: object) -> Self:
        """The same with other values in some fields."""
        return self.model_validate({**dict(self), **changes})

    def scenario(self) -> Scenario:
        """What the estimator takes in place of what was published."""
        return _scenario(self.hardware, self.mfu, self.pue, self.region, self.year)

    def under(self, scenario: Scenario) -> Self:
        """The same under a scenario that sets nothing but the shared assumptions."""
        return self.replace(
            hardware=scenario.accelerator_id,
            mfu=scenario.mfu,
            pue=scenario.pue,
            region=scenario.grid_id,
            year=scenario.year,
        )

    def scenario_b(self) -> Scenario:
        """The scenario next to it."""
        return _scenario(self.hardware_b, self.mfu_b, self.pue_b, self.region_b, self.year_b)


def _scenario(
    hardware: str | None, mfu: float | None, pue: float | None, region: str | None, year: int | None
) -> Scenario:
    return Scenario(accelerator_id=hardware, mfu=mfu, pue=pue, grid_id=region, year=year)


@cache
def form(name: str) -> Form:
    """Text form of a field; an id stands as it is where the field says no other.

    Raises
    ------
    KeyError for a name that is no field.
    """
    forms = [part for part in State.model_fields[name].metadata if isinstance(part, Form)]
    return forms[0] if forms else ID


@cache
def words(name: str) -> tuple[str, ...]:
    """The values that a field has by its type, in their order; empty where the data set says them."""
    annotation = State.model_fields[name].annotation
    for kind in (annotation, *get_args(annotation)):
        if get_origin(kind) is Literal:
            return get_args(kind)
    return ()


@cache
def defaults() -> Mapping[str, str]:
    """How the address writes the defaults, of the fields that have one by themselves."""
    fields = State.model_fields.items()
    return {name: form(name).text(field.default) for name, field in fields if not field.is_required()}
