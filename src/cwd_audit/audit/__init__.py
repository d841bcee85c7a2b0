"""The use case: exports and policies in, a report out."""
