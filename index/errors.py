"""The project's one error tree.

    ReportQAError                what went wrong and what to do about it, in one sentence
    ├── InputError               exit 2: what was handed in cannot be used
    │   ├── SourceError          a source file or the catalogue of reports
    │   ├── QuestionError        a question, or a file of questions
    │   ├── UnknownReportError   a report id that the index does not hold
    │   ├── FeedbackError        a file of feedback that is missing, of another kind, or cannot be written
    │   ├── IndexMissingError    no index where one was expected
    │   └── MissingExtraError    an option whose optional packages are not installed
    └── FailureError             exit 1: something that should work does not
        ├── IndexDamagedError    an index whose bytes are not those that were written
        ├── IndexMismatchError   an index of another format or another embedding model
        ├── ModelError           an embedding model that cannot be loaded
        ├── ReaderError          reader weights that are missing or damaged
        ├── ChatModelError       a chat model that did not answer, or not usably; the extractive answer is given then
        └── ServerError          the web page cannot be served

The library raises these; only the front ends turn them into an ``Error:`` line and an exit code. A refusal to
answer ("the report does not mention it") is a result, never an error, and an error is never shown as a refusal.
"""


class ReportQAError(Exception):
    """Base of every error this project raises on purpose; its text names the remedy."""

    exit_code = 1


class InputError(ReportQAError):
    """What was handed in (a file, a question, an argument) cannot be used."""

    exit_code = 2


class SourceError(InputError):
    """A source file or ``catalog.toml`` is missing, empty or unreadable."""


class QuestionError(InputError):
    """A question (empty, too long) or a line of a question file cannot be used."""


class UnknownReportError(InputError):
    """The index holds no report with the given id."""


class FeedbackError(InputError):
    """A file of feedback is missing, of another kind, or cannot be written."""


class IndexMissingError(InputError):
    """There is no index in the given folder."""


class MissingExtraError(InputError):
    """An option was chosen whose optional packages are not installed."""


class FailureError(ReportQAError):
    """Something that should work does not."""


class IndexDamagedError(FailureError):
    """A file of the index is missing, truncated or altered."""


class IndexMismatchError(FailureError):
    """The index was built in another format or with another embedding model."""


class ModelError(FailureError):
    """The embedding model cannot be found or loaded."""


class ReaderError(FailureError):
    """The reader's weights are missing, truncated or altered."""


class ChatModelError(FailureError):
    """A chat model could not be used; ``kind`` names the cause (see ``app.notices``).

    ``retry_after`` is how many seconds the server asked to be left alone, where it said so.
    """

    def __init__(self, kind: str, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after


class ServerError(FailureError):
    """The web page cannot be served, for instance because the port is taken."""
