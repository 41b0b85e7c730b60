"""The state of a site: its latest validated observation."""

from sites.enums import Validation
from sites.models import Observation, SitePage


def latest_observation(site: SitePage) -> Observation | None:
    """From `site.observations`, prefetched or not; the most recent of those recorded last on the same day."""
    validated = (seen for seen in site.observations.all() if seen.validation == Validation.VALIDATED)
    return max(validated, key=lambda seen: (seen.observed_on, seen.recorded_at, seen.pk), default=None)


def observation_version(observation: Observation | None) -> str:
    """What a form remembers of the observation that it started from; "" where there was none."""
    return observation.recorded_at.isoformat() if observation else ""
