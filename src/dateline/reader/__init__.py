"""Report to reading: a spaCy pipeline, one question a component."""
