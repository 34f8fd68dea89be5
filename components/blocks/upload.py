"""Many models of the reader's own in a file: checked row by row, estimated at once, drawn and given back as a file.

The file stays in the memory of the visitor's session; it is never written, and nobody else sees it. The section runs as
a fragment, and what takes long holds no place in the queue.
"""

from __future__ import annotations

import html
import itertools
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import pandas as pd
import streamlit as st

from components import figure, scheduling, urlstate
from content.charts import ranges
from content.files import export
from content.files.export import About, Columns, Numbers
from content.findings import own_models, provenance, ranking
from content.findings.own_models import RefusedError
from content.language import quantity
from content.language.messages import Text
from content.state.parameters import DATA, LANDMARKS
from content.tables import datasets
from content.view import View
from footprint.own import COLUMNS, Problem, problems

MEGABYTES = 50  # a million rows of the example's kind
TOLD = 5  # problems named at once
SHOWN = 1000  # rows of the table on screen
DRAWN = 20  # models of a file in the chart, the largest
LABEL = 24  # characters of a name in the chart, as the short names of known models have
KEY = "own_file_results"
EXAMPLE = (
    ("small model", "125e6", "300e9", "", "", "", "", "a100-sxm4-80gb", "FRA"),
    ("large model", "70e9", "15e12", "", "", "", "1.1", "h100-sxm5", "USA"),
    ("measured model", "", "", "", "", "12.5", "", "", "DEU"),
)
# Streamlit writes English on this button; style.css hides that.
BUTTON = '[data-testid="stFileUploaderDropzone"] button p'
_one_at_a_time = threading.Lock()  # two large files share two cores badly


@dataclass(frozen=True)
class Estimated:
    """The models of a file; what each run of the page shows of them is taken out once."""

    models: pd.DataFrame  # names and estimates, in the file's order
    known: int  # that can be estimated
    total_tco2e: float  # of their medians
    largest: pd.DataFrame
    first: pd.DataFrame

    @classmethod
    def of(cls, models: pd.DataFrame) -> Estimated:
        """From names and estimates."""
        emissions = models["emissions_tco2e"]
        largest = models.loc[emissions.nlargest(DRAWN).index]
        return cls(models, int(emissions.notna().sum()), float(emissions.sum()), largest, models.head(SHOWN))


@st.fragment
def section() -> None:
    """Upload, what is wrong with it, and the estimates."""
    with (
        scheduling.place(Text(urlstate.value("lang"))),
        datasets.using(urlstate.value(DATA)),
        st.container(key="upload"),
    ):
        _section(View.of(urlstate.values()))


def _section(view: View) -> None:
    t = view.t
    st.subheader(t("upload.title"), anchor=False)
    st.markdown(t("upload.text", columns=", ".join(f"`{column}`" for column in COLUMNS)))
    st.download_button(t("upload.example"), example, "model-footprint-example.csv", "text/csv", on_click="ignore")
    file = st.file_uploader(
        t("upload.file", size=MEGABYTES), type=["csv", "parquet"], key="own_file", max_upload_size=MEGABYTES
    )
    st.html(f'<style>{BUTTON}::after {{ content: "{t("upload.button")}"; }}</style>')
    # Filled in place: a run that the visitor's next move ends would lose what it hands to the session only then.
    kept: dict[str, Estimated | list[Problem]] = st.session_state.setdefault(KEY, {})
    if file is None or file.file_id not in kept:
        kept.clear()
    if file is None:
        return
    if file.file_id not in kept:
        with scheduling.released(), _one_at_a_time:
            kept[file.file_id] = _result(file.getvalue())
    found = kept[file.file_id]
    if isinstance(found, list):
        st.error(_told(found, t))
    else:
        _show(found, view)


def example() -> bytes:
    """A file to start from."""
    return "\n".join(",".join(row) for row in (COLUMNS, *EXAMPLE)).encode()


def _result(content: bytes) -> Estimated | list[Problem]:
    """Names and estimates of a file's models, or what is wrong with it, one problem more than is told."""
    try:
        models = own_models.read(content)
    except RefusedError as refused:
        return [refused.problem]
    wrong = list(itertools.islice(problems(models, own_models.hardware(), own_models.regions()), TOLD + 1))
    if wrong:
        return wrong
    names = models["name"] if "name" in models else pd.Series(pd.Categorical([""] * len(models)))
    return Estimated.of(pd.concat([names.rename("name"), own_models.estimates(models)], axis=1))


