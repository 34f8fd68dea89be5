"""Emissions: one model in detail, and the ranking of all."""

from components import frame
from components.blocks import emissions

frame.ensure()
emissions.headline()
emissions.controls()
emissions.cards()
emissions.chart()
emissions.equivalences()
emissions.uncertainty()
emissions.method()
