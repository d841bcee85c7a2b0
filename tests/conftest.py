"""Fixtures of several folders of tests, each kind in a module of its own; and which tests count for coverage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")  # on a machine with much else to do, slowness is no fault of what is tested

pytest_plugins = ["browsers", "small_workbooks"]

_TESTS = Path(__file__).parent
_UNMEASURED = ("browser", "examples", "metamorphic", "oracle", "property")
"""Folders whose tests run whole audits again and again. Tracing doubles their time and shows no line that the tests of
the parts and of the commands leave out; so coverage is that of tests which look at a part, and no luckier than that."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests of some folders out of what is measured. They run all the same."""
    for item in items:
        if item.path.relative_to(_TESTS).parts[0] in _UNMEASURED:
            item.add_marker("no_cover")
