"""Fictitious content: believable people, sites, actions, practices, for demonstrations and load tests.

May import api and below.
Never holds anything real but the names of communes."""
