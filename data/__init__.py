"""The data set: reviewed tables, and what checks, prefers and writes them."""
