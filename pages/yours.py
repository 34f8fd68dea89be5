"""Your model: a model that is not in the data set, typed in or in a file."""

from components import draw
from content.pages import yours

draw.page(yours.PAGE)
