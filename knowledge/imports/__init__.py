"""Collections of practices: sheets read through a mapping become practices to be reviewed."""
