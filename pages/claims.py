"""Claims: famous statements beside their primary source."""

from components.blocks import claims

claims.headline()
claims.chart()
claims.statements()
