"""Tests of the queue and its watchdog."""
