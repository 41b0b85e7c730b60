"""Pages about accounts. Who is not signed in is sent to the door before anything is looked up."""
