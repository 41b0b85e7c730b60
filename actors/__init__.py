"""Users, organisations, scopes, the rights table, access requests, who read what.

May import territories and below.
Never holds content: it says who may do what, where."""
