"""What every test begins with."""

import pytest


@pytest.fixture(autouse=True)
def _french(settings) -> None:
    settings.LANGUAGE_CODE = "fr"
