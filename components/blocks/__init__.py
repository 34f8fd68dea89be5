"""The blocks of each page, in the order in which the page calls them."""
