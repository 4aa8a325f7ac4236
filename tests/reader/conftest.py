"""What tests of single components share: the language model without our components."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.reader.pipeline import load_model


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()
