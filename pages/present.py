"""Presenter view: one chart at a time in large type, next and back by arrow keys."""

from components.blocks import present

present.slide()
present.keys()
