"""Your model: a model that is not in the data set, typed in or in a file."""

from components import frame, upload
from components.blocks import yours

yours.headline()
frame.later(yours.form)
yours.cards()
yours.chart()
yours.steps()
yours.lines()
upload.section()
