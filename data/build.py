"""Builds data/*.parquet from the reviewed tables: `python -m data.build`, or `--check` to compare without writing."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import croissant, findings, prefer, shapes, sites, wide
from data.read import TABLES_FOLDER, TableError, read_all
from data.relations import check_relations
from data.schema import SCHEMA, TABLES, VERSION, check

FOLDER = Path(__file__).parent
METADATA_KEY = b"model_footprint"
VERSION_FILE = "VERSION"  # written last: whoever sees it finds complete tables
RELEASES = "releases"  # folder of the versions published before
DERIVED_UNITS = {
    "peak_flop_per_s": "FLOP/s",
    "system_power_w": "W",
    "system_power_sd_log10": "log10",
    "mfu": "1",
    "mfu_sd_log10": "log10",
    "parameters": "count",
    "active_parameters": "count",
    "training_tokens": "tokens",
    "training_compute_flop": "FLOP",
    "chip_hours": "h",
    "chip_count": "count",
    "wall_clock_hours": "h",
    "energy_mwh": "MWh",
    "emissions_tco2e": "t CO2e",
    "pue": "1",
    "grid_gco2e_per_kwh": "gCO2e/kWh",
    "inference_wh_per_query": "Wh",
    "place_year": "year",
}


def build(tables_folder: Path = TABLES_FOLDER) -> tuple[dict[str, pd.DataFrame], list[findings.Finding]]:
    """Checked and derived tables by name, and the findings; raises TableError or pandera's SchemaErrors."""
    tables = read_all(tables_folder)
    for table, frame in tables.items():
        check(table, frame)
    check_relations(tables)
    tables["accelerators"] = wide.accelerators(tables)
    tables["models"] = wide.models(tables)
    usable = prefer.usable(tables["facts"], tables["models"], tables["overrides"])
    problems = [
        *findings.find(tables["models"], tables["accelerators"]),
        *findings.disagreeing(usable, tables["preferred_compute"]),
    ]
    missing = findings.unexplained(problems, tables["overrides"])
    if missing:
        raise TableError("findings without an explanation in overrides.csv:\n  " + "\n  ".join(map(str, missing)))
    gone = findings.obsolete(problems, tables["overrides"])
    if gone:
        raise TableError(f"overrides.csv explains findings that no longer exist: {gone}")
    unsourced = tables["models"].query("training_compute_flop.notna() and training_compute_flop_fact_id == ''")
    if len(unsourced):
        raise TableError(f"training compute without its fact: {list(unsourced['model_id'])}")
    return tables, problems


def write(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as Parquet: zstd, dictionary-encoded text, version and units in the schema metadata.

    Beside them goes their description in Croissant.
    """
    units: dict[str, dict[str, str]] = {}
    for name, frame in tables.items():
        columns = []
        for column in frame.columns:
            values = pa.array(frame[column], from_pandas=True)
            if pa.types.is_timestamp(values.type):
                values = values.cast(pa.date32())
            elif pa.types.is_large_string(values.type) or pa.types.is_string(values.type):
                values = values.cast(pa.string()).dictionary_encode()
            columns.append(values)
        units[name] = {c: f.unit for c, f in TABLES[name].items() if f.unit}
        if name in ("models", "accelerators"):
            units[name] |= {c: unit for c, unit in DERIVED_UNITS.items() if c in frame}
        about = {"version": VERSION, "schema": SCHEMA, "table": name, "units": units[name], "rows": len(frame)}
        metadata = {METADATA_KEY: json.dumps(about, sort_keys=True).encode()}
        table = pa.table(columns, names=list(frame.columns)).replace_schema_metadata(metadata)
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", compression_level=9)
    described = json.dumps(croissant.describe(folder, units), indent=1, ensure_ascii=False)
    (folder / croissant.FILE_NAME).write_text(described + "\n", encoding="utf-8")
    (folder / shapes.FILE_NAME).write_text(shapes.build(set(tables["grids"]["iso3"])), encoding="utf-8")
    (folder / sites.FILE_NAME).write_text(sites.build(), encoding="utf-8")
    (folder / VERSION_FILE).write_text(VERSION + "\n", encoding="utf-8")


def differing(folder: Path, other: Path) -> list[str]:
    """Names of the written files that are not byte for byte the same in both folders."""
    patterns = ("*.parquet", croissant.FILE_NAME, shapes.FILE_NAME, sites.FILE_NAME, VERSION_FILE)
    names = sorted({path.name for where in (folder, other) for pattern in patterns for path in where.glob(pattern)})
    return [
        name
        for name in names
        if not (folder / name).exists()
        or not (other / name).exists()
        or (folder / name).read_bytes() != (other / name).read_bytes()
    ]


def keep(folder: Path) -> str:
    """Keep the published files of a folder beside it once the version moves on; the version kept, or nothing.

    Links carry the version of their data: the dashboard goes on showing what they showed.
    """
    models = folder / "models.parquet"
    if not models.exists():
        return ""
    published = str(json.loads(pq.read_schema(models).metadata[METADATA_KEY])["version"])
    target = folder / RELEASES / published
    if published == VERSION or target.exists():
        return ""
    target.mkdir(parents=True)
    for path in folder.glob("*.parquet"):
        shutil.copy2(path, target)
    return published


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the committed files with the tables")
    only_check = parser.parse_args().check
    try:
        tables, problems = build()
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    models = tables["models"]
    known = {quantity: int(models[quantity].notna().sum()) for quantity in prefer.QUANTITIES}
    print(f"{len(models)} models, {len(tables['facts'])} facts; models with a figure: {known}")
    print(f"{len(problems)} findings, all explained in overrides.csv")
    with tempfile.TemporaryDirectory() as temporary:
        write(tables, Path(temporary))
        changed = differing(FOLDER, Path(temporary))
    if only_check:
        print(f"differ from the tables: {changed}; run `make data`" if changed else "data files equal the tables")
        return 1 if changed else 0
    if kept := keep(FOLDER):
        print(f"kept version {kept} in {RELEASES}/")
    write(tables, FOLDER)
    print(f"written: {changed or 'nothing new'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
