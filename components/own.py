"""The reader's own models: names that their tables may use, and estimates of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from components import catalog
from components.catalog import Row
from components.i18n import LANGUAGES
from components.rows import Estimates
from components.values import NONE
from footprint import own
from footprint.columns import Columns
from footprint.estimate import arrays, estimate

KEPT = 256  # typed models whose estimates are kept
# Address value -> column of a table of own models.
TYPED = {
    "own_parameters": "parameters",
    "own_tokens": "tokens",
    "own_hours": "chip_hours",
    "own_energy": "energy_mwh",
    "own_hardware": "hardware",
    "own_region": "region",
    "own_pue": "pue",
}


class UnreadableError(Exception):
    """A file that is no table."""


@catalog.shared()
def hardware() -> dict[str, str]:
    """Id of every chip by its id and its name, in lower case."""
    chips = catalog.accelerators()
    return {text.lower(): chip_id for chip_id, chip in chips.items() for text in (chip_id, str(chip["name"]))}


@catalog.shared()
def regions() -> dict[str, str]:
    """Id of every grid by its id and its names, in lower case."""
    found = {name.lower(): grid_id for code in LANGUAGES for grid_id, name in catalog.region_names(code).items()}
    return found | {grid_id.lower(): grid_id for grid_id in catalog.places()}


@catalog.shared()
def year() -> int:
    """Newest year of the grids: that of a model whose year nobody states."""
    return max(int(row["year"]) for row in catalog.places().values())


def typed(values: Mapping[str, str]) -> Row:
    """Estimate of the model that stands in the address."""
    return _typed(tuple((column, values[name]) for name, column in TYPED.items()))


@catalog.shared(KEPT)
def _typed(stated: tuple[tuple[str, str], ...]) -> Row:
    table = pd.DataFrame([{column: "" if text == NONE else text for column, text in stated}], dtype="str")
    return Estimates([""], arrays(Columns.of(_models(table)), catalog.reference()))[""]


def estimates(table: pd.DataFrame) -> pd.DataFrame:
    """Estimates of a table without problems."""
    return estimate(_models(table), catalog.reference(), with_factors=False)


def _models(table: pd.DataFrame) -> pd.DataFrame:
    return own.models(table, hardware(), regions(), year())


def read(content: bytes, name: str) -> pd.DataFrame:
    """Table of texts from a CSV or Parquet file; raises UnreadableError. The content decides, not the name."""
    try:
        is_parquet = content.startswith(b"PAR1")
        table = pyarrow.parquet.read_table(io.BytesIO(content)) if is_parquet else _read_csv(content)
    except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as error:
        raise UnreadableError(name) from error
    texts = {str(column).strip(): _texts(table[column]) for column in table.column_names}
    return pd.DataFrame(texts)


def _read_csv(content: bytes) -> pa.Table:
    header = content.split(b"\n", 1)[0].decode("utf-8-sig").strip("\r")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delimiter))
    options = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    return pyarrow.csv.read_csv(
        io.BytesIO(content), parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter), convert_options=options
    )


def _texts(column: pa.ChunkedArray) -> pd.Series:
    plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    texts: pd.Series = plain.cast(pa.string()).fill_null("").to_pandas().astype("str")
    return texts.str.strip()
