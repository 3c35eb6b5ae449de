"""Editor: a board fills its account, sees what is missing, hands it in; the SWV follows how far everyone is."""
