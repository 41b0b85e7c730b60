"""Reading files of rows that others keep: guess, mapping, values, refusals.

Imports nothing of ours.
Never holds a model, a write or a word of one noun: each noun's imports room says what a row becomes."""
