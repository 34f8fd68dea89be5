"""Where cloud regions lie on the map: data/sites.json from the reviewed table, in the projection of the outlines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from data.shapes import DECIMALS, equal_earth

SOURCE = Path(__file__).parent / "tables" / "cloud_sites.csv"
FILE_NAME = "sites.json"


def build() -> str:
    """Place on the map [radius of the earth] of each cloud region by its grid's id, as JSON."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        places = {
            f"{row['provider']}:{row['region_code']}": [
                round(axis, DECIMALS) for axis in equal_earth(float(row["longitude"]), float(row["latitude"]))
            ]
            for row in csv.DictReader(file)
        }
    return json.dumps(places, separators=(",", ":"), sort_keys=True) + "\n"
