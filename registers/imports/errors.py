"""What stops an import before its first row: said in plain words, all at once."""


class RegisterError(Exception):
    """The file cannot be read, or not with what was asked."""


class MappingError(RegisterError):
    """The mapping does not fit: every problem found, not only the first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
