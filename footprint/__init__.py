"""Estimates of the energy and emissions of AI models: numpy and pandas in and out, no screen, no network."""
