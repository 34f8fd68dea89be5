"""Claims: famous statements beside their primary source."""

from components import draw
from content.pages import claims

draw.page(claims.PAGE)
