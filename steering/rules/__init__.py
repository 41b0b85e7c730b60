"""What is counted, and how it is drawn: no query."""
