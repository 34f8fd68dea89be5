"""Tour: the article's argument in eight steps, each guessed before it is shown."""

from components import draw
from content.pages import tour

draw.page(tour.PAGE)
