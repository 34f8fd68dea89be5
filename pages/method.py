"""Method: formulas, distributions, backtest, limits."""

from components import frame
from components.blocks import method

frame.ensure()
method.headline()
method.chart()
method.results()
method.formulas()
method.priors()
method.limits()
