"""Caseload compliance auditing for Children With Disabilities teams."""

__version__ = "0.1.0"
