"""Data: all models and figures, one model's sheet, downloads."""

from components import frame
from components.blocks import data

frame.ensure()
data.headline()
data.controls()
data.models()
data.sheet()
data.downloads()
