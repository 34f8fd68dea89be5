"""Training and inference: when using a model has cost as much as training it."""

from components import frame
from components.blocks import inference, presets, queries, shares, tasks

inference.headline()
frame.later(inference.controls, presets.start, inference.assumptions)
inference.cards()
inference.chart()
shares.split()
shares.claims()
queries.chart()
queries.accuracy()
tasks.chart()
presets.links()
queries.published()
