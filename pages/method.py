"""Method: formulas, distributions, backtest, limits."""

from components import draw
from content.pages import method

draw.page(method.PAGE)
