"""Teach: a lesson plan, questions with answers, and links that open each state."""

from components import frame
from components.blocks import teach

frame.ensure()
teach.headline()
teach.plan()
teach.questions()
teach.preparation()
