"""The data set and the estimator as JSON over HTTP, read-only: the figures of the pages, from the same functions.

Imported by web/server.py alone: the dashboard runs without it.
"""
