"""Many models of the reader's own in a file: checked row by row, estimated at once, drawn and given back as a file.

The file stays in the memory of the visitor's session; it is never written, and nobody else sees it. It is read and
estimated in a process of its own (runtime/worker.py), which holds no other visitor up.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pandas as pd
import streamlit as st

from components import admission, figure, scheduling, urlstate
from components.host import styles
from content import columns
from content.charts import ranges
from content.columns import Columns, Numbers
from content.files.own_file import READ, WRITE, Words
from content.findings import own_models, provenance, ranking
from content.findings.file_words import left_out, notes, problem, texts
from content.language import quantity
from content.language.messages import Text
from content.parts import Chart
from content.state.parameters import DATA, LANDMARKS
from content.tables import datasets
from content.view import View
from footprint.own_cells import Problem
from footprint.own_table import COLUMNS, FIRST_ROWS
from footprint.uncertainty import Bounds
from runtime.worker import JobError, OutOfMemoryError, OutOfTimeError, Report, Worker

MEGABYTES = 50  # a million rows of the example's kind
MEMORY_MIB = 400  # that a file's process may take
SECONDS = 120  # that it may last
LABEL = 24  # characters of a name in the chart, as the short names of known models have
FILE = "own_file"  # key of the uploader
KEY = "own_file_results"
TYPES = ("csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "parquet")
EXAMPLE = (
    ("small model", "125e6", "300e9", "", "", "", "", "a100-sxm4-80gb", "FRA", ""),
    ("large model", "70e9", "15e12", "", "", "", "1.1", "h100-sxm5", "USA", ""),
    ("measured model", "", "", "", "", "12.5", "1.2", "", "DEU", "it"),
)
# Message of each column of the table, and of its unit where it holds numbers.
TITLES = {
    "row": "upload.column.row",
    "name": "table.model",
    "energy_mwh": "yours.energy",
    "emissions_tco2e": "yours.emissions",
    "emissions_low_tco2e": "table.low",
    "emissions_high_tco2e": "table.high",
    "total_tco2e": "yours.total",
    "path": "table.path",
}
UNITS = {
    "row": "",
    "energy_mwh": "MWh",
    **dict.fromkeys(("emissions_tco2e", "emissions_low_tco2e", "emissions_high_tco2e", "total_tco2e"), "t CO2e"),
}
_worker = Worker(memory_mib=MEMORY_MIB, seconds=SECONDS)


@dataclass(frozen=True)
class Result:
    """What the worker process found in a file: its answer, and all estimates as Parquet."""

    answer: Mapping[str, Any]
    estimates: bytes

    @property
    def refused(self) -> list[Problem]:
        """What is wrong with the file as a whole."""
        return [Problem(**problem) for problem in self.answer.get("refused", ())]

    @property
    def left_out(self) -> list[Problem]:
        """The first rows that have no estimate, with their reasons."""
        return [Problem(**problem) for problem in self.answer["problems"]]

    def rows(self, name: str) -> pd.DataFrame:
        """The `first` rows, or the `largest` models."""
        return pd.DataFrame(self.answer[name])


@st.fragment
def section() -> None:
    """Upload, what is wrong with it, and the estimates."""
    with (
        scheduling.place(Text(urlstate.value("lang"))),
        datasets.using(urlstate.value(DATA)),
        st.container(key="upload"),
    ):
        _section(urlstate.view())


def _section(view: View) -> None:
    t = view.t
    st.subheader(t("upload.title"), anchor=False)
    st.markdown(t("upload.text", columns=", ".join(f"`{column}`" for column in COLUMNS)))
    st.download_button(t("upload.example"), example, "model-footprint-example.csv", "text/csv", on_click="ignore")
    # Filled in place: a run that the visitor's next move ends would lose what it hands to the session only then.
    kept: dict[str, Result] = st.session_state.setdefault(KEY, {})
    admission.expect(kept.clear)
    file = st.file_uploader(t("upload.file", size=MEGABYTES), type=TYPES, key=FILE, max_upload_size=MEGABYTES)
    st.html(f"<style>{styles.uploader(t('upload.button'))}</style>")
    if file is None or file.file_id not in kept:
        kept.clear()
    if file is None:
        return
    if file.file_id not in kept:
        kept[file.file_id] = _estimated(file.getvalue(), t)
        admission.let_go(FILE)
    result = kept[file.file_id]
    if result.refused:
        st.error("  \n".join(problem(reason, t) for reason in result.refused))
    else:
        _show(result, view, partial(_file, kept, file.file_id))


def _estimated(content: bytes, t: Text) -> Result:
    """The result of a file, while a bar says how far it is."""
    bar = st.empty()

    def report(share: float) -> None:
        words = t("upload.progress", share=quantity.percent(share, t)) if share else t("upload.waiting")
        bar.progress(share, words)

    with scheduling.released():
        result = read(content, report)
    bar.empty()
    return result


def example() -> bytes:
    """A file to start from."""
    return "\n".join(",".join(row) for row in (COLUMNS, *EXAMPLE)).encode()


def read(content: bytes, report: Report = lambda share: None) -> Result:
    """What a worker process finds in a file; why it finds nothing, where it comes to a limit."""
    try:
        return Result(*_worker.run(READ, content, own_models.known(), report))
    except JobError as error:
        kinds = {OutOfMemoryError: "memory", OutOfTimeError: "time"}
        if type(error) not in kinds:
            logging.getLogger(__name__).error("a visitor's file ended its process: %s", error)
        kind = kinds.get(type(error), "broken")
        return Result({"refused": [{"row": 0, "kind": kind, "words": (str(MEMORY_MIB), str(SECONDS))}]}, b"")


def _show(result: Result, view: View, write: Callable[[Words], bytes]) -> None:
    """The sum, what is left out of it, the largest among known models, the table, and all as files."""
    t, answer = view.t, result.answer
    known, many = answer["known"], answer["count"]
    count = quantity.plain(many, t)
    if known:
        emissions = quantity.show(answer["total_tco2e"], "emissions", t).text
        st.markdown(t.plural("upload.sum", many, known=quantity.plain(known, t), count=count, emissions=emissions))
    else:
        st.markdown(t.plural("upload.sum.none", many, count=count))
    if result.left_out:
        st.warning(left_out(result.left_out, answer["left_out"], t))
    if assumed := notes(answer, t):
        st.caption("  \n".join(assumed))
    if known:
        _chart(result.rows("largest"), view.at_defaults("emissions"))
    st.dataframe(columns.texts(_columns(result.rows("first"), t)), hide_index=True, alt=t("upload.title"))
    if answer["count"] > FIRST_ROWS:
        st.caption(t("upload.first", count=quantity.plain(FIRST_ROWS, t)))
    about = figure.about(t("upload.title"), t("yours.quantity"), t("yours.total.source"))
    with st.container(horizontal=True, gap="small"):
        for label in ("CSV", "Parquet"):
            kind = label.lower()
            words = Words(kind, {name: t(message) for name, message in TITLES.items()}, UNITS, texts(t), about)
            st.download_button(
                label,
                partial(write, words),
                f"model-footprint-own.{kind}",
                key=f"own-{label}",
                on_click="ignore",
            )


def _file(kept: Mapping[str, Result], file_id: str, words: Words) -> bytes:
    """All estimates as a file; a button that outlives its visitor's stay keeps no estimates alive."""
    return _worker.run(WRITE, kept[file_id].estimates, words, lambda share: None)[1]


