from knowledge.models.adoption import Adoption
from knowledge.models.endorsement import Endorsement
from knowledge.models.practice import PracticeIndexPage, PracticePage

__all__ = ["Adoption", "Endorsement", "PracticeIndexPage", "PracticePage"]
