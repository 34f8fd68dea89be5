"""Regions: grid intensity by country and year, and the same training there."""

from components import draw
from content.pages import regions

draw.page(regions.PAGE)
