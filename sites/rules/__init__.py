"""What can be said of a site without asking the database: docs/living-conditions.md, impossible counts, resorption."""
