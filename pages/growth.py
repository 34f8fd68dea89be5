"""Growth: training compute against publication date, beside the doubling curves."""

from components import frame
from components.blocks import growth

frame.ensure()
growth.headline()
growth.controls()
growth.chart()
growth.cards()
