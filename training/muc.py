"""MUC-4 reports and their hand-filled templates -> windows that teach who attacks and is attacked.

Optional: the corpus of the fourth Message Understanding Conference (NIST, US government text) is not part of the
project. Its templates name perpetrators, victims, targets and weapons of a whole report, not of a sentence; a network
trained on the corpus alone finds the events (``silver``), and the words of the templates in their window become their
actors, recipients and weapons. Only those three roles are learned from these windows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import torch
from dataset import BLANK, Window, batch

from dateline.reader.pieces import Pieces
from dateline.reader.signals import windows
from model import PAIRS, TAGS, Reader

FILLERS = {"A": ("PerpInd", "PerpOrg"), "R": ("Victim", "VictimDesc", "Target"), "W": ("Weapon",)}
VIOLENT = {TAGS.index(f"B-{t}") for t in ("ASSAULT", "COERCE")}
HEADER = re.compile(r"^.{0,200}?\[TEXT\]", re.S)


def silver(path: Path, net: Reader, pieces: Pieces) -> Iterator[Window]:
    """The windows of reports that have templates, with the violent events that ``net`` sees in them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["templates"]:
            yield from _report(row, net, pieces)


def _report(row: dict, net: Reader, pieces: Pieces) -> Iterator[Window]:
    text = HEADER.sub(lambda m: " " * len(m[0]), row["text"])
    doc = BLANK.make_doc(text)
    roles = _marked(doc, row["templates"])
    for words in windows(doc, pieces):
        marked = {(n, PAIRS.index(r)) for n, i in enumerate(words) for r in roles.get(i, ())}
        if not marked:
            continue
        one = Window([doc[i].text for i in words], [0] * len(words), [], weight=0.4, roles="ARW")
        firsts = [n for n, tag in enumerate(_tags(one, net, pieces)) if tag in VIOLENT]
        if firsts:
            one.events = [(n, 0, 0, marked) for n in firsts]
            yield one


def _marked(doc, templates: list[dict]) -> dict[int, set[str]]:
    """Roles by token: where the strings of the templates stand in the text."""
    found: dict[int, set[str]] = {}
    for role, slots in FILLERS.items():
        strings = {s for t in templates for slot in slots for group in t["simple"][slot] for s in group if len(s) > 2}
        for string in strings:
            for m in re.finditer(r"\b" + r"\s+".join(map(re.escape, string.split())) + r"\b", doc.text):
                span = doc.char_span(*m.span(), alignment_mode="expand")
                for token in span or ():
                    found.setdefault(token.i, set()).add(role)
    return found


@torch.no_grad()
def _tags(one: Window, net: Reader, pieces: Pieces) -> list[int]:
    b = batch([one], pieces)
    tags = net(b.ids, b.mask)[0][0, b.first[0]]
    return tags.argmax(-1).tolist()
