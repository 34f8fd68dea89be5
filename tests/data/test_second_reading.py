"""Notes, labels and locators that a second reading of the sources put right."""

from __future__ import annotations

import pandas as pd
import pytest

from data.read import read_all

TABLES = read_all()
FACTS = TABLES["facts"].set_index("fact_id")
INFERENCE = TABLES["inference"].set_index("item_id")


def test_queries_of_jegham_are_those_of_version_6() -> None:
    facts = FACTS[FACTS["source_id"] == "jegham2025"]
    assert len(facts) == 19
    assert facts["locator"].str.startswith("Table 4 of version 6").all()
    (note,) = TABLES["sources"].loc[TABLES["sources"]["source_id"] == "jegham2025", "note"]
    assert "version 6" in note
    assert "a little" not in note


def test_reasoning_figures_name_the_model_that_was_measured() -> None:
    assert "R1-Distill-Llama-70B" in str(INFERENCE.at["aies-r1-reasoning-on", "subject"])
    assert "DISPUTED" not in " ".join(INFERENCE["note"])
    for item in ("aies-gpt-oss-high", "aies-gpt-oss-low"):
        assert INFERENCE.at[item, "model_id"] == "gpt-oss-120b"


@pytest.mark.parametrize(
    ("fact_id", "column", "words"),
    [
        ("smollm2-1.7b.hardware.smollm2_2025", "note", "energy not published"),
        ("whisper-large-v3.training_compute.epoch2026jul", "locator", "row 'Whisper', scaled"),
        ("apertus-70b.chip_count.apertus2025", "note", "up to"),
        ("apertus-70b.chip_count.epoch2025dec_large", "note", "up to"),
        ("gpt-3.5.training_compute.epoch2026jul", "note", "line break"),
        ("olmo-3-family.energy_mwh.morrison2026", "note", "half of it is modelled"),
        ("alphafold-2.chip_count.jumper2021.2", "note", "128 TPU v3 cores"),
        ("dalle-mega.emissions_tco2e.dalle_mini_cards", "note", "450300 (grams)"),
    ],
)
def test_notes_and_locators(fact_id: str, column: str, words: str) -> None:
    assert words in str(FACTS.at[fact_id, column])


def test_what_the_source_does_not_say_is_gone() -> None:
    assert "1,163,032" not in str(FACTS.at["bloom-project.energy_mwh.luccioni2022bloom", "note"])
    assert "duration and energy not published" not in set(FACTS["note"])


def test_manufacture_of_tpu_v5e() -> None:
    """Schneider et al. (2025): 59 + 106 + 238, printed as 402 kg."""
    chips = TABLES["accelerators"].set_index("accelerator_id")["embodied_kgco2e"]
    assert chips["tpu-v5e"] == 402
    parts = TABLES["embodied"]
    assert list(parts.loc[parts["item"] == "tpu-v5e", "value"]) == [402]


def test_speech_is_measured_in_joules_a_second() -> None:
    speech = INFERENCE[INFERENCE["quantity"] == "energy_per_audio_second"]
    assert len(speech) == 7
    assert set(speech["basis"]) == {"measured"}
    expected = {"asr-whisper-turbo-igpu": 3.24, "asr-whisper-turbo-cpu": 52.68, "asr-whisperx-medium-jetson": 4.48}
    assert pd.Series(expected).equals(speech.loc[list(expected), "value"].astype(float))


def test_lamda_is_net_of_carbon_free_energy() -> None:
    """56 g/kWh is no grid's average, and no contract is named: the mixes of Patterson et al. (2021) are net."""
    lamda = FACTS[(FACTS["model_id"] == "lamda") & FACTS["quantity"].isin(["emissions_tco2e", "grid_gco2e_per_kwh"])]
    assert (len(lamda), set(lamda["accounting"])) == (3, {"net"})


def test_every_name_of_a_chip_says_whose_it_is() -> None:
    """Names that no fact holds are those of tools or of people, and say so."""
    names = TABLES["accelerator_names"].set_index("hardware")
    of_facts = set(TABLES["facts"].loc[TABLES["facts"]["quantity"] == "hardware", "text"])
    others = names[~names.index.isin(of_facts)]
    assert len(others) > 30
    assert (
        others["note"]
        .str.match("product name that the driver|device kind that JAX|accelerator type of|as people")
        .all()
    )
