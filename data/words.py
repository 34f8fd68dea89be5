"""Words that cells of several tables share."""

from __future__ import annotations

from data.fields import Field, free, number, text

READ = text("primary", "secondary")
SOURCE = {"source_id": text(), "locator": free(), "note": free(), "read": READ}
KINDS = ("reported", "third_party", "derived")
DOMAINS = ("language", "multimodal", "vision", "games", "speech", "science", "code", "other")
LINEAGES = (
    "from_scratch", "distilled", "pruned", "fine_tuned", "grown", "search", "family", "project", "service",
)  # fmt: skip
BOUNDARIES = ("facility", "it", "accelerator_with_pue", "accelerator", "life_cycle", "unknown")
# What a third party made a training compute from: operations counted, hours times speed (circular where hours are
# estimated from it), both, a figure of the authors, or unknown. Read off its notes by keyword.
COMPUTE_FROM = ("counted", "hardware", "both", "reported", "unknown")
# What a figure must never be taken for: made from the hours that it would give, a guess, with a base model in it, or
# the most chips that a run ever had.
MARKS = r"^((circular|base_included|speculative|up_to)( |$))*$"
# How the energy of a run of the backtest came about.
TRUTHS = (
    "measured_system", "measured_node", "measured_accelerator", "formula_tdp", "formula_average", "hours_only",
)  # fmt: skip
RUN_ARCHITECTURES = ("dense", "moe", "encoder_decoder", "diffusion", "vision", "other")
BASES = ("measured", "sampled", "rating", "modelled", "unknown")
SCOPES = (
    "final_run", "part_of_run", "whole_project", "family", "fine_tuning", "counterfactual", "idle",
    "training_and_use", "chip", "server",
)  # fmt: skip
ACCOUNTING = ("location", "market", "net", "unknown")
# What an inference figure is of, how it came about, and whether it still stands.
SERVED = {
    "model_id": free(),
    "accelerator_id": free(),
    "batch": number("requests", 1, 1e5, required=False),
    "boundary_kind": text(*BOUNDARIES, required=False),
    "basis": text(*BASES, required=False),
    "withdrawn": Field("bool"),
}
# Basis of a grid's intensity, what it is an average of, and whose figure it is where the place has none.
INTENSITY = {
    "method": text("life_cycle", "direct"),
    "average_of": text("country", "state", "grid_region", "site"),
    "copied_from": free(),
}
