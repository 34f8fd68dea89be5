"""Readers: from the bytes of a file to the rows of a table, with what was assumed on the way. They open no file."""
