"""Actions, indicators, fundings, outcomes.

May import sites and below.
Never shows money to whom may not see finances."""
