"""Training and inference: when using a model has cost as much as training it."""

from components import draw
from content.pages import inference

draw.page(inference.PAGE)
