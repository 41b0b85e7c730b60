"""Dashboards, statistics, reports, exports (pilotage).

May import knowledge and below.
Never writes: it counts."""
