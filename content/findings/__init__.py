"""From estimates and tables to words, rows and cards."""
