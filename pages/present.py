"""Presenter view: one chart at a time in large type, next and back by arrow keys."""

from components import frame
from components.blocks import present

frame.ensure()
present.slide()
present.keys()
