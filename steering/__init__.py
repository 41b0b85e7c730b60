"""Dashboards, statistics, reports, exports (pilotage).

May import knowledge and below.
Never changes what it counts: it writes its own exports, and nothing else."""
