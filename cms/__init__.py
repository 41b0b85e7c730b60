"""The editorial kit: base page, home, news, standard and territory pages, blocks, workflow.

May import actors and below.
Never holds a noun of the field (sites, actions, practices live upstairs)."""
