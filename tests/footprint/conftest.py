"""Property tests draw the same examples on every run, and a busy machine does not fail them."""

from hypothesis import settings

settings.register_profile("footprint", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("footprint")
