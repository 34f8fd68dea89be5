"""Emissions: one model in detail, and the ranking of all."""

from components import draw
from content.pages import emissions

draw.page(emissions.PAGE)
