"""Data: all models and figures, one model's sheet, downloads."""

from components.blocks import data

data.headline()
data.controls()
data.models()
data.sheet()
data.downloads()
