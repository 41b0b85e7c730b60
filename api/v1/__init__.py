"""Version 1: one folder per resource. What a client may rely on is frozen in openapi.json, beside."""
