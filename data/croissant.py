"""Description of the data set in Croissant (MLCommons, JSON-LD), so that tools and search engines can read it.

Reference: Akhtar M et al. (2024), Croissant: A Metadata Format for ML-Ready Datasets; specification 1.0 of MLCommons.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.schema import TABLES, VERSION

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
FILE_NAME = "croissant.json"


def describe(folder: Path, units: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Croissant description of the Parquet files of a folder.

    Parameters
    ----------
    folder : where the files are
    units : by table, unit of each column that has one
    """
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "model-footprint",
        "description": "Published size, training compute, hardware, energy and emissions of AI models since 2012, "
        "one published figure a row with its source, boundary and kind, and what estimates need beside them: "
        "accelerators, grid intensities, PUE and distributions.",
        "version": VERSION,
        "datePublished": "2026-11-29",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "sc:Organization", "name": "Model Footprint"},
        "citeAs": f"Model Footprint, data set {VERSION}; cite the publication of each figure as well.",
        "isLiveDataset": False,
        "distribution": [_file(folder / f"{table}.parquet") for table in sorted(TABLES)],
        "recordSet": [_records(folder, table, units.get(table, {})) for table in sorted(TABLES)],
    }


def _file(path: Path) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _records(folder: Path, table: str, units: dict[str, str]) -> dict[str, Any]:
    schema = pq.read_schema(folder / f"{table}.parquet")
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table}/{field.name}",
                "name": field.name,
                **({"description": f"[{units[field.name]}]"} if field.name in units else {}),
                "dataType": _type(field.type),
                "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": field.name}},
            }
            for field in schema
        ],
    }


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    if pa.types.is_date(kind):
        return "sc:Date"
    return "sc:Text"
