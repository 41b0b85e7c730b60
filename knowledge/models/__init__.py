from knowledge.models.adoption import Adoption
from knowledge.models.practice import PracticeIndexPage, PracticePage

__all__ = ["Adoption", "PracticeIndexPage", "PracticePage"]
