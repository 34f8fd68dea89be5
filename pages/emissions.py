"""Emissions: one model in detail, and the ranking of all."""

from components import frame
from components.blocks import emissions, equivalences, ranking, side_by_side

emissions.headline()
frame.later(emissions.controls)
emissions.cards()
frame.later(ranking.controls)
ranking.chart()
side_by_side.table()
equivalences.cards()
emissions.uncertainty()
emissions.method()
