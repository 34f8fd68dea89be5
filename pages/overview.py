"""Overview: what this is, four headline figures, the way on."""

from components import frame
from components.blocks import overview

frame.ensure()
overview.headline()
overview.cards()
overview.chart()
overview.ways_on()
