"""Tour: the article's argument in eight steps, each guessed before it is shown."""

from components import frame
from components.blocks import tour

frame.ensure()
tour.headline()
tour.guess()
tour.reveal()
tour.steps()
