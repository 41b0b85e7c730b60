"""The report of a territory as a PDF and as a Word document (docs/decisions/0081)."""
