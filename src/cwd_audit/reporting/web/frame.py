"""A page that is one file: nothing is fetched, and no script runs but the one whose hash the page itself names.

Every text that a template shows is made harmless first and then escaped. Styles stand in the head alone, since the
policy of the page allows none elsewhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.web.palette import declare_colours
from cwd_audit.reporting.words import say_count, say_date, say_first_capital, say_list

_PLACES = {
    "web": "cwd_audit.reporting.web",
    "worklist": "cwd_audit.reporting.formats.html",
    "month": "cwd_audit.reporting.month.formats.html",
}
"""Prefix of the name of a template -> the package that holds it."""
_LONGEST_TEXT = 5000
"""Characters of one text."""
_FRAME_STYLE = "web/frame.css"


def draw_page(
    template: str, *, styles: Sequence[str] = (), more_style: str = "", script: str = "", **values: object
) -> bytes:
    """A whole page: the same bytes for the same values.

    Args:
        template: name of the template, as `worklist/page.html`.
        styles: names of style sheets beside that of the frame.
        more_style: what no file can hold, since it depends on what is shown; our own words only.
        script: name of the one script, where there is one.
        values: what the template shows.
    """
    style = declare_colours() + "".join(map(_read, (_FRAME_STYLE, *styles))) + more_style
    code = _read(script) if script else ""
    page = _environment().get_template(template)
    content = page.render(style=Markup(style), script=Markup(code), policy=say_policy_of_page(style, code), **values)  # noqa: S704 – our own files
    return content.encode()


def say_policy_of_page(style: str, script: str) -> str:
    """The content-security policy: what is not named here is refused by the browser."""
    allowed = f"'sha256-{_fingerprint(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_fingerprint(style)}'; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def show_date(day: date) -> Markup:
    """A day for people and for machines."""
    return Markup(f'<time datetime="{day.isoformat()}">{say_date(day)}</time>')  # noqa: S704 – a date holds no markup


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_make_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"date": show_date, "count": say_count, "capital": say_first_capital, "listed": say_list}
    return environment


@cache
def _loader() -> BaseLoader:
    return PrefixLoader({prefix: PackageLoader(package) for prefix, package in _PLACES.items()})


def _read(name: str) -> str:
    source, _, _ = _loader().get_source(_environment(), name)
    return source.replace("\r\n", "\n")  # as browsers read it, so that its hash is the same


def _make_safe(value: object) -> object:
    """What an expression of a template shows: text without characters that act, numbers with their commas."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return clip(safe_text(value), _LONGEST_TEXT)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else value