def _chart(models: pd.DataFrame, view: View) -> None:
    """The largest of the file's models among known ones."""
    t, mine = view.t, _rows(models, view)
    largest = mine[0]
    rows = sorted([*ranking.rows(LANDMARKS, view), *mine], key=lambda row: row.value, reverse=True)
    smaller = [row.label for row in rows if row.value < largest.value and row not in mine]
    message = "upload.chart.title" if smaller else "upload.chart.smallest"
    chart = Chart(
        "own-file",
        ranking.chart(rows, view),
        title=t(message, model=provenance.escape(html.unescape(largest.label)), nearest=smaller[0] if smaller else ""),
        subtitle=ranking.subtitle(view),
        source=t("upload.chart.source", count=len(mine)),
        columns=lambda: ranking.columns(rows, view),
    )
    figure.draw_chart(chart, t)


def _rows(models: pd.DataFrame, view: View) -> list[ranges.Row]:
    """Rows of a chart. Labels are unlike one another, as each has a line of its own, and are no markup."""
    short = [" ".join(str(name).split())[:LABEL] for name in models["name"]]
    labels = [
        name if name and short.count(name) == 1 else view.t("upload.chart.row", name=name, row=row).strip()
        for name, row in zip(short, models["row"], strict=True)
    ]
    columns = ("emissions_tco2e", "emissions_low_tco2e", "emissions_high_tco2e", "path", "boundary")
    rows = zip(labels, *(models[column].tolist() for column in columns), strict=True)
    return [
        own_models.chart_row(html.escape(label), Bounds(*emissions), path, boundary, view)
        for label, *emissions, path, boundary in rows
    ]


def _columns(estimates: pd.DataFrame, t: Text) -> Columns:
    """Rows with energy, emissions, their ranges, and the path or why there is none."""
    words = texts(t)

    def column(name: str) -> Sequence[str] | Numbers:
        if name not in UNITS:
            return [words.get(text, text) for text in estimates[name]]
        family = "energy" if UNITS[name] == "MWh" else "emissions"
        values = cast(Sequence[float], estimates[name].to_numpy())
        if name == "row":
            return Numbers(values, "", lambda value: f"{value:.0f}")
        return Numbers(values, UNITS[name], lambda value: quantity.show(value, family, t).text)

    return {t(message): column(name) for name, message in TITLES.items()}
