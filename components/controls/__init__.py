"""Widgets whose value stands in the address."""
