"""Method: formulas, distributions, backtest, limits."""

from components import frame
from components.blocks import accuracy, method

frame.ensure()
method.headline()
accuracy.chart()
accuracy.methods()
method.formulas()
method.priors()
method.limits()
