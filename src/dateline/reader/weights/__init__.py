"""The trained weights that the package ships; training/README.md tells how they were made."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from dateline.errors import ModelError


def content(name: str) -> bytes:
    """One file of the weights. Raises ModelError where the installation lacks it."""
    try:
        return resources.files(__name__).joinpath(name).read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"the weights of the reader are missing ({name}): install Dateline again") from error


@cache
def about() -> dict[str, Any]:
    """Labels of the network, and what it was trained on."""
    loaded: dict[str, Any] = json.loads(content("reader.json"))
    return loaded
