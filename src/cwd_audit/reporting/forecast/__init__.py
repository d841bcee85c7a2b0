"""The forecast in every form it takes: one module of `formats` for each, found by the name of its file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from cwd_audit.reporting.forecast import formats

if TYPE_CHECKING:
    from cwd_audit.model.forecast import Forecast
    from cwd_audit.reporting.options import RenderOptions

__all__ = ["ForecastReporter", "find_forecast_reporter", "forecast_reporter_names"]


class ForecastReporter(Protocol):
    """A module of `formats`. It returns the forecast and writes nothing."""

    BINARY: bool
    """Whether the bytes are no text, so that they belong in a file and not on a terminal."""

    @staticmethod
    def render(forecast: Forecast, options: RenderOptions) -> bytes:
        """The whole forecast: the same bytes for the same forecast and options."""


def forecast_reporter_names() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order. Imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def find_forecast_reporter(name: str) -> ForecastReporter:
    """The reporter of one of the formats that `forecast_reporter_names` gives."""
    return cast("ForecastReporter", import_module(f"{formats.__name__}.{name}"))
