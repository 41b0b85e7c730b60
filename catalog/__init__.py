"""What is published, as each audience may see it: entries, areas, search, changes, tiles.

May import cms and below; each noun upstairs signs up in its registry.
Never builds a document itself, never filters a secret out of one: the document never held it."""
