"""Corridor: patterns in the log that stand out, found by rules in words with thresholds that an SWV sets."""
