"""What can go wrong, as a tree:

CommuniqueError
├── InputError            an input that cannot be taken in; says which and why
│   ├── UnreadableInput   not there, a folder, binary, empty, of an unknown encoding or format
│   ├── InputTooLarge     past the size or depth limit
│   └── FetchError        an address that cannot be fetched, or must not be
├── BadReference          a reference file with a bad record; names file and line
├── BadSetting            a setting in the environment that is not what it must be
├── BadSentence           a marked sentence whose marks cannot be read
├── BadModel              the event coder's files are missing or broken
├── ModelMissing          the language model's package is not installed
└── RecordError           a record that cannot be used or asked so
    ├── BadRecord         not the address of a record, or one that cannot be opened
    ├── RecordLocked      another process writes
    ├── RecordFull        no room is left on the disk
    ├── RecordLost        the connection to the database is gone
    ├── BadQuery          a question with an unknown word in it; lists what there is
    └── UnknownItem       no item of that identifier
"""


class CommuniqueError(Exception):
    """Base of every error this library raises on purpose; its text is one line fit to show a person."""


class InputError(CommuniqueError):
    """An input that cannot be taken in.

    `source` is the path or address, `reason` what is wrong with it and what to do, as one clause.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        """What another process makes it of."""
        return type(self), (self.source, self.reason)


class UnreadableInput(InputError):
    """Not there, a folder, binary, empty, or of an encoding or format that is not read."""


class InputTooLarge(InputError):
    """Past a limit of size or depth."""


class FetchError(InputError):
    """An address that cannot be fetched, or must not be."""


class BadReference(CommuniqueError):
    """A reference file with a bad record; the text names the file and the line."""


class BadSetting(CommuniqueError):
    """A setting in the environment that is not what it must be; the text names the variable."""


class ModelMissing(CommuniqueError):
    """The language model's package is not installed or does not load."""


class RecordError(CommuniqueError):
    """A record that cannot be used, or was asked what it cannot answer."""


class BadRecord(RecordError):
    """Not the address of a record, or one that cannot be opened."""


class RecordLocked(RecordError):
    """Another process writes and does not end in time."""


class RecordFull(RecordError):
    """No room is left on the disk."""


class RecordLost(RecordError):
    """The connection to the database is gone or was refused."""


class BadQuery(RecordError):
    """A question with an unknown word in it; the text lists what there is."""


class UnknownItem(RecordError):
    """No item or report of that identifier."""


class BadSentence(CommuniqueError):
    """A marked sentence whose marks cannot be read; the text says which and why."""


class BadModel(CommuniqueError):
    """The event coder's files are missing or broken; the text names the folder."""
