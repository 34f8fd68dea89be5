"""Teach: a lesson plan, questions with answers, and links that open each state."""

from components.blocks import teach

teach.headline()
teach.plan()
teach.questions()
teach.preparation()