def _told(wrong: Sequence[Problem], t: Text) -> str:
    """What is wrong with a file, in plain words."""
    lines = [_line(problem, t) for problem in wrong[:TOLD]]
    return "  \n".join(lines) + ("  \n…" if len(wrong) > TOLD else "")


def _line(problem: Problem, t: Text) -> str:
    value = provenance.escape(problem.value[:40])
    text = t(f"upload.problem.{problem.kind}", value=value, column=problem.column)
    return t("upload.row", row=problem.row, column=problem.column, text=text) if problem.row else text


def _show(found: Estimated, view: View) -> None:
    """The sum, the largest among known models, the table, and all as files."""
    t = view.t
    st.markdown(
        t(
            "upload.sum",
            known=quantity.plain(found.known, t),
            count=quantity.plain(len(found.models), t),
            emissions=quantity.show(found.total_tco2e, "emissions", t).text,
        )
    )
    if found.known:
        _chart(found.largest, view.at_defaults("emissions"))
    st.dataframe(export.texts(_columns(found.first, t)), hide_index=True, alt=t("upload.title"))
    if len(found.models) > SHOWN:
        st.caption(t("upload.first", count=quantity.plain(SHOWN, t)))
    about = figure.about(t("upload.title"), t("yours.quantity"), t("yours.total.source"))
    with st.container(horizontal=True, gap="small"):
        for label, write in (("CSV", export.as_csv), ("Parquet", export.as_parquet)):
            st.download_button(
                label,
                partial(_file, write, found.models, about, t),
                f"model-footprint-own.{label.lower()}",
                key=f"own-{label}",
                on_click="ignore",
            )


def _chart(models: pd.DataFrame, view: View) -> None:
    """The largest of the file's models among known ones."""
    t, mine = view.t, _rows(models, view)
    largest = mine[0]
    rows = sorted([*ranking.rows(LANDMARKS, view), *mine], key=lambda row: row.value, reverse=True)
    smaller = [row.label for row in rows if row.value < largest.value and row not in mine]
    message = "upload.chart.title" if smaller else "upload.chart.smallest"
    figure.chart(
        ranking.chart(rows, view),
        key="own-file",
        title=t(message, model=provenance.escape(html.unescape(largest.label)), nearest=smaller[0] if smaller else ""),
        subtitle=ranking.subtitle(view),
        source=t("upload.chart.source", count=len(mine)),
        columns=lambda: ranking.columns(rows, view),
        t=t,
    )


def _rows(models: pd.DataFrame, view: View) -> list[ranges.Row]:
    """Rows of a chart. Labels are unlike one another, as each has a line of its own, and are no markup."""
    short = [" ".join(str(name).split())[:LABEL] for name in models["name"]]
    labels = [
        name if name and short.count(name) == 1 else view.t("upload.chart.row", name=name, row=row + 1).strip()
        for name, row in zip(short, models.index, strict=True)
    ]
    estimates = [dict(zip(models.columns, values, strict=True)) for values in models.itertuples(index=False)]
    return [own_models.chart_row(html.escape(label), one, view) for label, one in zip(labels, estimates, strict=True)]


def _file(write: export.Writer, found: pd.DataFrame, about: About, t: Text) -> bytes:
    return write(_columns(found, t), about)


def _columns(found: pd.DataFrame, t: Text) -> Columns:
    """Models with energy, emissions, their ranges and the path."""

    def amounts(column: str, family: str, unit: str) -> Numbers:
        values = cast(Sequence[float], found[column].to_numpy())
        return Numbers(values, unit, lambda value: quantity.show(value, family, t).text)

    paths = {
        path: own_models.path(path, t) if path != "none" else t("kind.missing") for path in found["path"].cat.categories
    }
    return {
        t("table.model"): found["name"].tolist(),
        t("yours.energy"): amounts("energy_mwh", "energy", "MWh"),
        t("yours.emissions"): amounts("emissions_tco2e", "emissions", "t CO2e"),
        t("table.low"): amounts("emissions_low_tco2e", "emissions", "t CO2e"),
        t("table.high"): amounts("emissions_high_tco2e", "emissions", "t CO2e"),
        t("yours.total"): amounts("total_tco2e", "emissions", "t CO2e"),
        t("table.path"): found["path"].map(paths).tolist(),
    }
