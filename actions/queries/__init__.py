"""Reads on actions over several tables."""
