"""The one exception of the runtime: a sentence for a person, and its exit code."""

WRONG_USE = 2
FAILURE = 1


class Trouble(Exception):
    """Says where, what and how to mend it. `code` is 1 for a failure, 2 for wrong use."""

    def __init__(self, message: str, code: int = FAILURE) -> None:
        super().__init__(message)
        self.code = code
