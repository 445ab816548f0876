"""Exceptions: one class a status, each with the whole error record."""

import json


class OdError(Exception):
    """A failed call.

    status       the number of the status (negative)
    name         its name, for instance "OD_EPARSE"
    file, line, column, pointer, system_code   where known, else None
    """

    status = 0
    name = "OD_UNKNOWN"

    def __init__(self, message, **record):
        super().__init__(message)
        self.message = message
        self.status = record.get("status", type(self).status)
        self.name = record.get("name", type(self).name)
        for key in ("file", "line", "column", "pointer", "system_code"):
            setattr(self, key, record.get(key))


class InvalidError(OdError, ValueError):
    """An argument is not valid."""


class NoMemoryError(OdError, MemoryError):
    """There is no memory."""


class InputOutputError(OdError, OSError):
    """A file cannot be read or written."""


class ParseError(OdError, ValueError):
    """Input cannot be understood; file, line, column and pointer say where."""


class LimitError(OdError):
    """A limit was exceeded."""


class NotFoundError(OdError, LookupError):
    """Nothing of that kind is there."""


class CancelledError(OdError):
    """The job was cancelled."""


class OutOfTimeError(OdError, TimeoutError):
    """The job's time limit was reached."""


class NotSupportedError(OdError):
    """This system or version cannot do it."""


class AccessError(OdError, PermissionError):
    """The system refused it."""


class ConflictError(OdError):
    """The evidence is of more than one subject; the message names them."""


class VersionError(OdError, ValueError):
    """A document has an unknown version."""


class InternalError(OdError):
    """A mistake of the library."""


_CLASSES = {
    "OD_EINVALID": InvalidError, "OD_ENOMEM": NoMemoryError,
    "OD_EIO": InputOutputError, "OD_EPARSE": ParseError,
    "OD_ELIMIT": LimitError, "OD_ENOTFOUND": NotFoundError,
    "OD_ECANCELLED": CancelledError, "OD_ETIMEOUT": OutOfTimeError,
    "OD_ENOTSUPPORTED": NotSupportedError, "OD_EACCESS": AccessError,
    "OD_ECONFLICT": ConflictError, "OD_EVERSION": VersionError,
    "OD_EINTERNAL": InternalError,
}


def from_record(text):
    """The exception for an error record; the native module raises it."""
    record = json.loads(text)
    message = record.pop("message", "unknown failure")
    return _CLASSES.get(record.get("name"), OdError)(message, **record)
