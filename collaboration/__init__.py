"""Journal, actors on a site, follows, notifications, digests.

May import catalog and below.
Never knows what a site or an action is: it hangs on pages."""
