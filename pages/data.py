"""Data: all models and figures, one model's sheet, downloads."""

from components import draw
from content.pages import data

draw.page(data.PAGE)
