"""One module for each format of the monthly report, found by the name of its file."""
