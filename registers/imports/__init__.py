"""Any register, read: a file of rows becomes records, refusals and a report.

May import: the standard library, the file libraries, gettext and the transaction of Django. Nothing of ours.
Never holds what a row becomes in the database: that is for the imports room of each noun."""
