"""The forms of the forecast."""
