"""Reader of Parquet: numbers, texts and truth values; what is nested or binary is refused before it is expanded."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from footprint.readers.table import BLOCK_ROWS, Block, Table, UnreadableError

NUMBERS = ("INT32", "INT64", "FLOAT", "DOUBLE")
WIDEST = 32  # bytes of a number of fixed length: a decimal of 76 digits
PLAIN = ("NONE", "INT", "DECIMAL", "FLOAT16", "UNKNOWN")


def read(content: bytes) -> Table:
    """Table of a file, of columns that hold one value a row."""
    try:
        described = pyarrow.parquet.ParquetFile(io.BytesIO(content))
        schema = described.schema
        columns = [schema.column(place) for place in range(len(schema))]
        texts = []
        for column in columns:
            kind = _kind(column)
            if kind == "text":
                texts.append(column.path)
            elif kind != "number":
                raise UnreadableError("type", column.path.partition(".")[0])
        # As dictionaries: a value that is repeated a thousand times is held once.
        file = pyarrow.parquet.ParquetFile(io.BytesIO(content), read_dictionary=texts)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("unreadable") from error
    indexes = _indexes(described.metadata.metadata or {})
    return Table(["" if column.path in indexes else column.path for column in columns], _blocks(file))


def _kind(column: pyarrow.parquet.ColumnSchema) -> str:
    """`number`, `text`, or nothing for what no table of models holds."""
    physical, logical = column.physical_type, column.logical_type.type
    if column.max_repetition_level or column.max_definition_level > 1 or "." in column.path:
        return ""
    if physical == "BYTE_ARRAY" and logical == "STRING":
        return "text"
    if physical == "BOOLEAN" or (physical in NUMBERS and logical in PLAIN):
        return "number"
    if physical == "FIXED_LEN_BYTE_ARRAY" and logical in ("DECIMAL", "FLOAT16") and column.length <= WIDEST:
        return "number"
    return ""


def _indexes(metadata: dict[bytes, bytes]) -> Sequence[str]:
    """Columns that pandas wrote for an index without a name."""
    try:
        columns = json.loads(metadata[b"pandas"])["index_columns"]
    except (KeyError, TypeError, ValueError):
        return ()
    return [name for name in columns if isinstance(name, str) and name.startswith("__index_level_")]


def _blocks(file: pyarrow.parquet.ParquetFile) -> Iterator[Block]:
    """Rows are counted as they come: what the file says of their number is its own word."""
    done, claimed = 0, max(1, file.metadata.num_rows)
    try:
        for batch in file.iter_batches(BLOCK_ROWS, use_threads=False):
            done += len(batch)
            rows = np.arange(done - len(batch) + 1, done + 1)
            yield Block(rows, [_column(column) for column in batch.columns], min(1.0, done / claimed))
    except MemoryError:  # Arrow's is one of its own errors too
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError("unreadable") from error


def _column(values: pa.Array) -> pa.Array:
    """Numbers as float64; truth values and nothing as texts."""
    if pa.types.is_dictionary(values.type):
        return values.cast(pa.dictionary(pa.int32(), pa.string()))
    if pa.types.is_boolean(values.type) or pa.types.is_null(values.type):
        return values.cast(pa.string()).dictionary_encode()
    return values.cast(pa.float64(), safe=False)
