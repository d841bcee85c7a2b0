"""The forms of the data-quality view."""
