"""Policies: read from `schemas/policies`, checked, and chosen for an export. Never imports numpy or pandas."""
