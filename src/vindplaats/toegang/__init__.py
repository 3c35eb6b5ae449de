"""Floor 0, toegang: who are you, in which role, and what happened. Users, roles, invitations, the log, messages.

Not here: organisations themselves (floor 1, `organisaties`); a role points to one by key (`bestuur:90001`).
Doors: `toegang.wie.Wie`, `toegang.log.leg_vast/gelezen`, `toegang.permissions.mag/eis`, `toegang.actions`.
"""
