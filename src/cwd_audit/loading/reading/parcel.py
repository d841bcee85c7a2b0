"""The form in which the reading process hands over what it read: a pickle of builtins and dates, and nothing else."""

from __future__ import annotations

import pickle
from io import BytesIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import Parcel

_ALLOWED = frozenset({"date", "datetime", "time", "timedelta"})


class _DatesOnly(pickle.Unpickler):
    """Names no class but dates, so that a file which takes over the reading process gains nothing here."""

    def find_class(self, module: str, name: str, /) -> object:
        if module == "datetime" and name in _ALLOWED:
            return super().find_class(module, name)
        msg = "not a parcel"
        raise pickle.UnpicklingError(msg)


def pack(parcel: Parcel) -> bytes:
    """The bytes of sheets, problems and faults."""
    return pickle.dumps(parcel, protocol=5)


def unpack(packed: bytes) -> Parcel:
    """What `pack` was given.

    Raises:
        ValueError: the bytes are not a parcel.
    """
    try:
        sheets, problems, faults = _DatesOnly(BytesIO(packed)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        msg = "not a parcel"
        raise ValueError(msg) from error
    return sheets, problems, faults
