"""A caseload without names, numbers and free text, to be looked at by people who may not see the original."""
