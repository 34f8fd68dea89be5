"""Model: everything about one model, step by step and beside what it could have been."""

from components import frame
from components.blocks import chain, compare, development, model, reported, water

model.headline()
frame.later(compare.presets)
compare.chart()
compare.second()
chain.steps()
chain.waterfall()
chain.uncertainty()
reported.chart()
development.chart()
water.chart()
model.facts()
model.neighbours()
