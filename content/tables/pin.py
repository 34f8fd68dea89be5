"""Writer of the table of defaults: adds the columns of data versions that it lacks (data/defaults.csv)."""

from __future__ import annotations

import csv

from content.state.address import ALWAYS
from content.state.defaults import PARAMETER, pinned
from content.tables import catalog, datasets
from footprint import load


def _defaults(version: str) -> dict[str, str]:
    with datasets.using(version):
        return {name: parameter.default for name, parameter in catalog.all_parameters().items() if name not in ALWAYS}


def write() -> None:
    """Write the table anew; what it pins stays as it is."""
    columns = {version: pinned(version) or _defaults(version) for version in reversed(datasets.versions())}
    newest = _defaults(datasets.newest())
    with (load.FOLDER / load.DEFAULTS).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([PARAMETER, *columns])
        # A parameter that is new has no value in versions before; in their links it means what it means now.
        writer.writerows([name, *(column.get(name, newest[name]) for column in columns.values())] for name in newest)


if __name__ == "__main__":
    write()
