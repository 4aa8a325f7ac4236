"""The version of the package, which every reading carries (``coder.version``)."""

__version__ = "0.1.0"
