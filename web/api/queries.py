"""What a request may ask: the parameters of the dashboard's links, each from its closed list of ids."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import HTTPException
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue

from content.state.parameters import PUBLISHED
from content.tables import catalog, datasets
from content.view import View
from footprint import numerals
from footprint.numerals import LONGEST
from runtime.queue import QUEUE

MOST = 1000  # entries of a list in one answer
COMPARED = 100  # characters of an unknown value that are compared with what is known


@dataclass(frozen=True)
class OneOf:
    """A text that stands in a list, which is read once the data set is loaded."""

    options: Callable[[], Sequence[str]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """Checked once it is known to be a text."""
        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The list as an enumeration; numbers in it may be written as such."""
        options = self.options()
        numbers = [number for option in options if (number := _number(option)) is not None]
        return {"enum": [*options, *numbers]}

    def check(self, text: str) -> str:
        """The text itself; an error that names the nearest id where it is unknown."""
        options = self.options()
        if text in options:
            return text
        for option in options:
            if option.lower() == text.lower():
                return option
        number = _number(text)
        for option in options if number is not None else ():
            if _number(option) == number:  # 0.4 for 0.40
                return option
        near = difflib.get_close_matches(text[:COMPARED], options, n=1) if number is None else []
        hint = f"; the nearest is {near[0]}" if near else ""
        raise ValueError(f"not one of the {len(options)} known ids{hint}")


def _number(text: str) -> float | None:
    if len(text) > LONGEST:
        return None
    try:
        return float(text)
    except ValueError:
        read = numerals.parse(text)
    return None if read is None or read.unclear else read.value


def link(name: str) -> OneOf:
    """A parameter of the dashboard's links."""
    return OneOf(lambda: _ids(name))


def _ids(name: str) -> Sequence[str]:
    return catalog.all_parameters()[name].options


@catalog.shared()
def _quantities() -> Sequence[str]:
    return sorted(set(catalog.dataset().facts["quantity"]))


ModelId = Annotated[str, link("model")]


class Query(BaseModel):
    """Of which data version; base of all queries. A misspelt parameter is an error, never left unheard."""

    model_config = ConfigDict(extra="forbid")

    data: Annotated[str, OneOf(lambda: datasets.versions())] | None = Field(
        None, description="Data version; else the newest"
    )

    @field_validator("*", mode="before")
    @classmethod
    def short(cls, value: object) -> object:
        """Nothing longer than a value of an address is looked at."""
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValueError(f"longer than {LONGEST} characters")
        return value

    @contextmanager
    def release(self) -> Iterator[None]:
        """Everything asked for inside is of this data version."""
        with QUEUE.working(), datasets.using(self.data or datasets.newest()):
            yield


class Page(Query):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=MOST, description="Entries in one answer")
    offset: int = Field(0, ge=0, le=1_000_000, description="Entries to leave out before them")


class FactsQuery(Page):
    """Which published figures."""

    model: ModelId | None = Field(None, description="Of one model")
    quantity: Annotated[str, OneOf(lambda: _quantities())] | None = Field(None, description="Of one quantity")


class ScenarioQuery(Query):
    """Assumptions that replace what was published; the same ids as in the dashboard's links."""

    hardware: Annotated[str, link("hardware")] = Field(PUBLISHED, description="Accelerator of the training")
    mfu: Annotated[str, link("mfu")] = Field(PUBLISHED, description="Effective model FLOP utilisation [1]")
    pue: Annotated[str, link("pue")] = Field(PUBLISHED, description="Power usage effectiveness of the facility [1]")
    region: Annotated[str, link("region")] = Field(PUBLISHED, description="Electricity grid")
    year: Annotated[str, link("year")] = Field(PUBLISHED, description="Year of the grid")

    def view(self) -> View:
        """What a page knows at the address with these values, in the data version in use."""
        given = {name: str(value) for name, value in self if value is not None}
        view = View.of(given)
        for name, value in given.items():
            if view.values[name] != value:
                raise HTTPException(HTTPStatus.NOT_FOUND, f"This data version does not know this {name}.")
        return view


class EstimateQuery(ScenarioQuery):
    """Which model, under which assumptions."""

    model: ModelId = Field(description="Model that is estimated")


class GrowthQuery(ScenarioQuery):
    """Which models a line is laid through, and how."""

    measure: Annotated[str, link("measure")] = Field("compute", description="Quantity that grows")
    domain: Annotated[str, link("domain")] = Field("all", description="Field of the models")
    select: Annotated[str, link("select")] = Field("all", description="Which of the models count")
    since: Annotated[str, link("since")] | None = Field(None, description="First year; else the first of the data set")
    until: Annotated[str, link("until")] | None = Field(None, description="Last year; else the last of the data set")
    method: Annotated[str, link("method")] = Field("least_squares", description="How the line is laid")
    selfplay: Annotated[str, link("selfplay")] = Field("counted", description="Games against itself")
