"""The error tree: what a user's input can do wrong.

    KgError
    ├── InputError        a file or text cannot be read: missing, binary, bad encoding, no prose, over a limit
    ├── RecordError       an event record is malformed, or its words do not stand at its offsets
    ├── LanguageError     a language pack is incomplete or an entry in it is wrong
    ├── ExtractorError    no such extractor, or it broke its contract
    ├── StoreError        a store is missing, locked, damaged, or made by a newer version
    ├── QueryError        a SPARQL query has a syntax error, or no question has this name
    ├── ExportError       a graph cannot be written in the wanted form
    ├── ClusterError      the machines that are to share the work cannot be reached, or work by other rules
    └── ServerError       the server cannot be started

Every message says where, what, what is known and what to do, in one line that can stand alone on a terminal.
"""


class KgError(Exception):
    """Base of all errors that a user can cause; ``exit_status`` is what the command line returns for it."""

    exit_status = 1


class InputError(KgError):
    """A file or text cannot be read as an article."""


class RecordError(KgError):
    """An event record is malformed or disagrees with its article's text."""


class LanguageError(KgError):
    """A language pack is incomplete, or one of its entries is wrong."""


class ExtractorError(KgError):
    """No extractor has this name, or an extractor broke its contract."""


class StoreError(KgError):
    """A store is missing, locked by another writer, damaged, or of another version."""


class QueryError(KgError):
    """A SPARQL query is malformed, or no named question has this name."""


class ExportError(KgError):
    """A graph cannot be written in the wanted form."""


class ClusterError(KgError):
    """The machines that are to share the work cannot be reached, went away, or work by other rules."""


class ServerError(KgError):
    """The server cannot be started: its address is taken, say."""
