"""Overview: what this is, four headline figures, the way on."""

from components import draw
from content.pages import overview

draw.page(overview.PAGE)
