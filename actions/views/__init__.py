"""Forms of an action, its history, and files of results. Who may not update an action finds nothing there."""
