"""What passes between the parts: reports, readings, spans. Imports nothing else of the package but errors."""
