from actions.models.action import ActionPage
from actions.models.file import REFUSED_SUFFIX, ResultsFile
from actions.models.results import Funding, FundingChange, Indicator
from actions.models.review import Review

__all__ = ["REFUSED_SUFFIX", "ActionPage", "Funding", "FundingChange", "Indicator", "ResultsFile", "Review"]
