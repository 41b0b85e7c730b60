"""Predicates on actions and their results."""
