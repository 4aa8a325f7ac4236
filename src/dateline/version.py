"""The version of the package, which every reading carries (``coder.version``)."""

__version__ = "0.2.0"
