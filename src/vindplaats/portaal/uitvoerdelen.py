"""What of portaal goes along when an SWV takes everything out: nothing, it is about this install."""

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Uitvoerdeel

uitvoerdelen.voeg_toe("portaal.gezien", Uitvoerdeel(reden="Wie de rondleiding zag, begint elders gewoon opnieuw."))
