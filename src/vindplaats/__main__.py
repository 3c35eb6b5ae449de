"""`python -m vindplaats`: what ./vindplaats hands over to."""

import sys

from vindplaats.opdrachten.app import voer_uit

if __name__ == "__main__":
    sys.exit(voer_uit(sys.argv[1:]))
