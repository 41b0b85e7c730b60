"""What every test begins with."""

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# Properties are judged by what they find, never by how busy the machine is; what is drawn is not made smaller.
hypothesis_settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any_machine")


@pytest.fixture(autouse=True)
def _french(settings) -> None:
    settings.LANGUAGE_CODE = "fr"
