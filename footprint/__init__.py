"""Estimates of the energy and emissions of AI models: numpy and pandas in and out, no screen, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footprint.run import estimate_run as estimate_run


def __getattr__(name: str) -> object:
    """`footprint.estimate_run`, loaded when it is asked for: most users of a part need none of the others."""
    if name == "estimate_run":
        from footprint.run import estimate_run

        return estimate_run
    raise AttributeError(name)
