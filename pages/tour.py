"""Tour: the article's argument in eight steps, each guessed before it is shown."""

from components.blocks import tour

tour.headline()
tour.guess()
tour.reveal()
tour.steps()
