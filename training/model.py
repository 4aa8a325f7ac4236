"""The network: one small encoder, four heads. PyTorch; needed to train only.

For every word: which event it names (B- and I- of 16 types, or none), the event's mode and status. For every pair of
an event's first word and any word: whether the word is part of an argument in each role, or names the same event again.
"""

from __future__ import annotations

import torch
from markup import MODES, ROLES, STATUSES, TYPES
from torch import Tensor, nn
from transformers import BertConfig, BertModel

TAGS = ("O", *(f"B-{t}" for t in TYPES), *(f"I-{t}" for t in TYPES))
MODE_LABELS = ("", *(f"{t}/{m}" for t in MODES for m in sorted(MODES[t])))
PAIRS = (*ROLES, "=")
"""Roles of the corpus, and "=", a second mention of the same event."""
WIDTH = 48
"""Numbers that a word gives to the comparison of a pair, a role."""

RARE = -4.0
"""Where the logits of pairs begin: nearly all pairs are none."""


class Reader(nn.Module):
    """Piece ids -> logits. ``first`` picks the first piece of every word."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(size, len(TAGS))
        self.mode = nn.Linear(size, len(MODE_LABELS))
        self.status = nn.Linear(size, len(STATUSES))
        self.asking = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, len(PAIRS) * (WIDTH + 1)))
        self.answering = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, len(PAIRS) * (WIDTH + 1)))

        with torch.no_grad():
            self.answering[-1].bias.view(len(PAIRS), WIDTH + 1)[:, -1] = RARE

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Logits a piece: tags, modes, statuses; and the two vectors a role whose product is a pair's logit."""
        hidden = self.drop(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        shape = (*hidden.shape[:2], len(PAIRS), WIDTH + 1)
        asking, answering = self.asking(hidden).view(shape), self.answering(hidden).view(shape)
        return self.tag(hidden), self.mode(hidden), self.status(hidden), asking, answering


def pair_logits(asking: Tensor, answering: Tensor) -> Tensor:
    """(batch, events, roles, width+1) and (batch, words, roles, width+1) -> (batch, events, words, roles).

    The last number of each vector is a bias, added and not multiplied.
    """
    product = torch.einsum("berd,bwrd->bewr", asking[..., :-1], answering[..., :-1]) / WIDTH**0.5
    return product + asking[..., -1].unsqueeze(2) + answering[..., -1].unsqueeze(1)


def load_encoder(folder: str, layers: int) -> BertModel:
    """The pretrained encoder with its first ``layers`` layers."""
    config = BertConfig.from_pretrained(folder)
    encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = layers
    return encoder
