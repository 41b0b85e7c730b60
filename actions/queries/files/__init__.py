"""Files of results as they were sent: what their columns hold, and what each is most likely to be."""
