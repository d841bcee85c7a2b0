"""From export files to a checked caseload: read, recognise, tidy, validate, assemble."""
