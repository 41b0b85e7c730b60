from actions.models.action import ActionPage
from actions.models.file import ResultsFile
from actions.models.results import Funding, FundingChange, Indicator
from actions.models.review import Review

__all__ = ["ActionPage", "Funding", "FundingChange", "Indicator", "ResultsFile", "Review"]
