"""Growth: training compute against publication date, the reader's own line, and what grew beside it."""

from components import draw
from content.pages import growth

draw.page(growth.PAGE)
