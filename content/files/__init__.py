"""Files of a view: report, export, citation, and the HTML that they share."""
