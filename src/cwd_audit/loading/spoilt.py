"""What stands in a cell whose value cannot be had, so that it is never taken for a blank.

No file holds these texts: neither XML nor a text file that is read may have a NUL. Imported by the reading process, so
it imports nothing.
"""

ERROR = "\0error"
"""The cell shows an Excel error such as #N/A."""
NO_RESULT = "\0no result"
"""The cell holds a formula whose result was never saved."""

CODES = {ERROR: "cell-error", NO_RESULT: "formula-without-result"}
"""The fault of each."""
