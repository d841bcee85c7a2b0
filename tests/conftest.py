"""Fixtures of several folders of tests, each kind in a module of its own."""

pytest_plugins = ["browsers", "small_workbooks"]
