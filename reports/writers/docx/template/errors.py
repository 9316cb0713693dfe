"""Why a file cannot be a template."""

from collections.abc import Sequence


class TemplateRefused(ValueError):
    """A file that is not taken; each problem says what is wrong, where, and how to mend it."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems: Sequence[str] = problems
