"""Practices, adoptions, evidence.

May import actions and below.
Never holds a grade that somebody typed: evidence is computed."""
