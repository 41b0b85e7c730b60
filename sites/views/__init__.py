"""Pages and forms of a site. Who is not signed in is sent to the door before anything is looked up."""
