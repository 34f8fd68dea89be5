"""SVG renderer of charts: a figure of content/charts as a still picture, for where no script draws it."""
