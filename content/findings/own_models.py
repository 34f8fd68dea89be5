"""The reader's own models: names that their tables may use, and estimates of them."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd

from content.charts import ranges
from content.findings import estimate_cards
from content.language import messages, quantity
from content.language.messages import LANGUAGES, Text
from content.state.parameters import EXAMPLE
from content.state.state import State
from content.tables import catalog
from content.tables.records import Estimates
from content.view import View
from footprint import load, own
from footprint.columns import Columns
from footprint.estimate import arrays
from footprint.own_table import Known
from footprint.records import Estimate
from footprint.spellings import Spellings
from footprint.uncertainty import Bounds

KEPT = 256  # typed models whose estimates are kept
UNPUBLISHED = ("reported_energy", "chip_hours")  # paths whose words for known models speak of publications
BRACKETED = re.compile(r"\(([^()]{1,80})\)$")  # place of a cloud region in its name
MEMORY = re.compile(r" [0-9]{1,4} GB$")  # of a chip's name; without it several chips may be meant
PROVIDERS = ("aws:", "gcp:", "azure:", "")  # whose code of a region is meant where several have the same
# Address value -> column of a table of own models.
TYPED = {
    "own_parameters": "parameters",
    "own_tokens": "tokens",
    "own_hours": "chip_hours",
    "own_energy": "energy_mwh",
    "own_energy_boundary": own.BOUNDARY,
    "own_hardware": "hardware",
    "own_region": "region",
    "own_pue": "pue",
}


@catalog.shared()
def known() -> Known:
    """What the cells of a visitor's table can mean."""
    chips, places, rows = catalog.accelerators(), catalog.places(), catalog.grid_rows().values()
    named = [(str(chip["name"]), chip_id) for chip_id, chip in chips.items()]
    hardware = Spellings.of(
        [(chip_id, chip_id) for chip_id in chips],
        [*named, *((name.partition("(")[0], chip_id) for name, chip_id in named)],
        [(name, chip_id) for name, chip_id in load.chip_spellings() if chip_id in chips],
        [(MEMORY.sub("", name), chip_id) for name, chip_id in named],
        plain=2,
        makers=True,
    )
    regions = Spellings.of(
        [(grid_id, grid_id) for grid_id in places],
        *([(name, grid_id) for grid_id, name in catalog.region_names(code).items()] for code in LANGUAGES),
        [(str(row["name"]), str(row["grid_id"])) for row in rows],
        [(code, iso3) for code, iso3 in messages.country_codes() if iso3 in places],
        *(
            [(grid_id.partition(":")[2], grid_id) for grid_id in places if grid_id.startswith(provider)]
            for provider in PROVIDERS
        ),
        # Where cloud regions lie; several do at most of these places, and are offered.
        [(match[1], str(row["grid_id"])) for row in rows if (match := BRACKETED.search(str(row["name"])))],
        plain=1 + len(LANGUAGES),
    )
    return Known(catalog.reference(), hardware, regions, year())


@catalog.shared()
def year() -> int:
    """Newest year of the grids: that of a model whose year nobody states."""
    return max(int(row["year"]) for row in catalog.places().values())


def typed(state: State) -> Estimate:
    """Estimate of the model that stands in the address."""
    left = tuple(EXAMPLE) if replaced(state) else ()
    return _typed(tuple((column, None if name in left else getattr(state, name)) for name, column in TYPED.items()))


def replaced(state: State) -> bool:
    """Whether hours of an unknown chip are stated, for which the example's parameters and tokens must not stand in."""
    hours_alone = state.own_hours is not None and state.own_hardware is None and state.own_energy is None
    return hours_alone and holds_example(state)


def holds_example(state: State) -> bool:
    """Whether parameters and tokens are those that the page starts from."""
    return all(getattr(state, name) == value for name, value in EXAMPLE.items())


@catalog.shared(KEPT)
def _typed(stated: tuple[tuple[str, str | float | None], ...]) -> Estimate:
    texts = tuple((column, value or "") for column, value in stated if column not in own.NUMBERS)
    numbers = {own.QUANTITIES[column]: np.array([_number(value)]) for column, value in stated if column in own.NUMBERS}
    known = _without_numbers(texts)
    model = replace(known, numbers=known.numbers | numbers)
    return Estimates([""], arrays(model, catalog.reference()))[""]


@catalog.shared(KEPT)
def _without_numbers(texts: tuple[tuple[str, str | float], ...]) -> Columns:
    """A model without numbers: a slider changes those at each move, and a table takes long to make."""
    return Columns.of(own.models(pd.DataFrame({column: [text] for column, text in texts}), year()))


def _number(value: str | float | None) -> float:
    return math.nan if value is None else float(value)


def path(name: str | None, t: Text) -> str:
    """How an estimate came about, in words for figures of the reader's own, which nobody published."""
    return t(f"yours.path.{name}" if name in UNPUBLISHED else f"path.{name}")


def chart_row(label: str, emissions: Bounds, path: str | None, boundary: str, view: View) -> ranges.Row:
    """An own model as a row of the ranking chart; its emissions in t CO2e."""
    t = view.t
    displayed = quantity.show(emissions.median, "emissions", t, emissions.low, emissions.high)
    about = (t(f"kind.{estimate_cards.kind_of(path)}"), estimate_cards.boundary_line(boundary, t))
    hover = (f"<b>{label}</b>", displayed.text, displayed.range_text(t), " · ".join(about))
    return ranges.Row(
        label=label,
        estimate=emissions.median,
        low=emissions.low,
        high=emissions.high,
        estimate_hover="<br>".join(line for line in hover if line),
        chosen=True,
    )
