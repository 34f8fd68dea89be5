"""Data: all models and figures, one model's sheet, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from content.controls import Menu, Switch
from content.findings import estimate_cards, provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.page import Page
from content.parts import Beside, Column, Download, Finding, Note, Parts, Section, Table, Words
from content.state.parameters import LANDMARKS
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.load import DESCRIPTION, FOLDER, REVIEWED
from footprint.units import convert

HEIGHT = 520  # of the table [px]
COMPUTE = "ZFLOP"  # unit of the column; the browser's table cannot hold larger integers
NAME_WIDTH = 150  # of the models, which stay in sight while the figures scroll [px]
NAME = Column(width=NAME_WIDTH, pinned=True)
COUNT, FIGURE = Column(compact=True), Column(digits=3)
FORMS = {
    "model": NAME, "parameters": COUNT, "tokens": COUNT, "compute": FIGURE, "energy": FIGURE, "emissions": FIGURE,
    "low": FIGURE, "high": FIGURE, "published_t": FIGURE,
}  # fmt: skip


def parts(view: View) -> Parts:
    """The page."""
    yield finding(view)
    yield from controls(view)
    yield from models(view)
    yield from sheet(view)
    yield from downloads(view)


def finding(view: View) -> Finding:
    """How much there is."""
    t, tables = view.t, catalog.dataset()
    used = set(tables.facts["source_id"])
    title = t(
        "data.title",
        models=quantity.plain(len(tables.models), t),
        facts=quantity.plain(len(tables.facts), t),
        sources=len(used),
    )
    return Finding(title, (t("data.intro"),), figure=Headlined.of("count", len(tables.facts)))


def controls(view: View) -> Parts:
    """Which models."""
    t = view.t
    domain, show = (
        Menu("domain", lambda value: t(f"domain.{value or 'all'}")),
        Switch("show", lambda value: t(f"show.{value}")),
    )
    yield Beside([[domain], [show]])


def _selected(view: View) -> list[str]:
    domain, show = view.state.domain, view.state.show
    return [
        model_id
        for model_id, model in catalog.model_rows().items()
        if domain in (None, model["domain"])
        and (show != "landmarks" or model_id in LANDMARKS)
        and (show != "published" or model["emissions_tco2e_fact_id"])
    ]


def models(view: View) -> Parts:
    """The selected models with their preferred figures and estimates."""
    t, chosen = view.t, _selected(view)
    estimated = sum(view.estimates[model_id].known for model_id in chosen)
    counts = {"count": quantity.plain(len(chosen), t), "estimated": quantity.plain(estimated, t)}
    title = t.plural("data.models.title", len(chosen), **counts)
    yield Section(title)
    yield Note(t("data.models.subtitle", scenario=view.scenario_text()))
    columns = {t(f"table.{name}"): values for name, values in _columns(chosen, view).items()}
    yield Table(title, columns, {t(f"table.{name}"): form for name, form in FORMS.items()}, HEIGHT)


def _columns(model_ids: Sequence[str], view: View) -> dict[str, list[object]]:
    """Values of each column, by the name of its heading."""
    t = view.t
    rows = [(catalog.model_rows()[model_id], view.estimates[model_id]) for model_id in model_ids]

    def of_models(column: str) -> list[object]:
        return [model[column] for model, _ in rows]

    return {
        "model": of_models("short_name"),
        "organization": of_models("organization"),
        "date": of_models("release_date"),
        "domain": [t(f"domain.{model['domain']}") for model, _ in rows],
        "parameters": of_models("parameters"),
        "tokens": of_models("training_tokens"),
        "compute": [convert(estimate.training_compute_flop, "FLOP", COMPUTE) for _, estimate in rows],
        "energy": [estimate.energy.median for _, estimate in rows],
        "emissions": [estimate.emissions.median for _, estimate in rows],
        "low": [estimate.emissions.low for _, estimate in rows],
        "high": [estimate.emissions.high for _, estimate in rows],
        "published_t": of_models("emissions_tco2e"),
        "published_kind": [_published_kind(model, view) for model, _ in rows],
        "published_boundary": [estimate_cards.published_boundary(model, view) for model, _ in rows],
        "how": [t(f"path.{estimate.path or 'none'}") for _, estimate in rows],
    }


def _published_kind(model: Row, view: View) -> str:
    return view.t(f"kind.{model['emissions_tco2e_kind']}") if model["emissions_tco2e_fact_id"] else ""


def sheet(view: View) -> Parts:
    """One model with every published figure."""
    t, model, names = view.t, view.model, catalog.model_names()
    yield Section(t("data.sheet.title", model=model["short_name"]))
    yield Menu("model", names.__getitem__, tuple(catalog.menu(view.state.model)))
    date = t.date(model["release_date"]) if model["release_date"] else t("data.sheet.undated")
    yield Note(
        t(
            "data.sheet.about",
            organization=model["organization"],
            date=date,
            architecture=t(f"architecture.{model['architecture']}"),
            lineage=t(f"lineage.{model['lineage']}"),
        )
    )
    if model["note"]:
        yield Note(provenance.escape(t.data(model["note"])))
    yield Words(provenance.published(view, view.state.model))


def downloads(view: View) -> Parts:
    """The files, as they are."""
    t, table = view.t, view.state.table
    yield Section(t("data.downloads.title"))
    yield Note(t("data.downloads.text"))
    yield Menu("table", lambda value: value)
    files = {
        "parquet": FOLDER / f"{table}.parquet",
        "csv": REVIEWED / f"{table}.csv",
        "croissant": FOLDER / DESCRIPTION,
    }
    yield Beside([[_download(kind, path, view)] for kind, path in files.items()], align="top")


def _download(kind: str, path: Path, view: View) -> Download:
    label = view.t(f"data.download.{kind}", table=view.state.table)
    return Download(f"download.{kind}", label, path.name, partial(Path.read_bytes, path))


PAGE = Page("data", parts, finding)
