"""Rights of techniek on screen. The host has no role: what is of the whole house goes by command (decision 0026)."""

from vindplaats.toegang.permissions import recht

TAKEN_ZIEN = recht("techniek.taken_zien", "achtergrondwerk bekijken", "functioneel_beheerder")
TAKEN_REGELEN = recht(
    "techniek.taken_regelen", "achtergrondwerk opnieuw laten draaien of intrekken", "functioneel_beheerder"
)
