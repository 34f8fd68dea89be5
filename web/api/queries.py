"""What a request may ask: the parameters of the dashboard's links, each from its closed list of ids."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from fastapi import HTTPException
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    create_model,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue

from content.state.parameters import ASSUMPTIONS, FIT
from content.state.state import State, defaults
from content.tables import catalog, datasets
from content.view import View
from footprint import numerals
from footprint.numerals import LONGEST
from footprint.own import BOUNDS
from footprint.run import Architecture, Boundary, Task
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


class ModelsQuery(Page):
    """Which models."""

    q: str | None = Field(
        None, description="Words of the name, the id or the organization; the best known models come first"
    )


class FactsQuery(Page):
    """Which published figures."""

    model: ModelId | None = Field(None, description="Of one model")
    quantity: Annotated[str, OneOf(lambda: _quantities())] | None = Field(None, description="Of one quantity")


class StateQuery(Query):
    """Which settings of a view; the same ids as in the dashboard's links."""

    def view(self) -> View:
        """What a page knows at the address with these values, in the data version in use."""
        given = {
            name: str(value)
            for name, value in self
            if name in self.model_fields_set and name in State.model_fields and value is not None
        }
        view = View.of(given)
        for name, value in given.items():
            if view.state.text(name) != value:
                raise HTTPException(HTTPStatus.NOT_FOUND, f"This data version does not know this {name}.")
        return view


class RunQuery(StateQuery):
    """A training run of the reader's own, in place of a model: what is known of it."""

    parameters: float | None = Field(
        None, ge=BOUNDS["parameters"][0], le=BOUNDS["parameters"][1], description="All parameters [count]"
    )
    active_parameters: float | None = Field(
        None,
        ge=BOUNDS["parameters"][0],
        le=BOUNDS["parameters"][1],
        description="Parameters that a token passes [count]",
    )
    tokens: float | None = Field(
        None, ge=BOUNDS["tokens"][0], le=BOUNDS["tokens"][1], description="Tokens processed, repetitions included"
    )
    architecture: Architecture | None = Field(None, description="Else dense")
    task: Task | None = Field(None, description="What it works on; else language")
    chips: float | None = Field(None, ge=1, le=1e7, description="Accelerators at a time")
    wall_clock_hours: float | None = Field(None, ge=0.01, le=1e5, description="Duration [h]")
    chip_hours: float | None = Field(
        None,
        ge=BOUNDS["chip_hours"][0],
        le=BOUNDS["chip_hours"][1],
        description="Accelerators x hours, as measured [h]",
    )
    energy_mwh: float | None = Field(
        None, ge=BOUNDS["energy_mwh"][0], le=BOUNDS["energy_mwh"][1], description="Measured energy [MWh]"
    )
    energy_boundary: Boundary | None = Field(None, description="What that counts; else the facility")

    def run(self) -> dict[str, Any]:
        """What is said of the reader's own run; empty where nothing is."""
        own = RunQuery.model_fields.keys() - Query.model_fields.keys()
        return {name: value for name, value in self if name in own and value is not None}


def _of_state(
    title: str, about: str, *names: str, needed: tuple[str, ...] = (), base: type[StateQuery] = StateQuery
) -> type[StateQuery]:
    """A query of fields of the state; those that are not needed are left out as in an address."""
    query: type[StateQuery] = create_model(
        title, __base__=base, __doc__=about, **{name: _field(name, name in needed) for name in names}
    )
    return query


def _field(name: str, needed: bool) -> Any:
    """Type and default of a field of the state in a request; None where the default is the data set's."""
    about, kind = State.model_fields[name].description, Annotated[str, link(name)]
    if needed:
        return kind, Field(description=about)
    default = defaults().get(name)
    return (kind if default else kind | None), Field(default, description=about)


if TYPE_CHECKING:
    EstimateQuery: TypeAlias = RunQuery
    GrowthQuery: TypeAlias = StateQuery
else:
    EstimateQuery = _of_state(
        "EstimateQuery", "Which model, under which assumptions; or a run.", *ASSUMPTIONS, "model", base=RunQuery
    )
    GrowthQuery = _of_state(
        "GrowthQuery", "Which models a line is laid through, and how.", *ASSUMPTIONS, "measure", "domain", *FIT
    )
