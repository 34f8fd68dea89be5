"""The page on training and inference: what its charts say on their face."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visit import cards, drawings, notes, open_page, plain, titles

NOTE = re.compile(r"<span[^>]*>(.*)</span>")


def _charts(app: AppTest) -> list[dict[str, object]]:
    return [drawing.figure for drawing in drawings(app)]


def _notes(chart: dict[str, object]) -> dict[str, str]:
    """Label of each row -> the note below it."""
    axis = chart["layout"]["yaxis"]  # type: ignore[index]
    pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
    return {label: "".join(NOTE.findall(text.removeprefix(label))) for label, text in pairs}


def test_withdrawn_figures_are_marked_as_withdrawn() -> None:
    chart = _charts(open_page("inference"))[3]
    withdrawn = next(trace for trace in chart["data"] if trace["name"] == "Withdrawn by its source")  # type: ignore[attr-defined]
    assert [round(value * 1e6) for value in withdrawn["x"]] == [308, 39]
    assert withdrawn["customdata"] == ["308\xa0Wh", "39.2\xa0Wh"]
    assert [note.startswith("withdrawn · ") for note in map(_notes(chart).get, withdrawn["y"]) if note] == [True, True]


def test_every_row_of_a_query_names_its_boundary() -> None:
    notes = _notes(_charts(open_page("inference", model="llama-3.1-8b"))[3])
    assert notes["First principles"] == notes["Gemini, median prompt"] == "whole facility"
    assert notes["Gemini, chips alone"] == notes["Morrison et al. (2025)"] == "accelerators only"
    assert notes["ChatGPT, average"] == "boundary not stated"
    assert all(notes.values())


def test_labels_of_rows_leave_room_for_the_rows_on_a_phone() -> None:
    # Four authors, and none of the labels may be longer than the longest written by hand.
    labels = _notes(_charts(open_page("inference", model="mixtral-8x7b"))[3])
    assert "Luccioni et al. (2025)" in labels
    assert max(map(len, labels)) < 30


def test_every_share_names_what_it_measured() -> None:
    notes = _notes(_charts(open_page("inference"))[2])
    assert notes["Nvidia 2019"] == "cost, a remark"
    assert notes["AWS 2019"] == "demand, a remark"
    assert notes["Google 2019–21"] == "energy, measured"
    assert notes["Meta 2021, all AI"] == "power capacity"
    assert notes["Meta, translation"] == notes["Meta, ranking RM1–5"] == "carbon"


def test_published_energy_is_shown_of_a_model_whose_parameters_are_not_known() -> None:
    app = open_page("inference", model="chatgpt-default")
    assert titles(app)[0].startswith("ChatGPT, a typical query: ")
    chart = _charts(app)[0]
    assert "Estimate, 90% range" not in [trace["name"] for trace in chart["data"]]  # type: ignore[attr-defined]
    # Altman (2025), Epoch AI (2025) and de Vries (2023), as the facts have them.
    assert "0.3\xa0Wh – 3\xa0Wh published" in titles(app)[0]


BOUNDARIES = ("whole facility", "accelerators only", "computers without PUE", "boundary not stated", "life cycle")
WITHOUT = ("Cost, demand or power capacity",)  # what these measured has no boundary; their texts say what it was


@pytest.mark.parametrize(("chart", "points"), [(0, 2), (2, 5), (3, 12)])
def test_every_point_states_its_boundary(chart: int, points: int) -> None:
    hovers: list[str] = []
    for trace in _charts(open_page("inference"))[chart]["data"]:  # type: ignore[attr-defined]
        template = trace.get("hovertemplate") or ""
        if trace.get("name") and trace["name"] not in WITHOUT:
            hovers += trace["text"] if "%{text}" in template else [template]
    assert len(hovers) >= points
    assert [hover for hover in hovers if not any(boundary in hover for boundary in BOUNDARIES)] == []


def test_a_share_that_is_no_energy_says_so() -> None:
    traces = _charts(open_page("inference"))[2]["data"]
    texts = next(trace["text"] for trace in traces if trace["name"] in WITHOUT)  # type: ignore[attr-defined]
    assert len(texts) == 3
    for text, measure in zip(texts, ("Cost", "Demand", "Power capacity"), strict=True):
        assert text.split("<br>")[2].startswith(measure)


def test_task_view_draws_each_medium_by_boundary() -> None:
    traces = _charts(open_page("inference"))[4]["data"]
    assert [trace["name"] for trace in traces] == [  # type: ignore[attr-defined]
        "whole facility",
        "computers without PUE",
        "accelerators only",
        "boundary not stated",
    ]
    labels = {label.split(":")[0] for trace in traces for label in trace["y"]}  # type: ignore[attr-defined]
    assert labels == {"Text", "Image", "Video", "Speech"}


def test_a_thousand_minutes_of_speech_are_what_was_measured() -> None:
    # Chakravarty (2024): 0.2 and 4.48 J a second on a Jetson. Mazzone and Pau (2026): 3.24 and 52.68 J a second.
    traces = _charts(open_page("inference"))[4]["data"]
    found = {label: value for trace in traces for label, value in zip(trace["y"], trace["x"], strict=True)}  # type: ignore[attr-defined]
    wh = [found[name] * 1e6 for name in found if name.startswith("Speech")]
    assert wh == pytest.approx([1000 * joules * 60 / 3600 for joules in (0.2, 4.48, 3.24, 52.68)])


def test_tasks_in_energy_are_the_published_means() -> None:
    # Luccioni et al. (2024): 2.907 kWh for 1,000 images made, 0.002 kWh for 1,000 texts classified.
    title = titles(open_page("inference"))[4]
    assert "2.9\xa0kWh" in title
    assert "2\xa0Wh" in title
    traces = _charts(open_page("inference"))[4]["data"]
    assert not any(trace["error_x"]["visible"] for trace in traces)  # type: ignore[attr-defined]
    grams = _charts(open_page("inference", impact="emissions"))[4]["data"]
    assert all(trace["error_x"]["visible"] for trace in grams)  # type: ignore[attr-defined]


def test_a_landmark_gives_way_to_the_model_s_own_figure_of_the_same_source_alone() -> None:
    def labels(model: str) -> set[str]:
        return set(_notes(_charts(open_page("inference", model=model))[0]))

    # Of GPT-4o the facts hold Jegham et al. alone, so Epoch AI's stays.
    assert {"Jegham et al. (2025)", "GPT-4o, typical (Epoch)", "Gemini, median prompt"} <= labels("gpt-4o")
    gemini = labels("gemini-apps")
    assert "Elsworth et al. (2025)" in gemini
    assert not {"Gemini, median prompt", "Gemini, chips alone"} & gemini


MIXED = "Not like for like: some of these grids"


def test_training_and_use_on_grids_of_different_bases_are_told_apart() -> None:
    # Of its own regions Google publishes the power stations alone; the average of Poland is of the life cycle.
    asked = {"model": "llama-3.1-8b", "region": "gcp:us-central1", "serving_region": "POL", "impact": "emissions"}
    app = open_page("inference", **asked)
    assert any(MIXED in str(text.value) for text in app.markdown)
    charts = {one.key: one.source for one in drawings(app)}
    assert {key for key, source in charts.items() if MIXED in source} == {"cumulative", "split", "claims"}
    brief = "Grids not like for like: training power stations alone (direct), use life cycle"
    told = {card.label for card in cards(app) if brief in plain(card.about)}
    assert told == {"Use of Llama 3.1 8B overtakes its training after", "Share of inference after 365 days"}


@pytest.mark.parametrize("asked", [{"impact": "energy"}, {"serving_region": "gcp:us-central1"}, {"region": "FRA"}])
def test_grids_of_one_basis_need_no_warning(asked: dict[str, str]) -> None:
    same = {"model": "llama-3.1-8b", "region": "gcp:us-central1", "serving_region": "POL", "impact": "emissions"}
    app = open_page("inference", **same | asked)
    assert MIXED not in "".join((*notes(app), *(str(text.value) for text in app.markdown)))
