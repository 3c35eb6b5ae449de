"""Tables of techniek: each corridor brings its own."""

from .bewaren.modellen import Uitvoering
from .toestand.modellen import Uitgaand

__all__ = ["Uitgaand", "Uitvoering"]
