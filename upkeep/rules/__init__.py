"""Backups, chores, findings: what is said of them without asking anything."""
