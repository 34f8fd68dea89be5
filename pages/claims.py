"""Claims: famous statements beside their primary source."""

from components import frame
from components.blocks import claims

frame.ensure()
claims.headline()
claims.chart()
claims.statements()
