"""Teach: a lesson plan, questions with answers, and links that open each state."""

from components import draw
from content.pages import teach

draw.page(teach.PAGE)
