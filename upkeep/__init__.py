"""What keeps an installation alive: backups and their restoring, what is wrong with it in words, whether it answers.

May import api and below.
Never holds anything of the field: it knows tables, files and clocks."""
