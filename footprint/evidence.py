"""What runs say about one factor: a random-effects model on the log scale, with runs or publications left out.

y = mean + class + generation + slope of the generation x size + architecture + publication + run, so that a publication
with many runs has one voice, a generation or an architecture with few runs leans on the others, and one without runs
gets a wider range. An architecture of fewer than FEW runs is trusted no more than one without any. The spreads of the
parts are averaged over a grid by their likelihood in the runs that are left in. Reference: Robinson G (1991),
That BLUP is a Good Thing, Statistical Science 6(1), Section 2. What a block of runs would be without itself follows
from the inverse covariance of all: Rasmussen C, Williams C (2006), Gaussian Processes for Machine Learning, 5.4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.checks import Values
from footprint.columns import Numbers
from footprint.labels import Mask, Texts

V = TypeVar("V")

UTILIZATION = (1.0, 0.3)  # spread of the common mean, and of the classes around it: all but free [log10]
POWER = (10.0, 0.0)  # each class alone: shares of a rating for GPUs and watts for TPUs are different quantities [log10]
# Spreads of publications, generations and runs that are tried [log10].
GRIDS_OF_ONE = ((0.02, 0.05, 0.1, 0.15), (0.02, 0.05, 0.1, 0.2), (0.02, 0.04, 0.08, 0.12))
# The same where architectures and sizes are known, coarser in each part as there are more of them.
GRIDS = ((0.02, 0.06, 0.12), (0.05, 0.1, 0.2), (0.04, 0.08, 0.12), (0.05, 0.1, 0.2), (0.03, 0.1, 0.2))
FEW = 15  # runs of an architecture


class _once(Generic[V]):  # noqa: N801 (used as a decorator, like property)
    """Property that is computed once for an object, without a lock: two threads may both compute the same value."""

    def __init__(self, compute: Callable[[Any], V]) -> None:
        self.compute = compute

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> V:
        value = instance.__dict__[self.name] = self.compute(instance)  # from now on it hides the property
        return value


@dataclass(frozen=True)
class Estimate:
    """Median and spread of a factor on the log scale [log10]."""

    log10: float
    sd: float


class Group(NamedTuple):
    """What a run has in common with others."""

    publication: str
    generation_class: str  # gpu or tpu
    generation: str
    architecture: str = ""
    size: float = 0.0  # as sizes.py has it


class Spreads(NamedTuple):
    """Spreads of the parts of the model [log10]."""

    publication: float
    generation: float
    run: float
    architecture: float = 0.0
    slope: float = 0.0  # for a tenfold of the size


@dataclass(frozen=True)
class Evidence:
    """What is known of one factor: its logarithm by run, with the groups that a run belongs to."""

    run_id: Texts
    groups: npt.NDArray[np.object_]  # one row a run, one column a name of Group
    sizes: Numbers
    log10: Numbers
    levels: tuple[float, float]  # spread of the common mean, and of the classes around it [log10]

    @classmethod
    def of(cls, frame: pd.DataFrame, log10: Numbers, levels: tuple[float, float] = UTILIZATION) -> Evidence:
        """From rows of runs that have the factor."""
        known = ~np.isnan(log10)
        columns = ["publication", "generation_class", "hardware", "architecture"]
        groups, sizes = frame[columns].to_numpy(dtype=object)[known], frame["size"].to_numpy(dtype=float)[known]
        if levels == POWER:
            groups[:, 3], sizes = "", np.zeros(len(sizes))  # watts of a chip depend little on what it computes
        return cls(frame["run_id"].to_numpy(dtype=object)[known], groups, sizes, log10[known], levels)

    def only(self, kept: Mask) -> Evidence:
        """Evidence of some of the runs."""
        return Evidence(self.run_id[kept], self.groups[kept], self.sizes[kept], self.log10[kept], self.levels)

    def with_run(self, run_id: str, group: Group, log10: float) -> Evidence:
        """Evidence with one more value."""
        groups = np.concatenate([self.groups, np.array([group[:-1]], dtype=object)])
        sizes, log10s = np.append(self.sizes, group.size), np.append(self.log10, log10)
        return Evidence(np.append(self.run_id, run_id), groups, sizes, log10s, self.levels)

    def left_out(self, run_id: str, group: Group, whole_publication: bool) -> Estimate:
        """A run from the other runs, or from other publications."""
        related = self._related(group)
        out = related.run_id == run_id
        if whole_publication:
            out |= related.groups[:, 0] == group.publication
        if run_id in related.run_id:
            return related._without(out, int(np.flatnonzero(related.run_id == run_id)[0]))
        return (related.only(~out) if out.any() else related)._new(group)

    def estimate(self, group: Group) -> Estimate:
        """Best linear prediction of a new run of a group, averaged over the spreads that the evidence allows."""
        return self._related(group)._new(group)

    def _related(self, group: Group) -> Evidence:
        if self.levels != POWER:
            return self
        if group.generation_class not in self._by_class:
            self._by_class[group.generation_class] = self.only(self.groups[:, 1] == group.generation_class)
        return self._by_class[group.generation_class]

    @_once
    def _by_class(self) -> dict[str, Evidence]:
        return {}

    @_once
    def _spreads(self) -> tuple[Spreads, ...]:
        several = len(set(self.groups[:, 3])) > 1
        return tuple(Spreads(*spreads) for spreads in product(*(GRIDS if several else GRIDS_OF_ONE)))

    @_once
    def _alike(self) -> list[Numbers]:
        same = [(column[:, None] == column[None, :]).astype(float) for column in self.groups.T]
        return [*same, np.outer(self.sizes, self.sizes)]

    def _doubt(self, architecture: str, known: Texts) -> Numbers:
        """Variance added for an architecture of few runs, under each of the spreads [log10 squared]."""
        runs = np.count_nonzero(known == architecture)
        return np.array([spreads.architecture**2 if 0 < runs < FEW else 0.0 for spreads in self._spreads])

    @_once
    def _inverse(self) -> Numbers:
        own = np.eye(len(self.log10))
        return np.linalg.inv(
            np.stack([self._covariance(self._alike, each) + each.run**2 * own for each in self._spreads])
        )

    @_once
    def _solved(self) -> Numbers:
        solved: Numbers = self._inverse @ self.log10
        return solved

    @_once
    def _likelihood(self) -> Numbers:
        """Logarithm, but for a constant, of the likelihood of all values under each of the spreads."""
        likelihood: Numbers = 0.5 * (np.linalg.slogdet(self._inverse)[1] - self._solved @ self.log10)
        return likelihood

    def _without(self, out: Mask, place: int) -> Estimate:
        """Value at a place from all runs that are not left out."""
        block = self._inverse[:, out][:, :, out]
        conditional = np.linalg.inv(block)
        residuals = np.einsum("sij,sj->si", conditional, self._solved[:, out])
        own = int(np.count_nonzero(out[:place]))
        misfit = np.einsum("si,sij,sj->s", residuals, block, residuals)
        likelihood = self._likelihood - 0.5 * (np.linalg.slogdet(block)[1] - misfit)
        doubt = self._doubt(self.groups[place, 3], self.groups[~out, 3])
        return _mixture(likelihood, self.log10[place] - residuals[:, own], conditional[:, own, own] + doubt)

    def _new(self, group: Group) -> Estimate:
        to_new = [(column == name).astype(float) for column, name in zip(self.groups.T, group[:-1], strict=True)]
        to_new.append(self.sizes * group.size)
        crosses = np.stack([self._covariance(to_new, each) for each in self._spreads])
        alone = [1.0, 1.0, 1.0, 1.0, group.size**2]
        totals = np.array([float(self._covariance(alone, each)) + each.run**2 for each in self._spreads])
        explained = np.einsum("sr,srq,sq->s", crosses, self._inverse, crosses)
        variances = totals - explained + self._doubt(group.architecture, self.groups[:, 3])
        return _mixture(self._likelihood, np.einsum("sr,sr->s", crosses, self._solved), variances)

    def _covariance(self, alike: Sequence[Values], spreads: Spreads) -> Values:
        """Covariance of runs that share publication, class, generation and architecture or not."""
        sd_mean, sd_class = self.levels
        publication, generation_class, generation, architecture, sizes = alike
        return (
            sd_mean**2
            + sd_class**2 * generation_class
            + (spreads.generation**2 + spreads.slope**2 * sizes) * generation
            + spreads.architecture**2 * architecture
            + spreads.publication**2 * publication
        )


def _mixture(likelihood: Numbers, medians: Numbers, variances: Numbers) -> Estimate:
    weights = np.exp(likelihood - likelihood.max())
    weights /= weights.sum()
    median = weights @ medians
    return Estimate(float(median), float(np.sqrt(weights @ (variances + np.square(medians - median)))))
