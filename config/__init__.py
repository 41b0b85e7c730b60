"""Wiring: settings, addresses, servers, environment.

May import every floor; is imported by none.
Never holds a rule of the field.
"""
