"""Speed of the estimator alone, without the dashboard, on tables of many rows: all quantities with their ranges.

`python -m bench.throughput ROWS REPEATS` measures one size in a process of its own: what it holds at most is then the
memory of that size, and a size that is too large ends nothing else.
"""

from __future__ import annotations

import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from bench.servers import KIB_PER_MIB, ROOT
from footprint.estimate import estimate
from footprint.load import load
from footprint.reference import Reference

LINEAR_FROM = 10_000  # rows; below, what a call costs whatever its size still shows
STEP = 10  # each size is so many times the last


@dataclass(frozen=True)
class Size:
    """The estimator on one number of rows; the fields are None where the machine has too little memory."""

    rows: int
    seconds: float | None
    peak_mib: float | None

    @property
    def rows_per_second(self) -> float | None:
        """Speed."""
        return None if self.seconds is None else self.rows / self.seconds


def climb(sizes: Sequence[int], repeats: int) -> list[Size]:
    """All sizes, smallest first; those that would not fit into the memory are left out."""
    taken: list[Size] = []
    for rows in sizes:
        last_mib = taken[-1].peak_mib if taken else 0.0
        if last_mib is None or last_mib * STEP > _allowed_mib():
            taken.append(Size(rows, None, None))
        else:
            taken.append(_in_own_process(rows, repeats))
    return taken


def growth_exponent(sizes: Sequence[Size]) -> float | None:
    """Slope of log time over log rows where time is made of rows: 1 is linear."""
    points = [
        (math.log(size.rows), math.log(size.seconds)) for size in sizes if size.seconds and size.rows >= LINEAR_FROM
    ]
    if len(points) < 2:
        return None
    return round(statistics.linear_regression(*zip(*points, strict=True)).slope, 3)


def _in_own_process(rows: int, repeats: int) -> Size:
    command = [sys.executable, "-m", "bench.throughput", str(rows), str(repeats)]
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Size(**json.loads(answer.stdout))


def _measure(rows: int, repeats: int) -> Size:
    data = load()
    reference = Reference.from_tables(data.accelerators, data.grids, data.priors)
    models = _large(data.models, rows)
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        estimate(models, reference, with_factors=False)
        taken.append(time.perf_counter() - started)
    return Size(rows, round(statistics.median(taken), 5), round(_peak_mib(), 1))


def _large(models: pd.DataFrame, rows: int) -> pd.DataFrame:
    """The models again and again, as a large Parquet file is read: texts as categories, dates as dates."""
    texts = {name: "category" for name in models if pd.api.types.is_string_dtype(models[name])}
    dates = {"release_date": pd.to_datetime(models["release_date"])}
    small = models.assign(**dates).astype(texts | {"release_date": "datetime64[s]"})
    return small.iloc[np.arange(rows) % len(small)].reset_index(drop=True)


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes where Linux counts KiB.
    return peak / KIB_PER_MIB / (KIB_PER_MIB if sys.platform == "darwin" else 1)


def _allowed_mib() -> float:
    """Half of the machine's memory, as other programs live there too."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / KIB_PER_MIB**2 / 2


if __name__ == "__main__":
    json.dump(asdict(_measure(int(sys.argv[1]), int(sys.argv[2]))), sys.stdout)
