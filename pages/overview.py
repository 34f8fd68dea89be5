"""Overview: what this is, four headline figures, the way on."""

from components.blocks import overview

overview.headline()
overview.cards()
overview.chart()
overview.ways_on()
