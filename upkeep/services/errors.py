"""What went wrong, in words for whoever keeps the installation."""


class UpkeepError(Exception):
    """Its text says what to do."""
