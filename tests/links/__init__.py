"""Recorded links: what each showed, as values; every later change replays them (README.md)."""
