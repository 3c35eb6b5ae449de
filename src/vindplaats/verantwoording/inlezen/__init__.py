"""Inbox: documents that came in are read into a proposal; a person checks it before anything is taken over (D3)."""
