from demo.rules.story import ClosureStory, ObservationStory, SiteStory, tell_site

__all__ = ["ClosureStory", "ObservationStory", "SiteStory", "tell_site"]
