"""Pages: functions from a view to parts, and their records."""
