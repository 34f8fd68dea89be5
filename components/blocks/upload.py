"""Many models of the reader's own in a file: checked row by row, estimated at once, given back as a file.

The file stays in the memory of the visitor's session; it is never written, and nobody else sees it. The section runs as
a fragment, beside the pages of other visitors and not in their turn.
"""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from components import catalog, datasets, own, provenance, quantity, table, urlstate
from components.i18n import Text
from components.own import UnreadableError
from components.parameters import DATA
from components.table import About, Columns, Numbers
from footprint.own import COLUMNS, Problem, problems

MEGABYTES = 20
TOLD = 5  # problems named at once
SHOWN = 1000  # rows of the table on screen
KEY = "own_file_result"
EXAMPLE = (
    ("small model", "125e6", "300e9", "", "", "", "", "a100-sxm4-80gb", "FRA"),
    ("large model", "70e9", "15e12", "", "", "", "1.1", "h100-sxm5", "USA"),
    ("measured model", "", "", "", "", "12.5", "", "", "DEU"),
)
# Streamlit writes English on this button; style.css hides that.
BUTTON = '[data-testid="stFileUploaderDropzone"] button p'
_one_at_a_time = threading.Lock()  # two large files share two cores badly


@st.fragment
def section() -> None:
    """Upload, what is wrong with it, and the estimates."""
    with datasets.using(urlstate.value(DATA)):
        _section(Text(urlstate.value("lang")))


def _section(t: Text) -> None:
    st.subheader(t("upload.title"), anchor=False)
    st.markdown(t("upload.text", columns=", ".join(f"`{column}`" for column in COLUMNS)))
    st.download_button(t("upload.example"), example, "model-footprint-example.csv", "text/csv", on_click="ignore")
    file = st.file_uploader(
        t("upload.file", size=MEGABYTES), type=["csv", "parquet"], key="own_file", max_upload_size=MEGABYTES
    )
    st.html(f'<style>{BUTTON}::after {{ content: "{t("upload.button")}"; }}</style>')
    if file is None:
        st.session_state.pop(KEY, None)
        return
    kept = st.session_state.get(KEY)
    if kept is None or kept[0] != file.file_id:
        with _one_at_a_time:
            kept = (file.file_id, _result(file.getvalue(), file.name, t))
        st.session_state[KEY] = kept
    if isinstance(kept[1], str):
        st.error(kept[1])
    else:
        _show(kept[1], t)


def example() -> bytes:
    """A file to start from."""
    return "\n".join(",".join(row) for row in (COLUMNS, *EXAMPLE)).encode()


def _result(content: bytes, name: str, t: Text) -> pd.DataFrame | str:
    """Names and estimates of a file's models, or what is wrong with it in plain words."""
    try:
        models = own.read(content, name)
    except UnreadableError:
        return t("upload.unreadable")
    found = list(itertools.islice(problems(models, own.hardware(), own.regions()), TOLD + 1))
    if found:
        more = "  \n…" if len(found) > TOLD else ""
        return "  \n".join(_told(problem, t) for problem in found[:TOLD]) + more
    names = models["name"] if "name" in models else pd.Series([""] * len(models), dtype="str")
    estimates = own.estimates(models)
    return pd.concat([names.rename("name"), estimates], axis=1)


def _told(problem: Problem, t: Text) -> str:
    value = provenance.escape(problem.value[:40])
    text = t(f"upload.problem.{problem.kind}", value=value, column=problem.column)
    return t("upload.row", row=problem.row, column=problem.column, text=text) if problem.row else text


def _show(found: pd.DataFrame, t: Text) -> None:
    """The sum, the table, and both as files."""
    known = found[found["path"] != "none"]
    total = quantity.show(float(known["emissions_tco2e"].sum()), "emissions", t)
    st.markdown(
        t(
            "upload.sum",
            known=quantity.plain(len(known), t),
            count=quantity.plain(len(found), t),
            emissions=total.text,
        )
    )
    st.dataframe(table.texts(_columns(found.head(SHOWN), t)), hide_index=True, alt=t("upload.title"))
    if len(found) > SHOWN:
        st.caption(t("upload.first", count=quantity.plain(SHOWN, t)))
    about = About(
        t("upload.title"),
        t("yours.quantity"),
        t("yours.total.source"),
        urlstate.link(),
        catalog.dataset().version,
        datetime.now(UTC).date(),
    )
    with st.container(horizontal=True, gap="small"):
        for label, write in (("CSV", table.as_csv), ("Parquet", table.as_parquet)):
            st.download_button(
                label,
                partial(_file, write, found, about, t),
                f"model-footprint-own.{label.lower()}",
                key=f"own-{label}",
                on_click="ignore",
            )


def _file(write: table.Writer, found: pd.DataFrame, about: About, t: Text) -> bytes:
    return write(_columns(found, t), about)


def _columns(found: pd.DataFrame, t: Text) -> Columns:
    """Models with energy, emissions, their ranges and the path."""

    def amounts(column: str, family: str, unit: str) -> Numbers:
        return Numbers(found[column].tolist(), unit, lambda value: quantity.show(value, family, t).text)

    paths = [t(f"path.{path}") if path != "none" else t("kind.missing") for path in found["path"]]
    return {
        t("table.model"): found["name"].tolist(),
        t("yours.energy"): amounts("energy_mwh", "energy", "MWh"),
        t("yours.emissions"): amounts("emissions_tco2e", "emissions", "t CO2e"),
        t("table.low"): amounts("emissions_low_tco2e", "emissions", "t CO2e"),
        t("table.high"): amounts("emissions_high_tco2e", "emissions", "t CO2e"),
        t("yours.total"): amounts("total_tco2e", "emissions", "t CO2e"),
        t("table.path"): paths,
    }
