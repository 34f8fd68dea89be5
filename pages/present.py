"""Presenter view: one chart at a time in large type, next and back by arrow keys."""

from components import draw
from content.pages import present

draw.page(present.PAGE)
