"""The one place that knows where the files of `schemas/` are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from cwd_audit.model.errors import CwdAuditError, Fault

_PACKAGED = Path(__file__).parent / "schemas"
_CHECKOUT = Path(__file__).parents[2] / "schemas"


def schemas() -> Path:
    """The folder of policies, export layouts and calendars.

    Raises:
        CwdAuditError: the installation is broken: neither place holds it.
    """
    for folder in (_PACKAGED, _CHECKOUT):
        if (folder / "policies").is_dir():
            return folder
    raise CwdAuditError(Fault("", "the folder of policies and layouts is missing", "install cwd-audit again"))
