"""Training and inference: when serving a model has used as much energy as training it."""

from components import frame
from components.blocks import inference

frame.ensure()
inference.headline()
inference.controls()
inference.cards()
inference.chart()
inference.split()
inference.per_query()
