"""Regions: grid intensity by country and year, and the same training there."""

from components import frame
from components.blocks import grids, regions

regions.headline()
frame.later(regions.controls)
grids.world()
regions.train_here()
regions.savings()
grids.through_the_years()
grids.cloud()
