"""Method: formulas, distributions, backtest, limits."""

from components.blocks import accuracy, method

method.headline()
accuracy.chart()
accuracy.methods()
method.formulas()
method.priors()
method.limits()
