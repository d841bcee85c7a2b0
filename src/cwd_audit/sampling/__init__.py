"""Synthetic exports that look lived in: a caseload under a policy, written as the systems of councils write theirs."""
