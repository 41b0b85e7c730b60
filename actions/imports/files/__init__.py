"""Operators' spreadsheets of results and fundings, imported in the browser: rows read, told, then written."""
