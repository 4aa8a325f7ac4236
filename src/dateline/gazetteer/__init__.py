"""Places of the world: built once from packaged sources, looked up offline.

``open_gazetteer()`` builds the index at first use and opens it; ``Gazetteer.candidates`` looks a name up. GeoNames data
is CC BY 4.0: ``ATTRIBUTION`` travels with every export.
"""

from dateline.gazetteer.store import ATTRIBUTION, Candidate, Gazetteer, build_if_missing, open_gazetteer

__all__ = ["ATTRIBUTION", "Candidate", "Gazetteer", "build_if_missing", "open_gazetteer"]
