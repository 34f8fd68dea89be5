"""Growth: training compute against publication date, the reader's own line, and what grew beside it."""

from components import frame
from components.blocks import doubling, efficiency, fitting, growth

growth.headline()
frame.later(growth.controls)
growth.chart()
growth.sheet()
fitting.controls()
fitting.cards()
doubling.cards()
fitting.arithmetic()
efficiency.small_multiples()
efficiency.chips()
