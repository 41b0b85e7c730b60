from actions.models.action import ActionPage
from actions.models.results import Funding, Indicator

__all__ = ["ActionPage", "Funding", "Indicator"]
