"""Training and inference: when serving a model has used as much energy as training it."""

from components import frame
from components.blocks import inference, shares

frame.ensure()
inference.headline()
inference.controls()
inference.cards()
inference.chart()
shares.split()
inference.per_query()
