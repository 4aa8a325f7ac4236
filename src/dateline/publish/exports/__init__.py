"""Incidents in the formats of other projects: one file a format."""
