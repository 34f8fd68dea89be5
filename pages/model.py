"""Model: everything about one model, step by step and beside what it could have been."""

from components import frame
from components.blocks import chain, compare, development, emissions, model, reported

frame.ensure()
model.headline()
compare.presets()
compare.chart()
compare.second()
chain.steps()
chain.waterfall()
emissions.uncertainty()
chain.factors()
reported.chart()
development.chart()
model.facts()
model.neighbours()
