"""The recorded numbers (recorded.parquet) and how those of today differ from them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.links import reading
from tests.links.addresses import Link
from tests.links.reading import Number

FILE = Path(__file__).parent / "recorded.parquet"
TEXTS = ("quantity", "unit", "path")
VALUES = ("median", "low", "high")


@dataclass(frozen=True)
class Difference:
    """A number that a link showed and shows no more."""

    link: Link
    number: Number
    relative: float = math.inf  # to the nearest number of the same quantity now [1]


def write(links: Sequence[Link]) -> int:
    """Record what the program of now shows; the number of rows.

    Each page is drawn twice: what other links left in caches is then the same for every number that is kept, so a later
    run, whatever it has in its caches, comes by all of them.
    """
    rows = []
    for place, link in enumerate(links):
        reading.numbers(link)
        rows += [(place, number) for number in reading.numbers(link)]
    columns = {name: pa.array([getattr(number, name) for _, number in rows]).dictionary_encode() for name in TEXTS}
    columns |= {name: pa.array([getattr(number, name) for _, number in rows], pa.float64()) for name in VALUES}
    table = pa.table({"link": pa.array([place for place, _ in rows], pa.int32()), **columns})
    pq.write_table(table, FILE, compression="zstd", compression_level=19)
    return len(rows)


def read() -> dict[int, list[Number]]:
    """Recorded numbers by the place of their link in the list."""
    found: dict[int, list[Number]] = {}
    for row in pq.read_table(FILE).to_pylist():
        found.setdefault(row.pop("link"), []).append(Number(**row))
    return found


def differences(links: Sequence[Link], places: Iterable[int]) -> Iterator[Difference]:
    """Recorded numbers that their links do not show any more; numbers that came in addition are none."""
    recorded = read()
    for place in places:
        now = reading.numbers(links[place])
        keys, alike = {number.key for number in now}, defaultdict(list)
        for number in now:
            alike[_kind(number)].append(number)
        assert recorded[place], f"nothing is recorded of {links[place]}"
        for number in recorded[place]:
            if number.key not in keys:
                relative = min((_apart(number, other) for other in alike[_kind(number)]), default=math.inf)
                yield Difference(links[place], number, relative)


def _kind(number: Number) -> tuple[str, ...]:
    return tuple(getattr(number, name) for name in TEXTS)


def _apart(number: Number, other: Number) -> float:
    """Greatest relative difference of median and bounds [1]."""
    pairs: list[tuple[float, float]] = [(getattr(number, name), getattr(other, name)) for name in VALUES]
    return max(abs(then - now) / max(abs(then), abs(now)) for then, now in pairs if then != now and then == then)
