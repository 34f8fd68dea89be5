"""Model: everything about one model, step by step and beside what it could have been."""

from components import draw
from content.pages import model

draw.page(model.PAGE)
